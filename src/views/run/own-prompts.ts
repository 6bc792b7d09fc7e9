import { allProposals, type RunState, type TestResult } from "../../engine/index.ts";
import type { RolloutRow, RunRow } from "../../storage/rows.ts";
import { checkResult } from "../result/check-comparison.ts";
import { compareTests, type TestComparison } from "../result/test-comparison.ts";
import { formatPercent, formatPoints, plural } from "../words/numbers.ts";

/** A candidate on the Pareto rows it was really asked, as a result to compare with. */
function onPareto(state: RunState, index: number): TestResult | undefined {
  const entry = state.candidates[index];
  if (entry === undefined) return undefined;
  const rows = entry.scores.filter(({ from }) => from !== "inherited" && from !== "parent");
  return { candidate: index, rows, mean: entry.mean };
}

/** A person's own prompt against the candidate it rewrites, on the rows both were asked; undefined before there is one. */
export function ownComparison(
  check: RunRow,
  rollouts: readonly RolloutRow[],
  state: RunState,
): TestComparison | undefined {
  const [own] = check.check?.candidates ?? [];
  const parent = own && onPareto(state, own.index);
  if (own === undefined || parent === undefined) return undefined;
  const found = compareTests(parent, checkResult(own.index, 0, check.splits.test.length, rollouts));
  return found.rows === 0 ? undefined : found;
}

/** A rewrite a person entered as a proposal, and what the rows said of it. */
interface EnteredPrompt {
  readonly proposal: number;
  readonly parent: number;
  readonly candidate: number | null;
  readonly words: string;
}

/** Rewrites a person entered, newest first: by the Pareto rows where they got that far, else by their minibatch. */
export function enteredPrompts(state: RunState): readonly EnteredPrompt[] {
  return allProposals(state)
    .filter(({ kind }) => kind === "person")
    .toReversed()
    .map(({ proposal, parents: [parent = 0], candidate, parentRows, childRows, verdict }) => {
      const before = candidate === null ? undefined : onPareto(state, parent);
      const after = candidate === null ? undefined : onPareto(state, candidate);
      const all = before && after && compareTests(before, after);
      const few = compareTests(
        { candidate: parent, rows: parentRows, mean: 0 },
        { candidate: -1, rows: childRows, mean: 0 },
      );
      const found = all ?? few;
      const words =
        found.rows === 0
          ? verdict === "unchanged" || verdict === "already-seen"
            ? "Not tried: this text was there before."
            : "Not tried on any row yet."
          : ownVerdictWords(found, all === undefined ? "minibatch row" : "Pareto row");
      return { proposal, parent, candidate, words };
    });
}

/** "Better than c5: 85 % against 70 % on 40 Pareto rows. +15 points, 95 % interval from +3 to +27." */
export function ownVerdictWords(found: TestComparison, row: string): string {
  const verdict = {
    better: `Better than c${found.seed}`,
    worse: `Worse than c${found.seed}`,
    unclear: `Not sure whether it beats c${found.seed}`,
  }[found.verdict];
  const { value, low, high } = found.gain;
  const sure =
    found.rows < 2
      ? ""
      : ` ${formatPoints(value)} points, 95 % interval from ${formatPoints(low)} to ${formatPoints(high)}.`;
  return `${verdict}: ${formatPercent(found.after.value, 0)} against ${formatPercent(found.before.value, 0)} on ${plural(found.rows, row)}.${sure}`;
}
