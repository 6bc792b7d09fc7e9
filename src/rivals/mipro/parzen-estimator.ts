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
  const sorted = trials.toSorted((a, b) => b.value - a.value);
  const count = goodTrials(trials.length);
  const good = mixture(sorted.slice(0, count), optionsPerVariable);
  const rest = mixture(sorted.slice(count), optionsPerVariable);
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

/** Equally weighted kernels, one per trial and one uniform prior; each a probability per variable and option. */
type Mixture = readonly (readonly (readonly number[])[])[];

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
  return [...trials.map((trial) => kernel(trial.choices)), kernel(null)];
}

function drawFrom(kernels: Mixture, random: SeededRandom): number[] {
  return random.pick(kernels).map((shares) => {
    let rest = random.next();
    const at = shares.findIndex((share) => (rest -= share) < 0);
    return at < 0 ? shares.length - 1 : at;
  });
}

/** Log of the mixture's density at these choices. */
export function logDensity(kernels: Mixture, choices: readonly number[]): number {
  const densities = kernels.map((kernel) =>
    kernel.reduce((product, shares, variable) => product * shares[choices[variable]!]!, 1),
  );
  return Math.log(densities.reduce((sum, density) => sum + density, 0) / kernels.length);
}
