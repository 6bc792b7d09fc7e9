import { reasonOf } from "../shared/reason-of.ts";
import { localName } from "./base-path.ts";

/** Whether our service worker stands between this page and the network. */
type Control =
  /** It does: headers, offline files and the offline lock are in force. */
  | { readonly kind: "controlled" }
  /** The development server sends the headers itself; there is no lock and no offline use. */
  | { readonly kind: "development" }
  | { readonly kind: "uncontrolled"; readonly message: string };

/** Reloads in a row that did not help; one is normal on a first visit, more would be a loop. */
const reloadsKey = localName("reloads-for-control");
const maximumReloads = 2;

let registration: Promise<ServiceWorkerRegistration> | undefined;

/** Registers once; every caller gets the same registration. */
export function registered(): Promise<ServiceWorkerRegistration> {
  registration ??= navigator.serviceWorker.register("./service-worker.js", {
    scope: "./",
    updateViaCache: "none",
  });
  return registration;
}

function failureMessage(error: unknown): string {
  const reason = reasonOf(error);
  return (
    `The service worker that guards the network did not start (${reason}). The studio can run, but without offline ` +
    "use, and while the offline lock is on no model is started. A window that is not private usually allows it."
  );
}

/** Rejects when the worker that is being installed is given up: `ready` alone would wait for ever. */
function givenUp(worker: ServiceWorker): Promise<never> {
  return new Promise((_, reject) => {
    const look = (): void => {
      if (worker.state === "redundant") reject(new Error("a file it needs could not be stored"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function activated(found: ServiceWorkerRegistration): Promise<void> {
  await found.update().catch(() => undefined);
  const fresh = found.active === null ? found.installing : null;
  await Promise.race([navigator.serviceWorker.ready, ...(fresh === null ? [] : [givenUp(fresh)])]);
}

function reloadOnce(): boolean {
  const reloads = Number(sessionStorage.getItem(reloadsKey) ?? "0");
  if (reloads >= maximumReloads) return false;
  sessionStorage.setItem(reloadsKey, String(reloads + 1));
  location.reload();
  return true;
}

async function gainControl(): Promise<Control> {
  if (import.meta.env.DEV) return { kind: "development" };
  if (!("serviceWorker" in navigator))
    return { kind: "uncontrolled", message: failureMessage("not available here") };
  // Asked before anything is awaited: a worker that claims the page later did not put headers on this document.
  const fromTheStart = navigator.serviceWorker.controller !== null;
  try {
    const found = await registered();
    if (fromTheStart) {
      sessionStorage.removeItem(reloadsKey);
      return { kind: "controlled" };
    }
    await activated(found);
    if (reloadOnce()) return await new Promise<never>(() => undefined);
    return {
      kind: "uncontrolled",
      message: failureMessage("the page stayed outside its control after a reload"),
    };
  } catch (error) {
    return { kind: "uncontrolled", message: failureMessage(error) };
  }
}

let control: Promise<Control> | undefined;

/**
 * Resolves when it is decided whether the page is controlled. On a first visit, and after a forced reload, the page
 * reloads itself once, and this never resolves in the page that goes away. Start no worker before it has resolved.
 */
export function whenControlled(): Promise<Control> {
  control ??= gainControl();
  return control;
}

/** False where starting a model would break the offline lock's promise. */
export function mayStartWorkers(state: Control, locked: boolean): boolean {
  return state.kind !== "uncontrolled" || !locked;
}
