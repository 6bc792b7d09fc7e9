import { A } from "@solidjs/router";
import { type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { rolloutsByCall } from "../../../storage/read/rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { createAnswerKinds } from "../../../views/result/answer-kind.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { routes } from "../../../views/routes.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { shortened } from "../../../views/texts/shortened.ts";
import { rowChoices } from "../../../views/words/outcome-words.ts";
import { Answer, Wrapped } from "../../kit/answer.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { Entry } from "../../kit/entry.tsx";
import { More } from "../../kit/more.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { createLive } from "../../state/create-live.ts";
import { type RunRows } from "../run/create-run-rows.ts";
import { MarkAnswer } from "../run/mark-answer.tsx";

const pageSize = 30;
type Which = "lost" | "wrong" | "won";

interface ChangedRowsProps {
  readonly run: RunRow;
  readonly found: TestComparison;
  readonly rows: RunRows;
}

/** The test rows that changed, with what each prompt answered. Losses first: they are what a user must look at. */
export function ChangedRows(props: ChangedRowsProps): JSX.Element {
  const [chosen, setWhich] = createSignal<Which>();
  const [shown, setShown] = createSignal(pageSize);
  const choices = createMemo(() => rowChoices(props.found));
  const which = (): Which => chosen() ?? choices().find(({ lines }) => lines.length > 0)?.kind ?? "lost";
  const lines = createMemo(() => choices().find(({ kind }) => kind === which())?.lines ?? []);
  const visible = createMemo(() => lines().slice(0, shown()));
  createEffect(on(which, () => setShown(pageSize)));
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
          <Answers {...props} lines={visible()} />
          <More of={lines().length} shown={shown()} step={pageSize} onMore={setShown} />
        </Show>
      </div>
    </Entry>
  );
}

type Line = TestComparison["lines"][number];

/** What each prompt made of these rows. */
function Answers(props: ChangedRowsProps & { readonly lines: readonly Line[] }): JSX.Element {
  const kindOf = createMemo(() => createAnswerKinds(props.run.task));
  const answers = createLive(
    () => ({ id: props.run.id, calls: props.lines.flatMap((line) => [line.beforeCall, line.afterCall]) }),
    (db, { id, calls }) => rolloutsByCall(db, id, calls),
  );
  const answer = (call: number): string => answers.value()?.get(call)?.output ?? "";
  const row = (line: Line) => props.rows.at("test", line.example);
  const cell = (line: Line, call: number, score: number): JSX.Element => (
    <Answer
      score={score}
      text={shortened(answer(call).trim(), 400)}
      isOnlyForm={kindOf()(row(line), answer(call), score) === "form"}
    />
  );
  const winner = (): string => `c${props.found.winner}`;
  return (
    <DataTable
      scrolls
      rows={props.lines}
      columns={[
        {
          title: "Input",
          class: "q",
          cell: (line) => (
            <A href={routes.call(props.run.id, line.afterCall)}>
              {rowLine(row(line)) || `Row ${line.example}`}
            </A>
          ),
        },
        { title: "Seed, c0", label: "Seed", cell: (line) => cell(line, line.beforeCall, line.before) },
        {
          title: `Winner, ${winner()}`,
          label: winner(),
          cell: (line) => cell(line, line.afterCall, line.after),
        },
        {
          title: "Expected",
          label: "expected",
          class: "small soft",
          cell: (line) => <Wrapped text={expectedLine(row(line))} />,
        },
        {
          title: `Your mark on ${winner()}’s`,
          label: "mark",
          cell: (line) => (
            <Show when={answers.value()?.get(line.afterCall)}>
              {(rollout) => <MarkAnswer row={rollout()} small />}
            </Show>
          ),
        },
      ]}
    />
  );
}
