import { type Trial } from "../../src/rivals/mipro/parzen-estimator.ts";
import { createSeededRandom } from "../../src/shared/seeded-random.ts";

/** A study as both estimators are asked about it. */
export interface Study {
  readonly options: readonly number[];
  readonly trials: readonly Trial[];
  /** Cells whose densities are compared. */
  readonly cells: readonly (readonly number[])[];
}

/** What Optuna made of a study. */
export interface RecordedStudy extends Study {
  readonly good: readonly number[];
  readonly rest: readonly number[];
  /** Times each cell was chosen, by its choices joined with commas. */
  readonly chosen: Readonly<Record<string, number>>;
}

export interface RecordedStudies {
  readonly optuna: string;
  readonly seeds: number;
  readonly studies: readonly RecordedStudy[];
}

const shapes: readonly { readonly options: readonly number[]; readonly trials: number }[] = [
  { options: [3, 6], trials: 10 },
  { options: [6, 6], trials: 18 },
  { options: [4, 4, 3], trials: 26 },
  { options: [12, 12], trials: 40 },
  { options: [3, 6], trials: 66 },
  { options: [2, 2, 2, 2], trials: 300 },
];
const cellsAsked = 24;

/** Made-up studies: choices drawn at random, values on few levels, so that ties are many. */
export function makeStudies(seed: number): Study[] {
  const random = createSeededRandom(seed, "studies");
  const draw = (options: readonly number[]): number[] => options.map((count) => random.below(count));
  return shapes.map(({ options, trials }) => {
    const goal = draw(options);
    const made = Array.from({ length: trials }, () => {
      const choices = draw(options);
      const hits = choices.filter((choice, i) => choice === goal[i]).length;
      return { choices, value: (4 * hits + random.below(3)) / 16 };
    });
    return { options, trials: made, cells: Array.from({ length: cellsAsked }, () => draw(options)) };
  });
}
