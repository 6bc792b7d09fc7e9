import { A } from "@solidjs/router";
import { createEffect, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";

import { promptWords, rowSources, type RowSource } from "../../../setup/draft/row-sources.ts";
import { rowFileTypes } from "../../../setup/rows/row-file-types.ts";
import { routes } from "../../../views/routes.ts";
import { CountField } from "../../kit/count-field.tsx";
import { Field } from "../../kit/field.tsx";
import { PickFile } from "../../kit/pick-file.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import type { DraftState } from "./create-draft.ts";
import { DivisionPart } from "./division-part.tsx";
import { GalleryPart } from "./gallery-part.tsx";
import { MetricsPart } from "./metrics-part.tsx";
import { PasteText } from "./paste-rows.tsx";
import { ProgramPart } from "./program-part.tsx";
import { RowsPart } from "./rows-part.tsx";
import { TrialPart } from "./trial.tsx";

interface TaskStepProps {
  readonly state: DraftState;
  readonly onSpeed: (msPerRow: number) => void;
}

/** Where the rows come from, and the prompt one has now. */
export function TaskStep(props: TaskStepProps): JSX.Element {
  const draft = () => props.state.draft;
  const [showsGallery, setShowsGallery] = createSignal(false);
  const source = (): RowSource =>
    showsGallery() || (draft().gallery !== undefined && draft().task === "saved") ? "gallery" : draft().task;
  const choose = (chosen: RowSource): void => {
    setShowsGallery(chosen === "gallery");
    if (chosen !== "gallery") void props.state.chooseTask(chosen);
  };
  let trouble!: HTMLDivElement;
  createEffect(() => props.state.problem() && trouble.scrollIntoView({ block: "nearest" }));
  const hasOwnRows = (): boolean => draft().task === "rows" && draft().rows !== undefined;
  return (
    <div class="stack">
      <div class="row">
        <Segmented
          name="Where the rows come from"
          options={rowSources(draft())}
          value={source()}
          onChoose={choose}
        />
        <Show when={source() === "rows"}>
          <PickFile
            name="File of rows"
            accept={rowFileTypes}
            onPick={([file]) => file && void props.state.openFile(file)}
          >
            {draft().rows ? "Another file…" : "Choose a file…"}
          </PickFile>
        </Show>
      </div>
      <div ref={(element) => (trouble = element)}>
        <Problem text={props.state.problem()} />
      </div>
      <Show when={props.state.doing()?.startsWith("Reading") ? props.state.doing() : undefined}>
        {(text) => <ProgressLine text={text()} />}
      </Show>
      <Switch>
        <Match when={source() === "gallery"}>
          <GalleryPart state={props.state} />
        </Match>
        <Match when={hasOwnRows()}>
          <OwnRows {...props} />
        </Match>
        <Match when={draft().task === "rows"}>
          <BringRows state={props.state} />
        </Match>
        <Match when={draft().task === "routing"}>
          <House state={props.state} />
        </Match>
      </Switch>
      <Show when={draft().task === "saved" && draft().savedTaskId}>
        {(id) => (
          <p class="small">
            <A href={routes.rows(id())}>Look through its rows</A>
          </p>
        )}
      </Show>
      <Show when={!hasOwnRows()}>
        <FirstPrompt state={props.state} />
      </Show>
      <LaterPrompts state={props.state} />
    </div>
  );
}

/** Rows of a file: what is what in them, how they are divided, what is asked, a trial, and how it is judged. */
function OwnRows(props: TaskStepProps): JSX.Element {
  return (
    <div class="stack-5">
      <RowsPart state={props.state} />
      <DivisionPart state={props.state} />
      <ProgramPart state={props.state} />
      <TrialPart state={props.state} onSpeed={props.onSpeed} />
      <MetricsPart state={props.state} />
    </div>
  );
}

function BringRows(props: { readonly state: DraftState }): JSX.Element {
  return (
    <div class="stack">
      <div class="empty">
        <h3>Drop a CSV, TSV, JSONL, JSON, YAML or Excel file here</h3>
        <p>
          One row per example: what the model gets to see, and the right answer. The file is read in this tab
          and goes nowhere. Tests of promptfoo and exports of Langfuse and LangSmith are recognised.
        </p>
      </div>
      <PasteText
        label="Or paste rows"
        hint="A table copied from a spreadsheet, CSV, JSON, JSON lines, YAML, or plain lines: each line is then a row."
        placeholder={
          "message,team\nI was charged twice for the stool.,BILLING\nThe parcel never came.,SHIPPING"
        }
        fileName="pasted rows.txt"
        deed="Use these rows"
        onFile={(file) => void props.state.openFile(file)}
      />
    </div>
  );
}

function House(props: { readonly state: DraftState }): JSX.Element {
  return (
    <div class="stack-2">
      <p class="sentence">
        Messages to a support desk, sorted by the hidden rules of house{" "}
        <CountField
          isNameHidden
          name="Number of the house"
          least={0}
          most={9_999_999}
          value={props.state.draft.policySeed}
          onChange={(house) => props.state.set("policySeed", house)}
        />
        . Nobody tells the models the rules.
      </p>
      <p class="note">
        The messages are made here, from the number of the house: 60 to learn from,{" "}
        {props.state.draft.paretoRows} to judge by, 240 sealed.
      </p>
    </div>
  );
}

function FirstPrompt(props: { readonly state: DraftState }): JSX.Element {
  const words = () => promptWords(props.state.draft);
  return (
    <TextArea
      {...words()}
      rows={words().isCode ? 8 : 3}
      class={words().isCode ? "mono" : undefined}
      value={props.state.draft.seedPrompt}
      onInput={(text) => props.state.set("seedPrompt", text)}
    />
  );
}

/** The other texts of a kept task with several. */
function LaterPrompts(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const later = (): readonly (readonly [string, string])[] =>
    draft().task === "saved" ? Object.entries(draft().laterTexts) : [];
  return (
    <For each={later()}>
      {([component, text], index) => (
        <Field label={`Prompt ${index() + 2} of ${later().length + 1}: ${component}`}>
          <textarea
            rows={3}
            value={text}
            onChange={({ currentTarget: { value } }) =>
              props.state.set("laterTexts", { ...draft().laterTexts, [component]: value })
            }
          />
        </Field>
      )}
    </For>
  );
}
