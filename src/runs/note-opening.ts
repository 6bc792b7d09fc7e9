import { bestCandidate } from "../engine/state/selectors.ts";
import type { RunState } from "../engine/state/state.ts";
import { addTestOpening } from "../storage/test-openings.ts";
import type { RunContext } from "./run-context.ts";

/** Counts a look at the sealed test before it begins. Seed and winner are one look; another winner later is another. */
export async function noteTestOpening({ run, db, writer, now }: RunContext, state: RunState): Promise<void> {
  const id = `${run.id} c${bestCandidate(state)?.index ?? 0}`;
  await writer.write(() => addTestOpening(db, { id, runId: run.id, at: now(), rows: run.splits.test }));
}
