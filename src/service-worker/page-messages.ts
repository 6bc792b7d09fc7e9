import type { PageMessage, ServiceWorkerReply } from "../protocol/service-worker.ts";
import { reasonOf } from "../shared/reason-of.ts";
import { setPolicy } from "./policy.ts";
import { scope } from "./scope.ts";
import { offlineState, storeEverything } from "./stored-files.ts";

async function obey(message: PageMessage): Promise<ServiceWorkerReply> {
  switch (message.kind) {
    case "set-policy":
      await setPolicy(message.policy);
      return { kind: "done" };
    case "store-for-offline":
      await storeEverything();
      return { kind: "offline-state", state: await offlineState() };
    case "offline-state":
      return { kind: "offline-state", state: await offlineState() };
    case "activate-update":
      await scope.skipWaiting();
      return { kind: "done" };
  }
}

/** Answers a page's message over the port that came with it. */
export async function answerMessage(event: ExtendableMessageEvent): Promise<void> {
  const [port] = event.ports;
  if (port === undefined) return;
  try {
    port.postMessage(await obey(event.data as PageMessage));
  } catch (error) {
    port.postMessage({ kind: "failed", message: reasonOf(error) });
  }
}
