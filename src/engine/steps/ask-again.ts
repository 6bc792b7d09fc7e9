import { sum } from "../../shared/statistics/mean.ts";
import type { LeftOutEvaluated } from "../journal/events.ts";
import type { RunState } from "../state/state.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { StepContext } from "./step-context.ts";

/** Asks every candidate again on the Pareto rows it has no answer of its own for. */
export async function askAgain(run: StepContext, state: RunState): Promise<LeftOutEvaluated | null> {
  const out = state.leftOut.map((row) => row.example);
  const asked = state.candidates
    .map(({ index, texts, hash, scores }) => ({
      index,
      texts,
      hash,
      examples: [...out, ...scores.filter((row) => row.from === "parent").map((row) => row.example)],
    }))
    .filter(({ examples }) => examples.length > 0);
  const done = await evaluateGroups(
    run,
    state,
    asked.map(({ texts, hash, examples }) => ({
      purpose: "pareto",
      texts,
      hash,
      split: "pareto",
      examples,
      captureTrace: false,
      read: "never",
    })),
  );
  if (done === null) return null;
  return {
    type: "left-out-evaluated",
    calls: done.calls,
    evaluations: asked.map(({ index }, i) => ({ candidate: index, rows: done.rows[i]! })),
    metricCalls: sum(done.metricCalls),
  };
}
