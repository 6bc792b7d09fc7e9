import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { modelName } from "../../../models/model-name.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { inputColumns, inputToTry, playedPrompts } from "../../../views/result/input-to-try.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { BeingWritten } from "../../kit/being-written.tsx";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Field } from "../../kit/field.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createOfferedModels } from "../../state/create-offered-models.ts";
import { SelectOf } from "../new-run/select-of.tsx";
import type { RunRows } from "../run/create-run-rows.ts";
import { createPlayground } from "./create-playground.ts";
import { Tried } from "./tried.tsx";

/** Rows to pick from; any other input is typed. */
const mostOffered = 50;

const namesOf = (prompts: readonly { readonly name: string }[]): string =>
  prompts.map(({ name }) => name).join("\n");

/** The seed and another prompt of the run on one input, side by side, by the run's Student. The run is not changed. */
export function Playground(props: {
  readonly run: RunRow;
  readonly state: RunState;
  readonly winner: number;
  readonly rows: RunRows;
}): JSX.Element {
  const play = createPlayground(() => props.run.id);
  const [picked, setPicked] = createSignal("");
  const [inputs, setInputs] = createSignal<Readonly<Record<string, string>>>({});
  const [chosen, setChosen] = createSignal<number>();
  const other = (): number => chosen() ?? props.winner;
  const rows = createMemo(() =>
    props.run.splits.pareto.slice(0, mostOffered).flatMap((id) => props.rows.byId(id) ?? []),
  );
  const columns = createMemo(() => inputColumns(props.run.task, rows()[0]));
  const input = createMemo(() =>
    inputToTry(
      rows().find(({ id }) => id === picked()),
      inputs(),
      columns(),
    ),
  );
  const isEmpty = (): boolean => columns().every((column) => (inputs()[column] ?? "").trim() === "");
  const name = (index: number): string =>
    index === 0 ? "Seed, c0" : `${index === props.winner ? "Winner, " : ""}c${index}`;
  const models = createOfferedModels();
  const [also, setAlso] = createSignal<readonly string[]>([]);
  const others = createMemo(() =>
    models.list().filter(({ choice }) => modelName(choice) !== modelName(props.run.student)),
  );
  const prompts = createMemo(() =>
    playedPrompts(
      [...new Set([0, other()])].map((index) => ({
        name: name(index),
        texts: props.state.candidates[index]?.texts ?? {},
      })),
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
  const pick = (id: string): void => {
    setPicked(id);
    setInputs(rows().find((row) => row.id === id)?.inputs ?? {});
  };
  return (
    <Entry
      title="Try it out"
      note="Any input, by the seed and by the winner. It is not part of the run."
      landmark
    >
      <div class="stack">
        <Field label="Input to try">
          <SelectOf
            name="Input to try"
            value={picked()}
            onChoose={pick}
            options={[
              ["", "Type an input"],
              ...rows().map((row, at) => [row.id, `${at + 1}: ${rowLine(row).slice(0, 80)}`] as const),
            ]}
          />
        </Field>
        <For each={columns()}>
          {(column) => (
            <TextArea
              label={column}
              class="plain"
              value={inputs()[column] ?? ""}
              onInput={(text) => setInputs({ ...inputs(), [column]: text })}
            />
          )}
        </For>
        <Show when={others().length > 0}>
          <div class="row" role="group" aria-label="Other models that answer too">
            <span class="small">Also ask</span>
            <For each={others()}>
              {({ key, label }) => (
                <Check
                  checked={also().includes(key)}
                  onChange={(isIn) => setAlso(isIn ? [...also(), key] : also().filter((one) => one !== key))}
                >
                  {label}
                </Check>
              )}
            </For>
          </div>
        </Show>
        <p class="small soft">
          {modelName(props.run.student)} answers. The rows to pick are Pareto rows; no sealed row is among
          them.
        </p>
        <div class="row">
          <Field label="Prompt beside the seed">
            <SelectOf
              name="Prompt beside the seed"
              value={String(other())}
              onChoose={(value) => setChosen(Number(value))}
              options={props.state.candidates.map(({ index }) => [String(index), name(index)] as const)}
            />
          </Field>
          <Button disabled={play.isBusy() || isEmpty()} onClick={() => void ask()}>
            Try it beside the seed
          </Button>
          <Show when={play.isBusy()}>
            <ProgressLine text={play.progress()} />
            <Button bare onClick={play.stop} disabled={play.isStopped()}>
              Stop
            </Button>
          </Show>
        </div>
        <Problem text={play.problem()} />
        <Show when={play.isStopped() && !play.isBusy()}>
          <p class="small">Stopped.</p>
        </Show>
        <Show when={isOutdated()}>
          <Say tone="warn">This was tried before you changed the input or the prompt. Try it again.</Say>
        </Show>
        <div class="cols">
          <For each={play.asked()?.prompts}>
            {(prompt, at) => (
              <section class="stack-2" aria-label={`Answer of ${prompt.name}`}>
                <h3>{prompt.name}</h3>
                <Show when={play.isBusy() && play.answers().length === at()}>
                  <BeingWritten by={prompt.name} text={play.written()} />
                </Show>
                <Show when={play.answers()[at()]}>
                  {(answer) => (
                    <Tried answer={answer()} expected={expectedLine(play.asked()?.input.example)} />
                  )}
                </Show>
              </section>
            )}
          </For>
        </div>
      </div>
    </Entry>
  );
}
