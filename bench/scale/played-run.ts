import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { foldJournal } from "../../src/engine/index.ts";
import { engineMark } from "../../tools/build/engine-mark.ts";
import { projectFolder } from "../../tools/build/project-folder.ts";
import { type LargeRun, makeLargeRun } from "./large-run.ts";

/** A large run as the engine of today plays it: played once and kept, for that takes half a minute. */
export async function playedRun(calls: number): Promise<LargeRun> {
  const file = join(projectFolder, ".cache", `scale-${calls}-${engineMark()}.json`);
  if (!existsSync(file)) {
    const { state: _, ...made } = await makeLargeRun("big", calls);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(made));
  }
  const made = JSON.parse(readFileSync(file, "utf8")) as Omit<LargeRun, "state">;
  const state = foldJournal(made.events);
  if (state === null) throw new Error(`${file} holds no journal`);
  return { ...made, state };
}
