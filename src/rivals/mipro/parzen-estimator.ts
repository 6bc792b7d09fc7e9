import type { SeededRandom } from "../../shared/seeded-random.ts";

/** A finished trial: one choice per variable, and how good it was (higher is better). */
export interface Trial {
  readonly choices: readonly number[];
  readonly value: number;
}

/** Trials drawn at random before the estimator is used, as Optuna's default. */
export const startupTrials = 10;
/** Candidates drawn from the good trials' density; the best ratio wins. Optuna's default. */
const candidatesDrawn = 24;
const priorWeight = 1;

/** Trials counted as good: a tenth, at most 25 (Optuna's default gamma). */
export function goodTrials(finished: number): number {
  return Math.min(Math.ceil(0.1 * finished), 25);
}

/**
 * The next choices by a multivariate tree-structured Parzen estimator over categorical variables (Bergstra et al.
 * 2011; weights and smoothing as in Optuna's `TPESampler(multivariate=True)`): drawn from a mixture of kernels around the
 * good trials, the one with the highest ratio to the mixture around the others wins. With fewer than `startupTrials`
 * trials the draw is uniform.
 */
export function nextChoices(
  trials: readonly Trial[],
  optionsPerVariable: readonly number[],
  random: SeededRandom,
): number[] {
  if (trials.length < startupTrials) return optionsPerVariable.map((options) => random.below(options));
  const { good, rest } = estimators(trials, optionsPerVariable);
  let best: readonly number[] = [];
  let bestRatio = Number.NEGATIVE_INFINITY;
  for (let draw = 0; draw < candidatesDrawn; draw += 1) {
    const choices = drawFrom(good, random);
    const ratio = logDensity(good, choices) - logDensity(rest, choices);
    if (ratio > bestRatio) {
      bestRatio = ratio;
      best = choices;
    }
  }
  return [...best];
}

/** One kernel a trial and a uniform prior; each a probability per variable and option, with its share of the whole. */
type Mixture = readonly { readonly share: number; readonly kernel: readonly (readonly number[])[] }[];

/** The densities of the good trials and of the others, trials in the order they were made. */
export function estimators(
  trials: readonly Trial[],
  optionsPerVariable: readonly number[],
): { readonly good: Mixture; readonly rest: Mixture } {
  const sorted = trials.toSorted((a, b) => b.value - a.value);
  const isGood = new Set(sorted.slice(0, goodTrials(trials.length)));
  return {
    good: mixture(
      trials.filter((trial) => isGood.has(trial)),
      optionsPerVariable,
    ),
    rest: mixture(
      trials.filter((trial) => !isGood.has(trial)),
      optionsPerVariable,
    ),
  };
}

/** Of many trials the newest count fully and older ones less and less: Optuna's default weights. */
const fullyCounted = 25;

function weightOf(place: number, of: number): number {
  const older = of - fullyCounted;
  if (older <= 0 || place >= older) return 1;
  return older === 1 ? 1 / of : 1 / of + (place * (1 - 1 / of)) / (older - 1);
}

function mixture(trials: readonly Trial[], optionsPerVariable: readonly number[]): Mixture {
  const kernels = trials.length + 1;
  const kernel = (choices: readonly number[] | null) =>
    optionsPerVariable.map((options, variable) => {
      const weights = Array.from(
        { length: options },
        (_, option) => priorWeight / kernels + (choices?.[variable] === option ? 1 : 0),
      );
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / total);
    });
  const weighted = [
    ...trials.map((trial, place) => ({
      weight: weightOf(place, trials.length),
      kernel: kernel(trial.choices),
    })),
    { weight: priorWeight, kernel: kernel(null) },
  ];
  const total = weighted.reduce((sum, one) => sum + one.weight, 0);
  return weighted.map((one) => ({ share: one.weight / total, kernel: one.kernel }));
}

/** At most 25 trials are good, so their kernels all count the same. */
function drawFrom(kernels: Mixture, random: SeededRandom): number[] {
  return random.pick(kernels).kernel.map((shares) => {
    let rest = random.next();
    const at = shares.findIndex((share) => (rest -= share) < 0);
    return at < 0 ? shares.length - 1 : at;
  });
}

/** Log of the mixture's density at these choices. */
export function logDensity(kernels: Mixture, choices: readonly number[]): number {
  const density = kernels.reduce(
    (sum, { share, kernel }) =>
      sum + kernel.reduce((product, shares, variable) => product * shares[choices[variable]!]!, share),
    0,
  );
  return Math.log(density);
}
