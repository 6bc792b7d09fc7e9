import { type JSX, Show, createMemo, createSignal } from "solid-js";

import { bestMean, type CompareGroup, compareLines } from "../../../views/compare/comparison.ts";
import { raceNote, raceTable } from "../../../views/compare/race-table.ts";
import { type RecordedBeside, recordedLines } from "../../../views/compare/recorded-figures.ts";
import { unitOfAll } from "../../../views/run/unit-of.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { limitOf } from "../../../views/words/spent-words.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { CompareChart } from "../../charts/compare-chart.tsx";
import { Segmented } from "../../kit/segmented.tsx";

/** Best score over calls of all runs, live, with the recorded GRPO beside them. */
export function RaceChart(props: {
  readonly groups: readonly CompareGroup[];
  readonly beside?: RecordedBeside | undefined;
  /** What the runs were asked to spend, for as long as none has begun. */
  readonly limit?: number | null | undefined;
  /** In CSS pixels; what charts usually have without it. */
  readonly height?: number | undefined;
}): JSX.Element {
  const [whole, setWhole] = createSignal<"budget" | "all">("budget");
  const budget = createMemo(() =>
    Math.max(
      props.limit ?? 0,
      ...props.groups.flatMap((group) => group.runs.map((one) => limitOf(one.state) ?? 0)),
    ),
  );
  const spent = createMemo(() =>
    Math.max(1, ...props.groups.flatMap((group) => group.runs.map((one) => one.state.spent.requests))),
  );
  const unit = () => unitOfAll(props.groups.flatMap((group) => group.runs.map(({ run }) => run)));
  const live = createMemo(() => compareLines(props.groups));
  const lines = createMemo(() =>
    props.beside === undefined ? live() : [...live(), ...recordedLines(props.beside)],
  );
  const until = (): number | undefined =>
    props.beside === undefined || whole() === "all" ? undefined : Math.max(budget(), spent());
  const finding = (): string =>
    props.groups.map((group) => `${group.name} ${formatPercent(bestMean(group.middle.state))}`).join(", ");
  return (
    <ChartFigure
      class="line"
      title={`Best score on the Pareto rows over ${unit()}s`}
      note={raceNote(props.groups, props.beside)}
      controls={
        <Show when={props.beside}>
          <Segmented
            name="How far the axis goes"
            value={whole()}
            onChoose={setWhole}
            options={[
              { value: "budget", label: plural(Math.max(budget(), spent()), unit()) },
              { value: "all", label: "as far as GRPO went" },
            ]}
          />
        </Show>
      }
      table={() => raceTable(props.groups, props.beside, unit())}
    >
      <CompareChart
        lines={lines()}
        unit={unit()}
        height={props.height}
        {...(budget() > 0 ? { budget: budget() } : {})}
        until={until()}
        label={`Best score over ${unit()}s: ${finding()}.${props.beside === undefined ? "" : ` GRPO, ${props.beside.label}: ${formatPercent(Math.max(0, ...props.beside.middle.validation))}.`}`}
      />
    </ChartFigure>
  );
}
