import type { OfflineState, ServiceWorkerReply } from "../protocol/service-worker.ts";
import { askServiceWorker } from "./ask-service-worker.ts";
import { whenControlled } from "./when-controlled.ts";

function stateOf(reply: ServiceWorkerReply): OfflineState {
  if (reply.kind === "offline-state") return reply.state;
  throw new Error(reply.kind === "failed" ? reply.message : "the service worker gave no state");
}

/** Stores what is still missing (large files are otherwise stored when first used). Call it when the page is idle. */
async function storeForOffline(): Promise<OfflineState | undefined> {
  const controller = navigator.serviceWorker?.controller ?? null;
  return controller === null
    ? undefined
    : stateOf(await askServiceWorker(controller, { kind: "store-for-offline" }));
}

/** A live run needs the machine first; the rest of the studio can wait this long. */
const idleAfterMs = 15_000;

/** Stores the rest once the page is controlled and has settled; not where the browser asks for little traffic. */
export async function storeWhenIdle(): Promise<void> {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData === true || (await whenControlled()).kind !== "controlled") return;
  await new Promise((resolve) => setTimeout(resolve, idleAfterMs));
  // No room or no network now: the next visit tries again.
  await storeForOffline().catch(() => undefined);
}
