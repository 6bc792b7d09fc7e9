import { packingRows } from "./anything/bin-packing.ts";
import { circleRows } from "./anything/circle-packing.ts";
import { patternRows } from "./anything/pattern.ts";
import { svgRows } from "./anything/svg.ts";
import type { SplitRows } from "./build-task.ts";
import { contactRows } from "./gallery/contacts.ts";
import { dateRows } from "./gallery/dates.ts";
import { privateRows } from "./gallery/private-rewrite.ts";
import { sentimentRows } from "./gallery/sentiment.ts";
import { twoHopRows } from "./gallery/two-hop.ts";
import { writingRows } from "./gallery/writing.ts";
import { generateRouting } from "./routing/generate-routing.ts";
import type { Example, GeneratedSource, Splits } from "./task-spec.ts";

/** The rows of a task whose data comes from a generator; the same source always gives the same rows. */
export function generatedRows(source: GeneratedSource): SplitRows {
  const { generator, policySeed, sizes } = source;
  switch (generator) {
    case "routing":
      return generateRouting(policySeed, sizes);
    case "contacts":
      return contactRows(policySeed, sizes);
    case "dates":
      return dateRows(policySeed, sizes);
    case "sentiment":
      return sentimentRows(policySeed, sizes);
    case "constraints":
      return writingRows(policySeed, sizes);
    case "two-hop":
      return twoHopRows(policySeed, sizes);
    case "private":
      return privateRows(policySeed, sizes);
    case "packing":
      return packingRows(policySeed, sizes);
    case "circles":
      return circleRows();
    case "pattern":
      return patternRows(policySeed, sizes);
    case "svg":
      return svgRows(policySeed);
  }
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
