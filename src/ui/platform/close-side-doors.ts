/**
 * WebRTC is the one way out of a page that neither the content policy (in every browser) nor a service worker closes.
 * The studio never needs it, so the page gives it up before any other code runs.
 */
export function closeSideDoors(): void {
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport"]) {
    Reflect.deleteProperty(globalThis, name);
  }
}
