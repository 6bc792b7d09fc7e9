import { addTestOpening } from "../storage/test-openings.ts";
import type { RunContext } from "./run-context.ts";

/** Counts a look at the sealed test before it begins. Seed and winner are one look; each further candidate is another. */
export async function noteTestOpening(
  { run, db, writer, now }: RunContext,
  candidate: number | undefined,
): Promise<void> {
  const id = `${run.id} c${candidate ?? 0}`;
  await writer.write(() => addTestOpening(db, { id, runId: run.id, at: now(), rows: run.splits.test }));
}
