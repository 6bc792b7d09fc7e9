import { A } from "@solidjs/router";
import { type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { readRollouts } from "../../../storage/read/rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { createAnswerKinds } from "../../../views/result/answer-kind.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { rowChoices } from "../../../views/words/outcome-words.ts";
import { Answer } from "../../kit/answer.tsx";
import { Button } from "../../kit/button.tsx";
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
  const choices = createMemo(() => rowChoices(props.found));
  const which = (): Which => chosen() ?? choices().find(({ lines }) => lines.length > 0)?.kind ?? "lost";
  const lines = createMemo(() => choices().find(({ kind }) => kind === which())?.lines ?? []);
  const visible = createMemo(() => lines().slice(0, shown()));
  const kindOf = createAnswerKinds(props.run.task);
  const cell = (example: number, call: number, score: number): JSX.Element => (
    <Answer
      score={score}
      text={answer(call)}
      isOnlyForm={kindOf(props.rows.at("test", example), whole(call), score) === "form"}
    />
  );
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
  const whole = (call: number): string => answers.value()?.get(call)?.output ?? "";
  const answer = (call: number): string => shortened(whole(call).trim());
  return (
    <Entry title="Rows to look at" note="What changed between seed and winner.">
      <div class="stack">
        <Segmented
          name="Which rows"
          value={which()}
          onChoose={setWhich}
          options={choices().map(({ kind, label }) => ({ value: kind, label }))}
        />
        <Show
          when={lines().length > 0}
          fallback={
            <p class="soft">
              {which() === "lost" ? "None: no row came out worse than with the seed." : "None."}
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
                  cell: (line) => cell(line.example, line.beforeCall, line.before),
                },
                {
                  title: `Winner, c${props.found.winner}`,
                  label: `c${props.found.winner}`,
                  cell: (line) => cell(line.example, line.afterCall, line.after),
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
      </div>
    </Entry>
  );
}
