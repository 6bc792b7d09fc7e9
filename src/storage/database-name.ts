/**
 * Several apps may share an origin, so every name this app leaves in a browser carries the path it is served
 * from (design section 6).
 */

/** Folder a page or worker script of this app was served from: the same answer on every thread. */
export function basePathOf(address: string): string {
  const { pathname } = new URL(address);
  const inBuild = /\/(?:assets|workers|src|node_modules|@fs|__vitest_test__)\//.exec(pathname);
  return inBuild === null
    ? pathname.slice(0, pathname.lastIndexOf("/") + 1)
    : pathname.slice(0, inBuild.index + 1);
}

export function databaseName(basePath: string): string {
  return `gepa-studio:${basePath}`;
}

/** Where src/models keeps model files: folders of the private file system, or caches where there is none. */
export function modelFolders(basePath: string): readonly string[] {
  return ["models", "downloads"].map((kind) =>
    `gepa-studio-${kind}:${basePath}`.replaceAll(/[^\w.-]+/g, "_"),
  );
}

/** The Web Lock that whoever conducts this run holds. */
export function runLockName(database: string, runId: string): string {
  return `${database}:run:${runId}`;
}

/**
 * The database a worker uses: that of the app that started it. A worker may be given another one by its name
 * (`gepa-studio:…`), which is how tests that share an origin stay apart.
 */
export function workerDatabaseName(address: string, workerName: string): string {
  return workerName.startsWith("gepa-studio:") ? workerName : databaseName(basePathOf(address));
}
