import { whenControlled } from "./when-controlled.ts";

/** A wait longer than this is explained. */
const explainAfterMs = 1_000;
const askAgainMs = 500;

/**
 * Until the silent reload of a first visit nothing can be typed or chosen, so that nothing is lost by it. The page
 * can be read meanwhile; it opens as soon as the service worker is there, or has said that it cannot be.
 */
export async function holdFirstVisit(app: HTMLElement): Promise<void> {
  if (import.meta.env.DEV || navigator.serviceWorker?.controller !== null) return;
  app.inert = true;
  const note = document.createElement("p");
  note.className = "notice";
  note.setAttribute("role", "status");
  app.before(note);
  const timer = setTimeout(() => {
    note.textContent =
      "One moment: the studio is being stored in this browser, so that it also opens without a network.";
  }, explainAfterMs);
  await whenControlled();
  clearTimeout(timer);
  note.remove();
  app.inert = false;
}

/**
 * A page that the browser had put aside whole (its back/forward cache) comes back with its database closed and its
 * threads asleep, or is the one that a silent reload left behind. It starts afresh: everything of worth is stored.
 */
export function startAfreshWhenRestored(): void {
  let asking: ReturnType<typeof setInterval> | undefined;
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    location.reload();
    // A browser that is itself reloading when it brings the page back may let this reload fall: asked until the page is gone.
    asking ??= setInterval(() => location.reload(), askAgainMs);
  });
}
