/** A host name or address on this machine or its network. */
export function isLocalAddress(host: string): boolean {
  return (
    isLoopback(host) ||
    /^(.*\.local|10\..*|192\.168\..*|169\.254\..*)$/.test(host) ||
    /^172\.(1[6-9]|2\d|3[01])\./.test(host)
  );
}

/** This very machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(host);
}
