import { sum } from "../../shared/statistics/mean.ts";
import { metricCallsLeft } from "../budget/requests.ts";
import { finalOf } from "../final/finalists.ts";
import type { FinalBegun, FinalEvaluated, StopReason } from "../journal/events.ts";
import { isScored } from "../journal/rows.ts";
import { withEarlierScores } from "../pool/left-out.ts";
import { openPositions } from "../pool/open-rows.ts";
import { draftOf } from "../state/draft.ts";
import { rescore } from "../state/rescore.ts";
import type { RunState } from "../state/state.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { RowGroup } from "./evaluate-groups.ts";
import type { StepContext } from "./step-context.ts";

const brokenOff: ReadonlySet<StopReason["kind"]> = new Set([
  "failed",
  "calls-keep-failing",
  "stopped-by-person",
  "outer-limit",
]);

/** A search that ends by itself holds its final first, once for the candidates there are. */
export function finalDue(state: RunState, reason: StopReason): FinalBegun | null {
  if (state.final !== null || state.candidates.length < 2) return null;
  if (brokenOff.has(reason.kind)) return null;
  const final = finalOf(state, metricCallsLeft(state));
  return final === null ? null : { type: "final-begun", ...final };
}

/** All finalists, and the seed on what it was not asked yet and the fresh rows, at once. */
export async function holdFinal(
  run: StepContext,
  state: RunState,
  { finalists, fresh }: Extract<RunState["phase"], { at: "final" }>,
): Promise<FinalEvaluated | null> {
  const entrants = [...finalists, { candidate: 0, examples: openPositions(state, state.candidates[0]!) }];
  const groups = entrants.flatMap(({ candidate, examples }) => [
    groupOf(state, candidate, "pareto", examples),
    groupOf(state, candidate, "feedback", fresh),
  ]);
  const done = await evaluateGroups(run, state, groups);
  if (done === null) return null;
  // A finalist's parent may have been asked at the same time.
  const asked = draftOf(state);
  rescore(
    asked,
    new Map(entrants.map(({ candidate }, i) => [candidate, done.rows[2 * i]!.filter(isScored)] as const)),
  );
  return {
    type: "final-evaluated",
    calls: done.calls,
    evaluations: entrants.map(({ candidate }, i) => ({
      candidate,
      rows: withEarlierScores(asked, done.rows[2 * i]!, candidate),
      fresh: done.rows[2 * i + 1]!,
    })),
    metricCalls: sum(done.metricCalls),
  };
}

/** What a deterministic Student has answered is read again; others are asked anew. */
function groupOf(
  state: RunState,
  candidate: number,
  split: "pareto" | "feedback",
  examples: readonly number[],
): RowGroup {
  const { texts, hash } = state.candidates[candidate]!;
  return {
    purpose: "final",
    texts,
    hash,
    split,
    examples,
    captureTrace: false,
    read: state.spec.reuseParentRollouts ? "cache" : "never",
  };
}
