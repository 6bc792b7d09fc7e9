import type { FoundMerge, IterationFailed, MergeJudged } from "../journal/events.ts";
import { isScored, sumScores } from "../journal/rows.ts";
import { validationBatch } from "../minibatch/validation-batch.ts";
import type { RunState } from "../state/state.ts";
import { paretoScores } from "./attempt-merge.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import { iterationFailed } from "./iteration-failed.ts";
import type { StepContext } from "./step-context.ts";

/** A merged child must be at least as good as the better parent on the subsample. */
export async function judgeMerge(
  run: StepContext,
  state: RunState,
  found: FoundMerge,
): Promise<MergeJudged | IterationFailed | null> {
  const done = await evaluateGroups(run, state, [
    {
      purpose: "merge",
      texts: found.texts,
      hash: found.hash,
      split: "pareto",
      examples: found.subsample,
      captureTrace: false,
      read: state.spec.cache ? "cache" : "never",
    },
  ]);
  if (done === null) return null;
  if (done.failure !== null && state.spec.failures.kind !== "leave-out") {
    return iterationFailed(run, state, "merge", done.failure, done.calls);
  }
  const rows = done.rows[0]!;
  const scored = rows.filter(isScored);
  const [first, second] = found.parents.map((parent) => {
    const scores = paretoScores(state, parent);
    return scored.reduce((sum, row) => sum + scores.get(row.example)!, 0);
  });
  const after = sumScores(scored);
  const answered = scored.length > 0 && scored.length * 2 >= rows.length;
  const passed = answered && after >= Math.max(first!, second!);
  const validate = passed ? validationBatch(state, run.ports.hooks, found.parents, found.proposal) : null;
  const event: MergeJudged = {
    type: "merge-judged",
    iteration: state.iteration,
    calls: done.calls,
    proposal: found.proposal,
    rows,
    parentSums: [first!, second!],
    after,
    verdict: passed ? "selected" : answered ? "not-better" : "given-up",
    metricCalls: done.metricCalls[0]!,
  };
  return validate === null ? event : { ...event, validate };
}
