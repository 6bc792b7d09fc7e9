import type { DividedRows, DivisionWish, RowsSurvey, SplitReport } from "../../protocol/import-worker.ts";
import type { Example, SplitSpec } from "../task-spec.ts";
import { contradictionsIn } from "./contradictions.ts";
import type { SplitName } from "./dataset-changes.ts";
import { createLabelTally } from "./label-tally.ts";
import { inputText } from "./near-duplicates.ts";
import { splitExamples } from "./split-examples.ts";
import { splitSizes } from "./split-sizes.ts";

const shownLeaks = 10;
const shownOfLeak = 4;
const shownText = 160;

/** Shares for so many rows: few to judge by, enough to test with, the rest to learn from. */
function sharesOf(rows: number, paretoRows: number): SplitSpec["shares"] {
  const sizes = splitSizes(rows, paretoRows);
  return rows === 0
    ? { feedback: 1, pareto: 0, test: 0 }
    : { feedback: sizes.feedback / rows, pareto: sizes.pareto / rows, test: sizes.test / rows };
}

/** What a division of these rows looks like, small enough to be shown; `expected` is the column of the right answer. */
export function surveyOf(
  examples: readonly Example[],
  report: SplitReport,
  expected: string | undefined,
): RowsSurvey["division"] {
  const byId = new Map(examples.map((example) => [example.id, example]));
  const splitOf = new Map(
    (Object.entries(report.splits) as [SplitName, readonly string[]][]).flatMap(([name, ids]) =>
      ids.map((id) => [id, name] as const),
    ),
  );
  return {
    counts: {
      feedback: report.splits.feedback.length,
      pareto: report.splits.pareto.length,
      test: report.splits.test.length,
    },
    notes: report.notes,
    contradictions: contradictionsIn(examples, expected),
    leakGroups: report.leaks.length,
    leakRows: report.leaks.reduce((sum, group) => sum + group.length, 0),
    leaks: report.leaks.slice(0, shownLeaks).map((group) =>
      spread(group, splitOf).map((id) => ({
        split: splitOf.get(id),
        text: inputText(byId.get(id) as Example).slice(0, shownText),
      })),
    ),
  };
}

/** A few rows of a group, at least one of each split it lies in. */
function spread(group: readonly string[], splitOf: ReadonlyMap<string, SplitName>): readonly string[] {
  const firsts = [...new Map(group.map((id) => [splitOf.get(id), id] as const).toReversed()).values()];
  return [...new Set([...firsts, ...group])].slice(0, shownOfLeak);
}

/** Divides rows as wished: shares by their number, labels in proportion where nothing else is. */
export function divideRows(
  examples: readonly Example[],
  wish: DivisionWish,
  twins: readonly (readonly string[])[],
): DividedRows {
  const tally = createLabelTally();
  const { expected } = wish;
  if (expected !== undefined) for (const example of examples) tally.add(example.expected[expected] ?? "");
  const labels = tally.labels();
  const { stratifyBy, ...rest } = wish.spec;
  const stratum = stratifyBy ?? (labels === undefined ? undefined : expected);
  const spec: SplitSpec = {
    ...rest,
    shares: sharesOf(examples.length, wish.paretoRows),
    ...(stratum === undefined || stratum === "" ? {} : { stratifyBy: stratum }),
  };
  return { spec, report: splitExamples(examples, spec, twins), labels };
}
