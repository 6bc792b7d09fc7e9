/** This service worker's global scope; the shared worker config types `self` for dedicated workers. */
export const scope = self as unknown as ServiceWorkerGlobalScope;

/** Path of the folder the studio is served from, with slashes at both ends: several apps may share an origin. */
export const basePath = new URL(scope.registration.scope).pathname;

export async function announce(news: unknown): Promise<void> {
  for (const client of await scope.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    client.postMessage(news);
  }
}
