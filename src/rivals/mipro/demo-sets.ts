import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { LabelledRow } from "../ports.ts";

/** A worked example shown to the Student. */
export interface Demo {
  readonly input: string;
  readonly output: string;
}

export type DemoSet = readonly Demo[];

export const mostBootstrapped = 4;
export const mostLabelled = 4;

/**
 * The demo sets MIPROv2 chooses from: none; labelled rows only; and bootstrapped ones (rows the program itself got
 * right), each filled up with labelled rows. `passed` are positions the seed program answered rightly.
 */
export function makeDemoSets(
  rows: readonly LabelledRow[],
  passed: readonly number[],
  count: number,
  random: SeededRandom,
): DemoSet[] {
  const sets: DemoSet[] = [[], labelled(rows, [], mostLabelled, random)];
  while (sets.length < count) {
    const isFirst = sets.length === 2;
    const size = isFirst ? mostBootstrapped : 1 + random.below(mostBootstrapped);
    const chosen = (isFirst ? [...passed] : random.shuffled(passed)).slice(0, size);
    const bootstrapped = chosen.map((position) => demoOf(rows[position]!));
    sets.push([...bootstrapped, ...labelled(rows, chosen, mostLabelled - bootstrapped.length, random)]);
  }
  return sets.slice(0, count);
}

function labelled(
  rows: readonly LabelledRow[],
  taken: readonly number[],
  count: number,
  random: SeededRandom,
): Demo[] {
  const free = rows.map((_, position) => position).filter((position) => !taken.includes(position));
  return random
    .shuffled(free)
    .slice(0, Math.max(0, count))
    .map((position) => demoOf(rows[position]!));
}

function demoOf({ input, expected }: LabelledRow): Demo {
  return { input, output: expected };
}

/** How demos stand in the prompt; the empty set is the empty text. */
export function demosText(demos: DemoSet): string {
  if (demos.length === 0) return "";
  return ["Examples:", ...demos.map(({ input, output }) => `Message: ${input}\nLabel: ${output}`)].join("\n");
}
