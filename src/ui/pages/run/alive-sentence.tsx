import { For, type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { frontierLines, keptWords } from "../../../views/run/frontier-words.ts";
import { expectedLine } from "../../../views/run/row-lines.ts";
import type { GridSeries } from "../../../views/series/grid-series.ts";
import { Term } from "../../kit/term.tsx";
import { createKept } from "../../state/create-kept.ts";
import { CandidateLabel } from "./candidate-label.tsx";
import type { RunRows } from "./create-run-rows.ts";

/** More than this in a sentence nobody reads; the table has them all. */
const mostNamed = 4;

/** Who is on the frontier and which row keeps each there. */
export function AliveSentence(props: {
  readonly state: RunState;
  readonly series: GridSeries;
  readonly rows: RunRows;
  readonly onSelect: (candidate: number) => void;
}): JSX.Element {
  const alive = createMemo(() => frontierLines(props.series));
  const named = createKept(
    () => alive().slice(0, mostNamed),
    (line) => line.look.index,
  );
  const isOne = (): boolean => alive().length === 1;
  const labelOf = (row: number): string => expectedLine(props.rows.at("pareto", row));
  return (
    <Show when={props.state.candidates.length > 1}>
      <p class="small soft">
        On the frontier {isOne() ? "is one" : `are ${alive().length}`}{" "}
        <Term of="candidate">{isOne() ? "candidate" : "candidates"}</Term>.{" "}
        <For each={named()}>
          {(line) => (
            <>
              <CandidateLabel state={props.state} index={line.look.index} onChoose={props.onSelect} />{" "}
              {keptWords(line, props.series.passFail, labelOf)}.{" "}
            </>
          )}
        </For>
        <Show when={alive().length < props.series.lines.length}>
          The others are nowhere better than {isOne() ? "it" : "these"}.
        </Show>
      </p>
    </Show>
  );
}
