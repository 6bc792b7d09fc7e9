/**
 * Path of the folder the studio is served from, with slashes at both ends. Names of databases, caches and locks
 * contain it, because several apps may share an origin.
 */
export function basePath(): string {
  return new URL("./", document.baseURI).pathname;
}

/** Prefix of everything kept in localStorage (only what must be known before the first paint). */
export function localName(name: string): string {
  return `gepa-studio:${basePath()}:${name}`;
}
