import { type JSX, Show, createSignal } from "solid-js";

import type { EvaluatedRow } from "../../../engine/index.ts";
import { shopRows } from "../../../lessons/shop.ts";
import { isPassedRow } from "../../../views/words/verdict-words.ts";
import { Button } from "../../kit/button.tsx";
import { type Column, DataTable, figures } from "../../kit/data-table.tsx";
import { DiffText } from "../../kit/diff-text.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { Next, Step, type StepProps } from "./iteration-step.tsx";

export function Reflect(props: StepProps): JSX.Element {
  const [own, setOwn] = createSignal<string>();
  const letter = () => props.steps.letter;
  const share = (): string => {
    const { requests, reflectionCalls } = props.steps.after.spent;
    return `${Math.round((reflectionCalls / Math.max(1, reflectionCalls + requests)) * 100)} in 100`;
  };
  return (
    <Step
      number={4}
      title="Reflect"
      words={
        <>
          <p>
            Now the stronger model gets one letter: the current prompt, the rows with answers and feedback,
            and the request to write a better prompt. Nothing else.
          </p>
          <p>
            Its share of all requests is small, so far <b>{share()}</b>. That is why it may be slow,
            expensive, or you.
          </p>
        </>
      }
    >
      <div class="sheet stack-2">
        <p class="small soft">The letter, exactly as sent</p>
        <div class="letter" tabindex={0} role="region" aria-label="The letter">
          {letter()?.prompt}
        </div>
      </div>
      <Show when={props.steps.reflected === undefined}>
        <Show
          when={own() !== undefined}
          fallback={
            <p class="row row--tight">
              <Button main onClick={() => props.iteration.answer()}>
                Let the Coach answer
              </Button>
              <Button onClick={() => setOwn(letter()?.currentText ?? "")}>Answer it yourself</Button>
            </p>
          }
        >
          <TextArea label="Your new prompt" rows={9} value={own() ?? ""} onInput={setOwn} />
          <p class="row row--tight">
            <Button main disabled={(own() ?? "").trim() === ""} onClick={() => props.iteration.answer(own())}>
              Send your answer
            </Button>
            <Button onClick={() => setOwn(undefined)}>Rather the Coach</Button>
          </p>
        </Show>
      </Show>
    </Step>
  );
}

export function Rewrite(props: StepProps): JSX.Element {
  const proposal = () => props.steps.reflected?.proposals[0];
  const parent = (): string => props.steps.letter?.currentText ?? "";
  const dropped = () => proposal()?.dropped;
  return (
    <Step
      number={5}
      title="Rewrite"
      words={<p>What the parent knew is kept, so a good rewrite is mostly quotation. Marked: what is new.</p>}
    >
      <div class="sheet">
        <DiffText before={parent()} after={proposal()?.texts["instruction"] ?? parent()} size="m" />
      </div>
      <Show
        when={dropped()}
        fallback={
          <Next
            shown={props.steps.judged === undefined && !props.steps.isOver}
            onClick={() => void props.iteration.next()}
          >
            Put it to the gate
          </Next>
        }
      >
        {(why) => (
          <p class="say small">
            {why() === "unchanged"
              ? "The text is the parent’s own, so it is dropped before a single request is spent on it."
              : why() === "already-seen"
                ? "This very text was proposed before, so it is dropped before a single request is spent on it."
                : "The answer held no usable prompt, so there is nothing to try."}
          </p>
        )}
      </Show>
    </Step>
  );
}

export function Gate(props: StepProps): JSX.Element {
  const judgement = () => props.steps.judged?.judgements[0];
  const parentRows = () => props.steps.evaluated?.evaluations[0]?.rows ?? [];
  const isIn = (): boolean => judgement()?.verdict === "selected";
  return (
    <Step
      number={6}
      title="The gate"
      words={
        <p>
          Same rows, new prompt. It must do better than its parent, not as well. Otherwise it is dropped and
          the {shopRows.pareto.length} Pareto rows are not spent on it.
        </p>
      }
    >
      <DataTable
        isWide
        rows={[
          { who: "the parent", rows: parentRows(), right: judgement()?.before },
          { who: "its rewrite", rows: judgement()?.rows ?? [], right: judgement()?.after },
        ]}
        columns={[
          { title: "", cell: ({ who }) => who },
          ...parentRows().map(({ example }, place): Column<GateLine> => ({
            title: example,
            cell: (line) => <Mark row={line.rows[place]} />,
          })),
          figures<GateLine>("right", ({ right }) => right),
        ]}
      />
      <p class="say small">
        {judgement()?.after} {isIn() ? ">" : "is not more than"} {judgement()?.before}, so the rewrite{" "}
        {isIn()
          ? "passes. A few rows can be luck, and that is why all the Pareto rows come next."
          : "is dropped."}
      </p>
      <Next
        shown={isIn() && props.steps.added === undefined && !props.steps.isOver}
        onClick={() => void props.iteration.next()}
      >
        Try it on all {shopRows.pareto.length} Pareto rows
      </Next>
    </Step>
  );
}

interface GateLine {
  readonly who: string;
  readonly rows: readonly EvaluatedRow[];
  readonly right: number | undefined;
}

function Mark(props: { readonly row: EvaluatedRow | undefined }): JSX.Element {
  return (
    <Show when={props.row}>
      {(row) => (
        <PassFail pass={isPassedRow(row())}>
          <span class="vh">{isPassedRow(row()) ? "right" : "wrong"}</span>
        </PassFail>
      )}
    </Show>
  );
}
