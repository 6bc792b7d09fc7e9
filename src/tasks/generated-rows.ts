import type { SplitRows } from "./build-task.ts";
import { generators } from "./gallery/catalogue.ts";
import type { Example, GeneratedSource, Splits } from "./task-spec.ts";

/** The rows of a task whose data comes from a generator; the same source always gives the same rows. */
export function generatedRows({ generator, policySeed, sizes }: GeneratedSource): SplitRows {
  return generators[generator].rows(policySeed, sizes);
}

/** The ids a run freezes. */
export function splitIds(rows: SplitRows): Splits {
  const ids = (examples: readonly Example[]) => examples.map((example) => example.id);
  return { feedback: ids(rows.feedback), pareto: ids(rows.pareto), test: ids(rows.test) };
}

/** Rows in the order a run froze their ids; names the first id that is gone. */
export function rowsOfSplits(splits: Splits, examples: Iterable<Example>): SplitRows {
  const byId = new Map<string, Example>();
  for (const example of examples) byId.set(example.id, example);
  const find = (id: string) => {
    const example = byId.get(id);
    if (example === undefined) throw new Error(`row ${id} of this run is no longer in its data set`);
    return example;
  };
  return {
    feedback: splits.feedback.map(find),
    pareto: splits.pareto.map(find),
    test: splits.test.map(find),
  };
}
