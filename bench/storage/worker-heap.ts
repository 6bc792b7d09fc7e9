import type { Page } from "playwright-core";

/** Follows the JavaScript heap of a page's workers through the browser's protocol; `stop` gives the peak, bytes. */
export async function watchWorkerHeap(page: Page, everyMs = 200): Promise<{ stop(): Promise<number> }> {
  const session = await page.context().newCDPSession(page);
  const workers = new Set<string>();
  let peak = 0;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") workers.add(sessionId);
  });
  session.on("Target.detachedFromTarget", ({ sessionId }) => workers.delete(sessionId));
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { result } = JSON.parse(message) as {
      result?: { usedSize?: number; backingStorageSize?: number };
    };
    peak = Math.max(peak, (result?.usedSize ?? 0) + (result?.backingStorageSize ?? 0));
  });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  let id = 0;
  const timer = setInterval(() => {
    for (const sessionId of workers) {
      const message = JSON.stringify({ id: ++id, method: "Runtime.getHeapUsage" });
      void session.send("Target.sendMessageToTarget", { sessionId, message }).catch(() => undefined);
    }
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await session.detach();
      return peak;
    },
  };
}
