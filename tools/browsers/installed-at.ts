import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program is on the PATH, or undefined. */
export function installedAt(...names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
