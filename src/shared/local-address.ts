/** Four numbers; `127.example.com` is a name like any other. */
const isNumeric = /^\d+(\.\d+){3}$/;

/** A host name or address on this machine or its network. */
export function isLocalAddress(host: string): boolean {
  return (
    isLoopback(host) ||
    host.endsWith(".local") ||
    (isNumeric.test(host) && /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host))
  );
}

/** This very machine. */
export function isLoopback(host: string): boolean {
  return (
    /^(localhost|.*\.localhost|\[::1\])$/.test(host) || (isNumeric.test(host) && host.startsWith("127."))
  );
}
