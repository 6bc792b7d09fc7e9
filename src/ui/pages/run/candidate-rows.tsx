import { type JSX, Show, createMemo, createSignal } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { formatScore } from "../../../views/words/numbers.ts";
import { isAllOrNothing, isPass } from "../../../views/words/verdict-words.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { More } from "../../kit/more.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import type { RunRows } from "./create-run-rows.ts";

const pageSize = 60;
type Which = "lost" | "gained" | "failed" | "all";

/** The Pareto rows of a candidate against its parent's: what it gained, what it lost, what nobody told it yet. */
export function CandidateRows(props: {
  readonly state: RunState;
  readonly rows: RunRows;
  readonly index: number;
  readonly onOpenCall: (callIndex: number) => void;
}): JSX.Element {
  const [which, setWhich] = createSignal<Which>("failed");
  const [shown, setShown] = createSignal(pageSize);
  const lines = createMemo(() => {
    const entry = props.state.candidates[props.index];
    const parent = props.state.candidates[entry?.parents[0] ?? -1];
    const before = new Map((parent?.scores ?? []).map((row) => [row.example, row.score]));
    return (entry?.scores ?? []).map((row) => ({ ...row, before: before.get(row.example) }));
  });
  const of = (kind: Which) =>
    lines().filter((line) =>
      kind === "all"
        ? true
        : kind === "failed"
          ? !isPass(line.score)
          : line.before !== undefined &&
            (kind === "gained" ? line.score > line.before : line.score < line.before),
    );
  const filtered = createMemo(() => of(which()));
  return (
    <>
      <Segmented
        name="Which rows"
        value={which()}
        onChoose={(next) => {
          setWhich(next);
          setShown(pageSize);
        }}
        options={[
          { value: "failed", label: `Not passed, ${of("failed").length}` },
          { value: "gained", label: `Gained, ${of("gained").length}` },
          { value: "lost", label: `Lost, ${of("lost").length}` },
          { value: "all", label: `All, ${lines().length}` },
        ]}
      />
      <Show when={filtered().length > 0} fallback={<p class="small soft">None.</p>}>
        <DataTable
          isWide
          rows={filtered().slice(0, shown())}
          columns={[
            { title: "Row", numeric: true, cell: (line) => line.example },
            {
              title: "Input",
              cell: (line) => (
                <Button link class="q" onClick={() => props.onOpenCall(line.callIndex)}>
                  {rowLine(props.rows.at("pareto", line.example)) || `Row ${line.example}`}
                </Button>
              ),
            },
            {
              title: "Verdict",
              cell: (line) => (
                <PassFail pass={isPass(line.score)}>
                  {isAllOrNothing(line.score)
                    ? expectedLine(props.rows.at("pareto", line.example)) || undefined
                    : formatScore(line.score)}
                </PassFail>
              ),
            },
          ]}
        />
        <More of={filtered().length} shown={shown()} step={pageSize} onMore={setShown} />
      </Show>
    </>
  );
}
