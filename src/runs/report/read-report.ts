import { foldJournal } from "../../engine/state/apply-event.ts";
import { bestCandidate } from "../../engine/state/selectors.ts";
import { loadJournal } from "../../storage/journal.ts";
import { sumLedger } from "../../storage/read/ledger.ts";
import { listReflections } from "../../storage/read/reflections.ts";
import { findRollouts, readTrajectory } from "../../storage/read/rollouts.ts";
import { readRun } from "../../storage/read/runs.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { makeReport } from "./make-report.ts";

/** How many wrong answers and conversations a report shows: enough to judge by, small enough to send. */
const mostTraces = 40;
const mostReflections = 500;

/** Reads a run and writes its report; undefined for a run that is not there or has not begun. */
export async function readReport(
  db: StudioDatabase,
  runId: string,
  now: number,
  carriesRun = false,
): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const run = await readRun(db, runId);
  const state = foldJournal(await loadJournal(db, runId));
  if (run === undefined || state === null) return undefined;
  const best = bestCandidate(state);
  const isTested = state.test.some(({ candidate }) => candidate === best?.index);
  const wrong =
    best === null
      ? []
      : await findRollouts(
          db,
          runId,
          { candidateHash: best.hash, split: isTested ? "test" : "pareto", scoreBelow: 1 },
          { offset: 0, limit: mostTraces },
        );
  const traces = await Promise.all(
    wrong.map(async (rollout) => ({
      rollout,
      trajectory: await readTrajectory(db, runId, rollout.callIndex),
    })),
  );
  const [reflections, ledger] = await Promise.all([
    listReflections(db, runId, mostReflections),
    sumLedger(db, runId),
  ]);
  return {
    name: `run-${run.number}-report${carriesRun ? "-with-run" : ""}.html`,
    text: makeReport({ run, state, reflections, traces, ledger, now, carriesRun }),
  };
}
