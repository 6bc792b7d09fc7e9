import { estimators, logDensity, nextChoices } from "../../src/rivals/mipro/parzen-estimator.ts";
import { createSeededRandom } from "../../src/shared/seeded-random.ts";
import type { RecordedStudy } from "./studies.ts";

export interface StudyComparison {
  /** Largest difference of a log density, over both mixtures and all cells. */
  readonly logDensityGap: number;
  /**
   * Half the sum of the differences of how often each cell is chosen, 0 to 1. Two samples of the same law differ too:
   * `expectedGap` is what chance alone would make of it.
   */
  readonly choiceGap: number;
  readonly expectedGap: number;
}

/** Our estimator against Optuna's on one recorded study. */
export function compareStudy(study: RecordedStudy, seeds: number): StudyComparison {
  const { good, rest } = estimators(study.trials, study.options);
  const gaps = study.cells.flatMap((cell, i) => [
    Math.abs(logDensity(good, cell) - study.good[i]!),
    Math.abs(logDensity(rest, cell) - study.rest[i]!),
  ]);
  const ours = new Map<string, number>();
  for (let seed = 0; seed < seeds; seed += 1) {
    const cell = nextChoices(study.trials, study.options, createSeededRandom(seed, "against optuna")).join(
      ",",
    );
    ours.set(cell, (ours.get(cell) ?? 0) + 1);
  }
  const cells = new Set([...ours.keys(), ...Object.keys(study.chosen)]);
  let [difference, chance] = [0, 0];
  for (const cell of cells) {
    const [a, b] = [(ours.get(cell) ?? 0) / seeds, (study.chosen[cell] ?? 0) / seeds];
    difference += Math.abs(a - b);
    const share = (a + b) / 2;
    // Mean absolute difference of two shares drawn from the same law: sqrt(2 / pi) standard deviations.
    chance += Math.sqrt((2 / Math.PI) * ((2 * share * (1 - share)) / seeds));
  }
  return { logDensityGap: Math.max(...gaps), choiceGap: difference / 2, expectedGap: chance / 2 };
}
