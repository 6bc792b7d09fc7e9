import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import { inputColumns, inputToTry, playedPrompts } from "../../../views/result/input-to-try.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { BeingWritten } from "../../kit/being-written.tsx";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { SelectField } from "../../kit/select-of.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createOfferedModels, type OfferedModel } from "../../state/create-offered-models.ts";
import type { RunRows } from "../run/create-run-rows.ts";
import { createPlayground } from "./create-playground.ts";
import type { ResultProps } from "./result-props.ts";
import { Tried } from "./tried.tsx";

/** Rows to pick from; any other input is typed. */
const mostOffered = 50;

interface PlaygroundProps extends ResultProps {
  readonly rows: RunRows;
}

type Inputs = Readonly<Record<string, string>>;

const namesOf = (prompts: readonly { readonly name: string }[]): string =>
  prompts.map(({ name }) => name).join("\n");

/** The seed and another prompt of the run on one input, side by side, by the run's Student. The run is not changed. */
export function Playground(props: PlaygroundProps): JSX.Element {
  const play = createPlayground(() => props.run.id);
  const models = createOfferedModels();
  const [picked, setPicked] = createSignal<Example>();
  const [inputs, setInputs] = createSignal<Inputs>({});
  const [chosen, setChosen] = createSignal<number>();
  const [also, setAlso] = createSignal<readonly string[]>([]);
  const other = (): number => chosen() ?? props.winner;
  const rows = createMemo(() =>
    props.run.splits.pareto.slice(0, mostOffered).flatMap((id) => props.rows.byId(id) ?? []),
  );
  const columns = createMemo(() => inputColumns(props.run.task, rows()[0]));
  const input = createMemo(() => inputToTry(picked(), inputs(), columns()));
  const own = (): string => modelName(props.run.student);
  const others = createMemo(() => models.list().filter(({ choice }) => modelName(choice) !== own()));
  const name = (index: number): string =>
    index === 0 ? "Seed, c0" : `${index === props.winner ? "Winner, " : ""}c${index}`;
  const prompts = createMemo(() =>
    playedPrompts(
      [...new Set([0, other()])].map((index) => ({
        name: name(index),
        texts: props.state.candidates[index]?.texts ?? {},
      })),
      own(),
      others().filter(({ key }) => also().includes(key)),
    ),
  );
  const isOutdated = (): boolean => {
    const asked = play.asked();
    return asked !== undefined && (asked.input !== input() || namesOf(asked.prompts) !== namesOf(prompts()));
  };
  const ask = async (): Promise<void> => {
    for (const { student } of prompts()) if (student !== undefined) await models.allow(student);
    await play.ask({ prompts: prompts(), input: input() });
  };
  return (
    <Entry
      title="Try it out"
      note="Any input, by the seed and by the winner. It is not part of the run."
      landmark
    >
      <div class="stack">
        <InputFields
          rows={rows()}
          columns={columns()}
          picked={picked()}
          inputs={inputs()}
          onPick={(row) => {
            setPicked(row);
            setInputs(row?.inputs ?? {});
          }}
          onInput={setInputs}
        />
        <AlsoAsk models={others()} chosen={also()} onChange={setAlso} />
        <p class="small soft">
          {own()} answers. The rows to pick are Pareto rows; no sealed row is among them.
        </p>
        <div class="row">
          <SelectField
            label="Prompt beside the seed"
            value={String(other())}
            onChoose={(value) => setChosen(Number(value))}
            options={props.state.candidates.map(({ index }) => [String(index), name(index)])}
          />
          <AskButtons
            play={play}
            isEmpty={columns().every((column) => (inputs()[column] ?? "").trim() === "")}
            onAsk={() => void ask()}
          />
        </div>
        <Ended play={play} />
        <Show when={isOutdated()}>
          <Say tone="warn">This was tried before you changed the input or the prompt. Try it again.</Say>
        </Show>
        <Answers play={play} />
      </div>
    </Entry>
  );
}

/** A row of the run, or an input of one's own. */
function InputFields(props: {
  readonly rows: readonly Example[];
  readonly columns: readonly string[];
  readonly picked: Example | undefined;
  readonly inputs: Inputs;
  readonly onPick: (row: Example | undefined) => void;
  readonly onInput: (inputs: Inputs) => void;
}): JSX.Element {
  return (
    <>
      <SelectField
        label="Input to try"
        value={props.picked?.id ?? ""}
        onChoose={(id) => props.onPick(props.rows.find((row) => row.id === id))}
        options={[
          ["", "Type an input"],
          ...props.rows.map((row, at) => [row.id, `${at + 1}: ${rowLine(row).slice(0, 80)}`] as const),
        ]}
      />
      <For each={props.columns}>
        {(column) => (
          <TextArea
            label={column}
            class="plain"
            value={props.inputs[column] ?? ""}
            onInput={(text) => props.onInput({ ...props.inputs, [column]: text })}
          />
        )}
      </For>
    </>
  );
}

/** Other models that answer too. */
function AlsoAsk(props: {
  readonly models: readonly OfferedModel[];
  readonly chosen: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
}): JSX.Element {
  return (
    <Show when={props.models.length > 0}>
      <div class="row" role="group" aria-label="Other models that answer too">
        <span class="small">Also ask</span>
        <For each={props.models}>
          {({ key, label }) => (
            <Check
              checked={props.chosen.includes(key)}
              onChange={(isIn) =>
                props.onChange(isIn ? [...props.chosen, key] : props.chosen.filter((one) => one !== key))
              }
            >
              {label}
            </Check>
          )}
        </For>
      </div>
    </Show>
  );
}

type Play = ReturnType<typeof createPlayground>;

function AskButtons(props: {
  readonly play: Play;
  readonly isEmpty: boolean;
  readonly onAsk: () => void;
}): JSX.Element {
  return (
    <>
      <Button disabled={props.play.isBusy() || props.isEmpty} onClick={() => props.onAsk()}>
        Try it beside the seed
      </Button>
      <Show when={props.play.isBusy()}>
        <ProgressLine text={props.play.progress()} />
        <Button bare onClick={() => props.play.stop()} disabled={props.play.isStopped()}>
          Stop
        </Button>
      </Show>
    </>
  );
}

/** What went wrong, or that it was stopped. */
function Ended(props: { readonly play: Play }): JSX.Element {
  return (
    <>
      <Problem text={props.play.problem()} />
      <Show when={props.play.isStopped() && !props.play.isBusy()}>
        <p class="small">Stopped.</p>
      </Show>
    </>
  );
}

/** What was answered so far, side by side. */
function Answers(props: { readonly play: Play }): JSX.Element {
  return (
    <div class="cols">
      <For each={props.play.asked()?.prompts}>
        {(prompt, at) => (
          <section class="stack-2" aria-label={`Answer of ${prompt.name}`}>
            <h3>{prompt.name}</h3>
            <Show when={props.play.isBusy() && props.play.answers().length === at()}>
              <BeingWritten by={prompt.name} text={props.play.written()} />
            </Show>
            <Show when={props.play.answers()[at()]}>
              {(answer) => (
                <Tried answer={answer()} expected={expectedLine(props.play.asked()?.input.example)} />
              )}
            </Show>
          </section>
        )}
      </For>
    </div>
  );
}
