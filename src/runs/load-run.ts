import { foldJournal } from "../engine/state/apply-event.ts";
import { initialState } from "../engine/state/state.ts";
import type { RunState } from "../engine/state/state.ts";
import { bindMissingPages } from "../storage/journal-pages.ts";
import { loadJournal } from "../storage/journal.ts";
import { rowsSince } from "../storage/key-range.ts";
import { settleInterrupted } from "../storage/requests.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { loadPurses } from "./load-purses.ts";
import type { Purses } from "./run-context.ts";
import { makeUsageMeter, type UsageMeter } from "./usage-meter.ts";

/** A run as its storage describes it: where it stands and what it has cost. */
export interface LoadedRun {
  readonly state: RunState;
  /** Number of events in the journal; the next one's `seq`. */
  readonly events: number;
  readonly meter: UsageMeter;
  readonly purses: Purses;
}

/** Folds the journal. The same for a run that begins, one that goes on, and one that was killed. */
export async function loadRun(db: StudioDatabase, run: RunRow): Promise<LoadedRun> {
  await settleInterrupted(db, run.id);
  const journal = await loadJournal(db, run.id);
  await bindMissingPages(db, run.id, journal.length);
  const state = foldJournal(journal) ?? initialState(run.engine);
  const meter = makeUsageMeter(run.summary?.usage);
  // Answers that came after the last event are not in its summary yet.
  await rowsSince(db.rollouts, "[runId+callIndex]", run.id, state.nextCallIndex).each((row) =>
    meter.add("student", row),
  );
  await rowsSince(db.reflections, "[runId+callIndex]", run.id, state.nextCallIndex).each((row) => {
    if (row.answer.kind === "answered") meter.add("reflection", row);
  });
  return { state, events: journal.length, meter, purses: await loadPurses(db, run, state) };
}
