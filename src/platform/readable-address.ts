/** A hash whose escapes stand for text, itself; else with its percent signs taken as letters, so that it can be read. */
export function readableHash(hash: string): string {
  try {
    // Its result is looked at: a bundler drops a call whose result is not, and what it throws with it.
    return decodeURIComponent(hash) === "" ? "" : hash;
  } catch {
    return hash.replaceAll("%", "%25");
  }
}

/**
 * A broken link must end on a page that says so: the router decodes every address and throws on what is none. Called
 * before it listens, so that it never sees one.
 */
export function keepAddressReadable(): void {
  const mend = (): void => {
    const hash = readableHash(location.hash);
    if (hash !== location.hash) history.replaceState(history.state, "", hash);
  };
  mend();
  addEventListener("hashchange", mend);
}
