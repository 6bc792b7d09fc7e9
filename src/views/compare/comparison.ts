import { bestCandidate, estimateTokens, type RunState, type TestResult } from "../../engine/index.ts";
import { optimizerTitle } from "../../rivals/optimizers.ts";
import { groupBy } from "../../shared/group-by.ts";
import type { RunRow } from "../../storage/rows.ts";
import { testedWinner } from "../result/test-comparison.ts";
import { compareColour, type CompareLine, compareDashes, middleOf } from "../series/compare-series.ts";
import { bestSteps } from "../series/score-series-of.ts";
import { spentNow } from "../words/spent-words.ts";

/** A run with what its journal says so far. */
export interface ComparedRun {
  readonly run: RunRow;
  readonly state: RunState;
}

/** Runs of one optimizer: the seeds of a race, or a single run. */
export interface CompareGroup {
  readonly optimizer: string;
  readonly name: string;
  readonly runs: readonly ComparedRun[];
  /** The middle seed by its best score: the one that stands for the group. */
  readonly middle: ComparedRun;
}

/**
 * Runs of the same optimizer under the same name are seeds of one search, as a race and an ablation make them; unless
 * all are: then each is its own.
 */
export function groupRuns(runs: readonly ComparedRun[]): readonly CompareGroup[] {
  const kinds = groupBy(runs, ({ run }) => `${run.optimizer} ${run.name}`);
  if (kinds.size <= 1)
    return runs.map((one) => ({
      optimizer: one.run.optimizer,
      name: `Run ${one.run.number}`,
      runs: [one],
      middle: one,
    }));
  return [...kinds.values()].flatMap((own) => {
    const middle = middleOf(own, (one) => bestMean(one.state));
    if (middle === undefined) return [];
    return [{ optimizer: middle.run.optimizer, name: nameOf(middle), runs: own, middle }];
  });
}

/** A run that bears the name of its task is known by its optimizer. */
function nameOf({ run }: ComparedRun): string {
  const usual = optimizerTitle(run.optimizer);
  if (run.name === run.task.name || run.name === usual) return usual;
  return run.optimizer === "gepa" ? run.name : `${usual}, ${run.name}`;
}

export function bestMean(state: RunState): number {
  return bestCandidate(state)?.mean ?? 0;
}

export function compareLines(groups: readonly CompareGroup[]): readonly CompareLine[] {
  return groups.flatMap((group, place) =>
    group.runs.map((one): CompareLine => {
      const isMiddle = one === group.middle;
      return {
        id: one.run.id,
        name: isMiddle ? group.name : "",
        steps: bestSteps(one.state),
        calls: spentNow(one.run, one.state, true),
        colour: compareColour(place),
        dash: compareDashes[place % compareDashes.length] ?? [],
        strong: isMiddle,
      };
    }),
  );
}

/** Index of the candidate a run would hand over. */
export function winnerOf(state: RunState): number {
  return testedWinner(state)?.candidate ?? bestCandidate(state)?.index ?? 0;
}

export function winnerTest(state: RunState): TestResult | undefined {
  const winner = winnerOf(state);
  return state.test.findLast((result) => result.candidate === winner);
}

function winnerTexts(state: RunState | undefined): readonly string[] {
  return state === undefined ? [] : Object.values(state.candidates[winnerOf(state)]?.texts ?? {});
}

export function winnerTokens(state: RunState | undefined): number {
  return winnerTexts(state).reduce((sum, text) => sum + estimateTokens(text), 0);
}

/** The prompt, or all prompts of a program, that a run would hand over. */
export function winnerText(state: RunState | undefined): string {
  return winnerTexts(state).join("\n\n");
}

/** Requests until the best score first reached `share`; undefined when it never did. */
export function callsTo(state: RunState, share: number): number | undefined {
  return bestSteps(state).find((step) => step.score >= share)?.calls;
}

/** A score that separates the runs: the highest round tenth that at least one of them reached. */
export function milestone(runs: readonly ComparedRun[]): number {
  const best = Math.max(0, ...runs.map((one) => bestMean(one.state)));
  return Math.max(0.1, Math.floor(best * 10 - 1e-9) / 10 - (best >= 0.3 ? 0.1 : 0));
}
