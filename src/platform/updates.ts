import { askServiceWorker } from "./ask-service-worker.ts";
import { registered } from "./when-controlled.ts";

function announceWhenInstalled(worker: ServiceWorker, announce: () => void): void {
  const look = (): void => {
    // Without a controller this is the first version, not an update.
    if (worker.state === "installed" && navigator.serviceWorker.controller !== null) announce();
  };
  worker.addEventListener("statechange", look);
  look();
}

/** Calls `announce` when a newer version is stored and waits. It never takes over by itself. */
export async function onUpdateReady(announce: () => void): Promise<void> {
  if (import.meta.env.DEV || !("serviceWorker" in navigator)) return;
  const found = await registered();
  if (found.waiting !== null) announceWhenInstalled(found.waiting, announce);
  found.addEventListener("updatefound", () => {
    if (found.installing !== null) announceWhenInstalled(found.installing, announce);
  });
}

/** Lets the waiting version take over and reloads. Only on the user's word, and not while a run is going. */
export async function applyUpdate(): Promise<void> {
  const { waiting } = await registered();
  if (waiting === null) return;
  const taken = new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
  });
  await askServiceWorker(waiting, { kind: "activate-update" });
  await taken;
  location.reload();
}
