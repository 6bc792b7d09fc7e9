import { For, type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { isScored, parentTickets } from "../../../engine/index.ts";
import { drawTickets } from "../../../lessons/draw-tickets.ts";
import { shopRows } from "../../../lessons/shop.ts";
import { candidateLook } from "../../../views/series/candidate-look.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { isPassedRow, rowVerdict } from "../../../views/words/verdict-words.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Judged } from "../../kit/verdict.tsx";
import { CandidateLabel } from "../run/candidate-label.tsx";
import { Next, Step, type StepProps } from "./iteration-step.tsx";

export function PickParent(props: StepProps): JSX.Element {
  const tickets = createMemo(() => [...parentTickets(props.steps.before)].toSorted((a, b) => b[1] - a[1]));
  const total = createMemo(() => tickets().reduce((sum, [, count]) => sum + count, 0));
  const [hundred, setHundred] = createSignal<ReadonlyMap<number, number>>();
  // The next iteration has other tickets.
  createEffect(
    on(
      () => props.steps.before,
      () => setHundred(undefined),
    ),
  );
  const draw = (): void =>
    void setHundred(drawTickets(new Map(tickets()), 100, Math.round(performance.now())));
  return (
    <Step
      number={1}
      title="Pick a parent"
      words={
        <>
          <p>
            Not always the best one. A candidate earns a ticket for every row on which nobody beats it, and a
            ticket is drawn.
          </p>
          <p>
            So a prompt that is poor on the whole, but alone in solving one hard row, keeps a chance to have
            children.
          </p>
        </>
      }
    >
      <p class="small soft">
        {plural(tickets().length, "candidate")} of {props.steps.before.candidates.length} hold tickets: the
        others are covered everywhere by these.
      </p>
      <div class="tickets" role="list" aria-label="Tickets">
        <For each={tickets()}>
          {([candidate, count]) => (
            <>
              <span role="listitem">
                <CandidateLabel state={props.steps.before} index={candidate} />
              </span>
              <i
                class={`bar k${candidateLook(candidate).colour}`}
                style={{ width: `${(count / total()) * 100}%` }}
              />
              <span class="num">
                {plural(count, "ticket")}, {formatPercent(count / total(), 0)}
                <Show when={hundred()}>
                  {(counts) => <>; drawn {plural(counts().get(candidate) ?? 0, "time")} in a hundred</>}
                </Show>
              </span>
            </>
          )}
        </For>
      </div>
      <p class="row row--tight">
        <Next shown={props.steps.selected === undefined} onClick={() => void props.iteration.next()}>
          Draw the parent
        </Next>
        <Button onClick={draw}>What would a hundred draws give?</Button>
        <Show when={props.steps.selected}>
          {(event) => (
            <span class="small">
              Drawn: <CandidateLabel state={props.steps.before} index={event().tasks[0]?.parent ?? 0} />
            </span>
          )}
        </Show>
      </p>
    </Step>
  );
}

const feedbackRow = (position: number): string => shopRows.feedback[position]?.inputs["message"] ?? "";

export function DrawMinibatch(props: StepProps): JSX.Element {
  const batch = (): readonly number[] => props.steps.selected?.tasks[0]?.minibatch ?? [];
  return (
    <Step
      number={2}
      title="Draw a minibatch"
      words={
        <p>
          {plural(batch().length, "row")} of the feedback set, in shuffled order, each row once before any
          comes twice. Small on purpose: it is cheap to be wrong on a few.
        </p>
      }
    >
      <DataTable
        isWide
        isHeadless
        rows={batch()}
        columns={[
          { title: "Row", class: "num faint", cell: (position) => position },
          { title: "Message", class: "q", cell: feedbackRow },
        ]}
      />
      <Next shown={props.steps.evaluated === undefined} onClick={() => void props.iteration.next()}>
        Run the parent on them
      </Next>
    </Step>
  );
}

export function RunAndRead(props: StepProps): JSX.Element {
  const [numberOnly, setNumberOnly] = createSignal(false);
  const rows = () => props.steps.evaluated?.evaluations[0]?.rows ?? [];
  const sum = (): number => rows().reduce((total, row) => total + (isScored(row) ? row.score : 0), 0);
  const verdict = () => props.steps.evaluated?.tasks[0];
  return (
    <Step
      number={3}
      title="Run and read"
      words={
        <p>
          The Student answers all of them with the parent’s prompt. A score alone would say{" "}
          <b>
            {sum()} of {rows().length}
          </b>
          . The trace says which, what was answered, and why that is wrong.
        </p>
      }
    >
      <Show
        when={!numberOnly()}
        fallback={
          <p class="huge">
            {sum()} of {rows().length}
          </p>
        }
      >
        <For each={rows()}>
          {(row) => {
            const answer = () => props.iteration.lesson.answer(row.callIndex);
            return (
              <Judged pass={isPassedRow(row)}>
                <p class="small">
                  <b>{row.example}</b> answered <span class="mono">{answer()?.output}</span>{" "}
                  <PassFail pass={isPassedRow(row)}>
                    {rowVerdict(row, answer()?.example.expected["label"] ?? "")}
                  </PassFail>
                </p>
                <p class="note">{answer()?.feedback}</p>
              </Judged>
            );
          }}
        </For>
      </Show>
      <p class="row row--tight">
        <Show
          when={verdict()?.verdict === "reflect"}
          fallback={
            <span class="small soft">
              All right: nothing to learn from these rows, so no letter is written. The next iteration draws
              others.
            </span>
          }
        >
          <Next
            shown={props.steps.letter === undefined && props.steps.reflected === undefined}
            onClick={() => void props.iteration.next()}
          >
            Write the letter
          </Next>
        </Show>
        <Button pressed={numberOnly()} onClick={() => setNumberOnly(!numberOnly())}>
          {numberOnly() ? "Show the traces" : "Show only the score"}
        </Button>
      </p>
    </Step>
  );
}
