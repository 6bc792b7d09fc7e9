import { type Interval, wilsonInterval } from "../../shared/statistics/interval.ts";
import { type CompareLine, middleOf } from "../series/compare-series.ts";
import { formatCount } from "../words/numbers.ts";
import type { RecordedGrpo, RecordedTraining } from "./recorded-grpo.ts";

/** The recorded GRPO as far as it belongs beside a race. */
export interface RecordedBeside {
  /** Trainings on the race's own policy, or all of them where there is none. */
  readonly runs: readonly RecordedTraining[];
  readonly middle: RecordedTraining;
  readonly isOwnPolicy: boolean;
  /** Never shown without: "recorded, weights trained, 5 760 rollouts". */
  readonly label: string;
  /** Which policies it was recorded on, when the race's is not among them. */
  readonly note: string | undefined;
  /** Most rollouts of a training. */
  readonly rollouts: number;
}

export const recordedDash: readonly number[] = [1, 3];

const lastScore = (run: RecordedTraining): number => Math.max(0, ...run.validation);

export function recordedBeside(recorded: RecordedGrpo, policySeed: number | undefined): RecordedBeside {
  const own = recorded.runs.filter((run) => run.policySeed === policySeed);
  const runs = own.length > 0 ? own : recorded.runs;
  // A recording has at least one training: its reader says so.
  const middle = middleOf(runs, lastScore)!;
  const rollouts = Math.max(...runs.map(rolloutsOf));
  return {
    runs,
    middle,
    isOwnPolicy: own.length > 0,
    label: `recorded, weights trained, ${formatCount(rolloutsOf(middle))} rollouts`,
    note: own.length > 0 ? undefined : `recorded on ${policyWords(recorded)}, not on yours`,
    rollouts,
  };
}

function rolloutsOf(run: RecordedTraining): number {
  return run.rollouts.at(-1) ?? 0;
}

/** "policies 901–905": a range where there are no gaps. */
function policyWords(recorded: RecordedGrpo): string {
  const seeds = [...new Set(recorded.runs.map((run) => run.policySeed))].toSorted((a, b) => a - b);
  const [first, last] = [seeds[0]!, seeds.at(-1)!];
  if (seeds.length === 1) return `policy ${first}`;
  return last - first === seeds.length - 1 ? `policies ${first}–${last}` : `policies ${seeds.join(", ")}`;
}

/** Best validation score so far over training rollouts, as lines of the compare chart. */
export function recordedLines(beside: RecordedBeside): readonly CompareLine[] {
  return beside.runs.map((run) => ({
    id: `grpo-${run.policySeed}-${run.seed}`,
    name:
      run === beside.middle
        ? `GRPO, recorded,\nweights trained,\n${formatCount(rolloutsOf(run))} rollouts`
        : "",
    steps: bestSoFar(run),
    calls: rolloutsOf(run),
    dash: recordedDash,
    strong: run === beside.middle,
  }));
}

function bestSoFar(run: RecordedTraining): CompareLine["steps"] {
  let best = 0;
  return run.rollouts.map((calls, point) => {
    best = Math.max(best, run.validation[point] ?? 0);
    return { calls, score: best };
  });
}

/** Rollouts until the middle training first scored `share` on its validation rows; null when it never did. */
export function rolloutsTo(beside: RecordedBeside, share: number): number | null {
  const at = beside.middle.validation.findIndex((score) => score >= share);
  return at < 0 ? null : (beside.middle.rollouts[at] ?? null);
}

/** The trained Student on sealed rows, all trainings together. */
export function recordedTest(beside: RecordedBeside): Interval {
  const sum = (pick: (test: RecordedTraining["test"]) => number): number =>
    beside.runs.reduce((all, run) => all + pick(run.test), 0);
  return wilsonInterval(
    sum((test) => test.finalRight),
    sum((test) => test.rows),
  );
}
