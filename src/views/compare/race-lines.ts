import { compareColour, compareDashes } from "../series/compare-series.ts";
import { statusWords } from "../words/sentences.ts";
import { bestMean, type CompareGroup, winnerTest } from "./comparison.ts";
import { recordedDash, type RecordedBeside, recordedTest } from "./recorded-figures.ts";

/** One entrant of a race: where it stands, and how its line is drawn. */
export interface RaceLine {
  readonly name: string;
  readonly runId?: string;
  readonly stands: string;
  readonly calls: number;
  /** Absent before its first score. */
  readonly pareto: number | undefined;
  readonly test: number | undefined;
  readonly dash: readonly number[];
  /** Among the colours of candidates; absent for ink. */
  readonly colour?: number;
}

/** The entrants as lines, each by its middle seed, and GRPO as it was recorded. */
export function raceLines(
  groups: readonly CompareGroup[],
  beside: RecordedBeside | undefined,
): readonly RaceLine[] {
  return [
    ...groups.map(({ name, middle: { run, state } }, place) => ({
      name,
      runId: run.id,
      stands: statusWords(run),
      calls: state.spent.requests,
      pareto: state.candidates.length === 0 ? undefined : bestMean(state),
      test: winnerTest(state)?.mean,
      dash: compareDashes[place % compareDashes.length] ?? [],
      colour: compareColour(place),
    })),
    ...(beside === undefined ? [] : [grpoLine(beside)]),
  ];
}

/** The only one whose weights moved. */
function grpoLine(beside: RecordedBeside): RaceLine {
  return {
    name: "GRPO",
    stands: beside.note === undefined ? beside.label : `${beside.label}; ${beside.note}`,
    calls: beside.middle.rollouts.at(-1) ?? 0,
    pareto: Math.max(0, ...beside.middle.validation),
    test: recordedTest(beside).value,
    dash: recordedDash,
  };
}
