/**
 * A browser does not tell a service worker that a request it answers was given up before its first byte came. So
 * each call carries a name in the fragment of its address (a fragment is never sent), and whoever gives it up says
 * so over a channel; the service worker then hangs up on the host.
 */
export const stoppedCallsChannel = "gepa-studio:stopped-calls";

const prefix = "#call-";

/** The address with a fresh name for this call. */
export function namedCall(address: string, name: string): string {
  return `${address.replace(/#.*$/, "")}${prefix}${name}`;
}

/** The name of the call an address carries. */
export function callNameOf(address: string): string | undefined {
  const at = address.indexOf(prefix);
  return at < 0 ? undefined : address.slice(at + prefix.length);
}
