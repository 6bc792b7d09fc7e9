import { For, type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { expectedLine } from "../../../views/run/row-lines.ts";
import type { GridSeries } from "../../../views/series/grid-series.ts";
import { shortened } from "../../../views/texts/shortened.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { isPass } from "../../../views/words/verdict-words.ts";
import { createKept } from "../../state/create-kept.ts";
import { CandidateLabel } from "./candidate-label.tsx";
import type { RunRows } from "./create-run-rows.ts";

/** More than this in a sentence nobody reads; the table has them all. */
const mostNamed = 4;

/** A label is short; a long answer would bury the sentence. */
const longestLabel = 32;

/** Who is alive and which row keeps each alive. */
export function AliveSentence(props: {
  readonly state: RunState;
  readonly series: GridSeries;
  readonly rows: RunRows;
  readonly onSelect: (candidate: number) => void;
}): JSX.Element {
  const alive = createMemo(() =>
    props.series.lines
      .filter((line) => line.alive)
      .toSorted((a, b) => b.mean - a.mean || b.alone.length - a.alone.length),
  );
  const named = createKept(
    () => alive().slice(0, mostNamed),
    (line) => line.look.index,
  );
  const count = (): string =>
    alive().length === 1 ? "One candidate is" : `${alive().length} candidates are`;
  const why = (line: GridSeries["lines"][number]): string => {
    const row = line.alone[0];
    const passed = line.scores.reduce((sum, score) => sum + (isPass(score) ? 1 : 0), 0);
    const what = props.series.passFail
      ? `passes ${plural(passed, "row")}`
      : `has ${formatPercent(line.mean)}`;
    if (row === undefined) return `${what}, none of them alone`;
    const label = shortened(expectedLine(props.rows.at("pareto", row)), longestLabel);
    const first = `row ${row}${label === "" ? "" : ` (${label})`}`;
    return `${what}, and alone ${first}${line.alone.length > 1 ? ` and ${line.alone.length - 1} more` : ""}`;
  };
  return (
    <Show when={props.state.candidates.length > 1}>
      <p class="small soft">
        {count()} alive.{" "}
        <For each={named()}>
          {(line) => (
            <>
              <CandidateLabel state={props.state} index={line.look.index} onChoose={props.onSelect} />{" "}
              {why(line)}.{" "}
            </>
          )}
        </For>
        <Show when={alive().length < props.series.lines.length}>
          {alive().length === 1
            ? "The others are nowhere better than it."
            : "The others are nowhere better than these."}
        </Show>
      </p>
    </Show>
  );
}
