import { formatCount, formatPercent } from "../words/numbers.ts";
import { spentNow, type SpentUnit } from "../words/spent-words.ts";
import { bestMean, type CompareGroup } from "./comparison.ts";
import type { RecordedBeside } from "./recorded-figures.ts";

/** How to read the lines of the chart; undefined where they need no word. */
export function raceNote(
  groups: readonly CompareGroup[],
  beside: RecordedBeside | undefined,
): string | undefined {
  const parts = [
    ...(groups.some((group) => group.runs.length > 1)
      ? ["thick: the middle seed of each; thin: the others"]
      : []),
    ...(beside === undefined
      ? []
      : [`GRPO: ${beside.label}${beside.note === undefined ? "" : ` (${beside.note})`}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(". ");
}

/** The chart of a race as rows of text. */
export function raceTable(
  groups: readonly CompareGroup[],
  beside: RecordedBeside | undefined,
  unit: SpentUnit,
) {
  const live = groups.flatMap((group) =>
    group.runs.map((one) => [
      `Run ${one.run.number}`,
      group.name,
      formatCount(spentNow(one.run, one.state, true)),
      formatPercent(one.state.candidates[0]?.mean ?? 0),
      formatPercent(bestMean(one.state)),
    ]),
  );
  const recorded = (beside?.runs ?? []).map((run) => [
    `Policy ${run.policySeed}, seed ${run.seed}`,
    `GRPO, ${beside?.label ?? ""}`,
    formatCount(run.rollouts.at(-1) ?? 0),
    formatPercent(run.validation[0] ?? 0),
    formatPercent(Math.max(0, ...run.validation)),
  ]);
  return {
    columns: [
      { title: "Run" },
      { title: "Optimizer" },
      { title: unit === "request" ? "Requests" : "Rollouts", numeric: true },
      { title: "Seed", numeric: true },
      { title: "Best", numeric: true },
    ],
    rows: [...live, ...recorded],
  };
}
