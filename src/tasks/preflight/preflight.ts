import { batchSizeFor, chanceOfFailureInBatch, shareInterval, type Interval } from "./chances.ts";
import { percent } from "./row-advice.ts";

/** One row of the sample, run once or several times with the seed prompt. */
export interface SampledRow {
  readonly scores: readonly number[];
  /** Of all its calls together, per run. */
  readonly latencyMs: readonly number[];
  readonly outputs: readonly string[];
}

export interface PreflightPlan {
  readonly feedbackRows: number;
  readonly paretoRows: number;
  /** Rows the budget pays for, and the requests each takes at most. */
  readonly rollouts: number;
  readonly requestsPerRow: number;
  readonly minibatch: number;
}

export interface Preflight {
  readonly sampled: number;
  readonly meanScore: number;
  /** Share of rows that do not get the full score, and where it may truly lie. */
  readonly failureRate: number;
  readonly failureInterval: Interval;
  /** Share of repeated rows whose score was not the same each time; undefined when nothing was repeated. */
  readonly noisyShare: number | undefined;
  readonly secondsPerRow: number;
  /** Chance that a minibatch of the planned size holds a failure. */
  readonly chanceOfFailure: number;
  readonly advisedMinibatch: number;
  readonly advisedRollouts: number;
  readonly verdict: "go" | "nothing-to-learn" | "everything-fails" | "noisy";
  /** The findings as sentences, the most important first. */
  readonly findings: readonly string[];
}

const fullScore = 0.999;
const wantedChance = 0.9;

/** What a sample says about the run that is planned. Pure: whoever ran the sample hands it in. */
export function preflight(sample: readonly SampledRow[], plan: PreflightPlan): Preflight {
  const means = sample.map((row) => mean(row.scores));
  const failing = means.filter((score) => score < fullScore).length;
  const failureRate = sample.length === 0 ? 0 : failing / sample.length;
  const failureInterval = shareInterval(failing, sample.length);
  const noisyShare = shareOfNoisy(sample);
  const secondsPerRow = mean(sample.flatMap((row) => row.latencyMs)) / 1000;
  const expected = Math.round(failureRate * plan.feedbackRows);
  const chanceOfFailure = chanceOfFailureInBatch(expected, plan.feedbackRows, plan.minibatch);
  const advisedMinibatch = Math.max(
    3,
    Math.min(12, batchSizeFor(expected, plan.feedbackRows, wantedChance) ?? 3),
  );
  const facts = {
    sampled: sample.length,
    meanScore: mean(means),
    failureRate,
    failureInterval,
    noisyShare,
    secondsPerRow,
    chanceOfFailure,
    advisedMinibatch,
    advisedRollouts: roomyRollouts(plan.paretoRows, advisedMinibatch),
  };
  const verdict = verdictOf(facts);
  return { ...facts, verdict, findings: findingsOf(facts, verdict, plan, sample) };
}

/** Seed, ten accepted children, and twice as many that fail the gate. */
function roomyRollouts(paretoRows: number, minibatch: number): number {
  return paretoRows * 11 + minibatch * 2 * 30;
}

type Facts = Omit<Preflight, "verdict" | "findings">;

function verdictOf({
  failureRate,
  failureInterval,
  meanScore,
  noisyShare,
  sampled,
}: Facts): Preflight["verdict"] {
  if (sampled >= 10 && failureRate === 0 && failureInterval.high < 0.35) return "nothing-to-learn";
  if (noisyShare !== undefined && noisyShare > 0.4) return "noisy";
  return sampled >= 5 && meanScore === 0 ? "everything-fails" : "go";
}

function findingsOf(
  facts: Facts,
  verdict: Preflight["verdict"],
  plan: PreflightPlan,
  sample: readonly SampledRow[],
): string[] {
  const { low, high } = facts.failureInterval;
  const failing = `${percent(facts.failureRate)} of ${facts.sampled} rows failed (truly ${percent(low)} to ${percent(high)}).`;
  const lead = {
    "nothing-to-learn": `There is nothing to learn here: all ${facts.sampled} sampled rows were right. Take harder rows, or keep the prompt.`,
    "everything-fails": `Not one of ${facts.sampled} rows scored anything. If that is not only the prompt's fault, check the metric and the output format on the rows below.`,
    noisy: `The same row got different scores in ${percent(facts.noisyShare ?? 0)} of the repeats. Use temperature 0, several tries per row, or a steadier metric.`,
    go: failing,
  }[verdict];
  const same =
    new Set(sample.flatMap((row) => row.outputs.map((output) => output.trim()))).size === 1 &&
    sample.length > 4;
  const batch =
    facts.chanceOfFailure < wantedChance && facts.failureRate > 0
      ? `A minibatch of ${plan.minibatch} holds a failure in ${percent(facts.chanceOfFailure)} of cases; ${facts.advisedMinibatch} would be better.`
      : `A minibatch of ${plan.minibatch} holds a failure in ${percent(facts.chanceOfFailure)} of cases.`;
  return [
    lead,
    ...(verdict === "go" ? [] : [failing]),
    ...(same ? ["Every answer was the same text: the model may not be reading the row."] : []),
    ...(verdict === "nothing-to-learn" ? [] : [batch]),
    ...(plan.rollouts < facts.advisedRollouts / 2
      ? [`${facts.advisedRollouts * plan.requestsPerRow} requests leave room for about ten accepted changes.`]
      : []),
  ];
}

function shareOfNoisy(sample: readonly SampledRow[]): number | undefined {
  const repeated = sample.filter((row) => row.scores.length > 1);
  if (repeated.length === 0) return undefined;
  return repeated.filter((row) => new Set(row.scores).size > 1).length / repeated.length;
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
