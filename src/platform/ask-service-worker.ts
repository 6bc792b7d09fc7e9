import type { PageMessage, ServiceWorkerReply } from "../protocol/service-worker.ts";

/** Sends one message and waits for its answer over a port of its own. */
export function askServiceWorker(worker: ServiceWorker, message: PageMessage): Promise<ServiceWorkerReply> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event: MessageEvent<ServiceWorkerReply>) => {
      port1.close();
      resolve(event.data);
    };
    worker.postMessage(message, [port2]);
  });
}
