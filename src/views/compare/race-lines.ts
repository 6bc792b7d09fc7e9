import { statusWords } from "../words/sentences.ts";
import { bestMean, type ComparedRun, winnerTest } from "./comparison.ts";
import { type RecordedBeside, recordedTest } from "./recorded-figures.ts";

/** One entrant of a small race: where it stands. */
export interface RaceLine {
  readonly name: string;
  readonly runId?: string;
  readonly stands: string;
  readonly calls: number;
  readonly pareto: number;
  readonly test: number | undefined;
}

/** A run of the race as its line. */
export function raceLine({ run, state }: ComparedRun): RaceLine {
  return {
    name: run.name,
    runId: run.id,
    stands: statusWords(run),
    calls: state.spent.requests,
    pareto: bestMean(state),
    test: winnerTest(state)?.mean,
  };
}

/** GRPO as it was recorded: the only one whose weights moved. */
export function grpoLine(beside: RecordedBeside): RaceLine {
  return {
    name: "GRPO",
    stands: beside.note === undefined ? beside.label : `${beside.label}; ${beside.note}`,
    calls: beside.middle.rollouts.at(-1) ?? 0,
    pareto: Math.max(0, ...beside.middle.validation),
    test: recordedTest(beside).value,
  };
}
