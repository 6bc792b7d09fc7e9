import type { RunRow } from "../../storage/rows.ts";

/** What the runs of Home and of Learn are called by; every other run is somebody's own. */
const demoNames = ["home-", "learn-"];

export function isDemoRun({ id }: Pick<RunRow, "id">): boolean {
  return demoNames.some((name) => id.startsWith(name));
}

/** A search somebody asked for: no demo, and no recording that was brought in to be read. */
export function isOwnRun(run: Pick<RunRow, "id" | "recorded">): boolean {
  return run.recorded === undefined && !isDemoRun(run);
}
