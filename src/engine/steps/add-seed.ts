import type { CandidateAdded, RunStopped } from "../journal/events.ts";
import { isScored } from "../journal/rows.ts";
import { candidateHash } from "../pool/candidate.ts";
import type { RunState } from "../state/state.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { StepContext } from "./step-context.ts";
import { tracesPareto } from "./traces-pareto.ts";

/** Scores the next seed on the whole Pareto set; a seed that cannot be scored ends the run. */
export async function addSeed(
  run: StepContext,
  state: RunState,
): Promise<CandidateAdded | RunStopped | null> {
  const index = state.candidates.length;
  const texts = state.spec.seedCandidates[index]!;
  const hash = candidateHash(texts);
  const examples = Array.from({ length: state.spec.splits.pareto }, (_, i) => i);
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
  const rows = done.rows[0]!.filter(isScored);
  if (done.failure !== null) {
    const missing = examples.length - rows.length;
    return {
      type: "run-stopped",
      reason: { kind: "seed-not-scored", missing, of: examples.length, reason: done.failure },
      pendingCalls: done.calls,
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
    metricCalls: done.metricCalls[0]!,
  };
}
