import { createSeededRandom, textSeed, type SeededRandom } from "../../shared/seeded-random.ts";
import { exampleId } from "../example-id.ts";
import type { Example } from "../task-spec.ts";
import type { RowSizes } from "./entries.ts";

export type GeneratedRow = Pick<Example, "inputs" | "expected" | "reason">;

const buckets = { feedback: [0, 4], pareto: [4, 8], test: [8, 16] } as const;

/** Draws tried in vain before a generator is said to be exhausted. */
const mostRepeats = 20_000;

/**
 * Rows of a generator in three splits. The hash of a row's inputs says which split it may appear in, so that splits are
 * disjoint without knowing of each other, and a larger size only adds rows at the end.
 */
export function disjointRows(
  name: string,
  seed: number,
  sizes: RowSizes,
  write: (random: SeededRandom) => GeneratedRow,
): Record<keyof RowSizes, Example[]> {
  const take = (split: keyof RowSizes) => [...rowsOf(name, seed, split, sizes[split], write)];
  return { feedback: take("feedback"), pareto: take("pareto"), test: take("test") };
}

function* rowsOf(
  name: string,
  seed: number,
  split: keyof RowSizes,
  count: number,
  write: (random: SeededRandom) => GeneratedRow,
): Generator<Example> {
  const random = createSeededRandom(seed, `${name} ${split}`);
  const [from, to] = buckets[split];
  const written = new Set<string>();
  let repeats = 0;
  while (written.size < count) {
    const row = write(random);
    const key = JSON.stringify(row.inputs);
    const bucket = (textSeed(key) >>> 12) % 16;
    if (bucket < from || bucket >= to || written.has(key)) {
      repeats += 1;
      if (repeats > mostRepeats + count * 100)
        throw new Error(`the ${name} generator has no ${count} different ${split} rows`);
      continue;
    }
    written.add(key);
    yield { id: exampleId(row.inputs, row.expected, 0), ...row };
  }
}
