import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { projectFolder } from "./project-folder.ts";

/** A hash of all that folds a journal: what was kept of a fold counts for this code only. */
export function engineMark(): string {
  const hash = createHash("sha256");
  for (const folder of ["src/engine", "src/shared"]) {
    const files = readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => name.endsWith(".ts")).toSorted())
      hash.update(file).update(readFileSync(join(projectFolder, folder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
