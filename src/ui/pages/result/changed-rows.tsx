import { A } from "@solidjs/router";
import { type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { readRollouts } from "../../../storage/read/rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { Answer } from "../../kit/answer.tsx";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { routes } from "../../routes.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { type RunRows } from "../run/create-run-rows.ts";
import { MarkAnswer } from "../run/mark-answer.tsx";

const pageSize = 30;
type Which = "lost" | "wrong" | "won";

/** As much of an answer as a table cell can bear; the whole of it is a click away. */
const shortened = (text: string): string => (text.length > 400 ? `${text.slice(0, 400)}…` : text);

/** The test rows that changed, with what each prompt answered. Losses first: they are what a user must look at. */
export function ChangedRows(props: {
  readonly run: RunRow;
  readonly found: TestComparison;
  readonly rows: RunRows;
}): JSX.Element {
  const db = useDatabase();
  const [chosen, setWhich] = createSignal<Which>();
  const [shown, setShown] = createSignal(pageSize);
  const of = (outcome: Which) => props.found.lines.filter((line) => line.outcome === outcome);
  const which = (): Which =>
    chosen() ?? (["lost", "wrong", "won"] as const).find((kind) => of(kind).length > 0) ?? "lost";
  const lines = createMemo(() => of(which()));
  const visible = createMemo(() => lines().slice(0, shown()));
  createEffect(on(which, () => setShown(pageSize)));
  const answers = createLive(() => {
    const calls = visible().flatMap((line) => [line.beforeCall, line.afterCall]);
    const { id } = props.run;
    return async () =>
      new Map(
        (await readRollouts(db, id, calls)).flatMap((row) =>
          row === undefined ? [] : [[row.callIndex, row] as const],
        ),
      );
  });
  const answer = (call: number): string => shortened(answers.value()?.get(call)?.output.trim() ?? "");
  return (
    <Entry title="Rows to look at" note="What changed between seed and winner.">
      <div class="stack">
        <Segmented
          name="Which rows"
          value={which()}
          onChoose={setWhich}
          options={[
            { value: "lost", label: `Lost, ${of("lost").length}` },
            { value: "wrong", label: `Wrong with both, ${of("wrong").length}` },
            { value: "won", label: `Won, ${of("won").length}` },
          ]}
        />
        <Show
          when={lines().length > 0}
          fallback={
            <p class="soft">
              {which() === "lost" ? "None lost: no row that the seed got right went wrong." : "None."}
            </p>
          }
        >
          <div class="scroll" tabindex="0">
            <DataTable
              rows={visible()}
              columns={[
                {
                  title: "Input",
                  class: "q",
                  cell: (line) => (
                    <A href={`${routes.run(props.run.id)}?rollouts=all&call=${line.afterCall}`}>
                      {rowLine(props.rows.at("test", line.example)) || `Row ${line.example}`}
                    </A>
                  ),
                },
                {
                  title: "Seed, c0",
                  label: "Seed",
                  cell: (line) => <Answer score={line.before} text={answer(line.beforeCall)} />,
                },
                {
                  title: `Winner, c${props.found.winner}`,
                  label: `c${props.found.winner}`,
                  cell: (line) => <Answer score={line.after} text={answer(line.afterCall)} />,
                },
                {
                  title: "Expected",
                  label: "expected",
                  class: "small soft",
                  cell: (line) => expectedLine(props.rows.at("test", line.example)),
                },
                {
                  title: `Your mark on c${props.found.winner}’s`,
                  label: "mark",
                  cell: (line) => (
                    <Show when={answers.value()?.get(line.afterCall)}>
                      {(row) => <MarkAnswer row={row()} small />}
                    </Show>
                  ),
                },
              ]}
            />
          </div>
          <Show when={lines().length > shown()}>
            <Button onClick={() => setShown(shown() + pageSize)}>
              Show {Math.min(pageSize, lines().length - shown())} more
            </Button>
          </Show>
        </Show>
        <p class="row row--tight">
          <ButtonLink href={routes.run(props.run.id)}>Back to the run</ButtonLink>
          <ButtonLink href={routes.compareRuns([props.run.id])}>Compare with other runs</ButtonLink>
        </p>
      </div>
    </Entry>
  );
}
