import { rowsUnderNoise } from "../budget/noise.ts";
import type { CandidateAdded, RunStopped } from "../journal/events.ts";
import { isFailed, isScored } from "../journal/rows.ts";
import { candidateHash } from "../pool/candidate-hash.ts";
import { paretoPositions, withStandIns } from "../pool/left-out.ts";
import { nextOpened } from "../pool/open-rows.ts";
import type { RunState } from "../state/state.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { StepContext } from "./step-context.ts";
import { tracesPareto } from "./traces-pareto.ts";

/**
 * Scores the next seed on the Pareto set, or on its first rows. A row the first has no answer on is left out for every candidate; a
 * seed without any answer ends the run (in the reference preset: one that misses a single answer).
 */
export async function addSeed(
  run: StepContext,
  state: RunState,
): Promise<CandidateAdded | RunStopped | null> {
  const index = state.candidates.length;
  const texts = state.spec.seedCandidates[index]!;
  const hash = candidateHash(texts);
  const { seedRows, seedCandidates, validation } = state.spec;
  const counted = paretoPositions(state);
  const examples =
    seedRows === "few" && validation.kind === "inherit" && seedCandidates.length === 1
      ? nextOpened(state, [], rowsUnderNoise(state, validation.rows))
      : counted;
  const done = await evaluateGroups(run, state, [
    {
      purpose: "seed",
      texts,
      hash,
      split: "pareto",
      examples,
      captureTrace: tracesPareto(state.spec),
      read: "never",
    },
  ]);
  if (done === null) return null;
  const [all = []] = done.rows;
  const mayLeaveOut = state.spec.failures.kind === "leave-out";
  const scored = all.filter(isScored);
  const leftOut = mayLeaveOut && index === 0 && scored.length > 0 ? all.filter(isFailed) : [];
  const filled = mayLeaveOut && index > 0 ? withStandIns(state, all, [0]) : null;
  const rows = filled ?? scored;
  if (rows.length + leftOut.length < all.length) {
    const { from, count } = done.calls;
    return {
      type: "run-stopped",
      reason: {
        kind: "seed-not-scored",
        missing: all.length - scored.length,
        of: all.length,
        reason: done.failure ?? "no answer",
      },
      // Gone on with, the rows are asked anew.
      pendingCalls: mayLeaveOut ? { from: from + count, count: 0 } : done.calls,
    };
  }
  return {
    type: "candidate-added",
    index,
    kind: "seed",
    iteration: 0,
    texts,
    hash,
    parents: [],
    calls: done.calls,
    rows,
    ...(leftOut.length === 0 ? {} : { leftOut }),
    ...(examples.length < counted.length ? { opening: true as const } : {}),
    metricCalls: done.metricCalls[0]!,
  };
}
