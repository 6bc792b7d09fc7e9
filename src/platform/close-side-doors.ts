/**
 * WebRTC and new windows are ways out of a page that neither the content policy (in every browser) nor a service
 * worker closes. The studio never needs them, so the page gives them up before any other code runs.
 */
export function closeSideDoors(): void {
  for (const name of [
    "RTCPeerConnection",
    "webkitRTCPeerConnection",
    "RTCDataChannel",
    "WebTransport",
    "open",
  ]) {
    Reflect.deleteProperty(globalThis, name);
  }
}
