import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Time of the newest change under these files and folders, in milliseconds since 1970; 0 for none. */
export function newestChange(paths: readonly string[]): number {
  return paths.reduce((newest, path) => Math.max(newest, changeOf(path)), 0);
}

function changeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return newestChange(readdirSync(path).map((name) => join(path, name)));
}
