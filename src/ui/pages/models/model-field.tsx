import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";

import { formatCount } from "../../../views/words/numbers.ts";
import { Field } from "../../kit/field.tsx";
import { TextField } from "../../kit/text-field.tsx";

/** Longer lists are searched by typing. */
const mostToChooseFrom = 60;
const otherName = "\n";

/** The model's name: chosen from what the server listed where that is a short list, otherwise typed. */
export function ModelField(props: {
  readonly model: string;
  /** Names the server listed; a new array for each list. */
  readonly listed: readonly string[];
  readonly onInput: (model: string) => void;
}): JSX.Element {
  const listId = createUniqueId();
  const [typedFor, setTypedFor] = createSignal<readonly string[]>();
  const isChosen = (): boolean =>
    props.listed.length > 1 && props.listed.length <= mostToChooseFrom && typedFor() !== props.listed;
  return (
    <Show
      when={isChosen()}
      fallback={
        <>
          <TextField
            label="Model"
            hint={
              props.listed.length > 0
                ? `${formatCount(props.listed.length)} listed by the server; type to find one.`
                : "The name the server knows it by. A check fills the list."
            }
            list={listId}
            value={props.model}
            onInput={(text) => props.onInput(text)}
          />
          <datalist id={listId}>
            <For each={props.listed}>{(id) => <option value={id} />}</For>
          </datalist>
        </>
      }
    >
      <Field label="Model" hint={`${formatCount(props.listed.length)} listed by the server.`}>
        <select
          aria-label="Model"
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value === otherName) setTypedFor(props.listed);
            else props.onInput(value);
          }}
        >
          <option value="" selected={props.model === ""}>
            Choose one
          </option>
          <Show when={props.model !== "" && !props.listed.includes(props.model)}>
            <option value={props.model} selected>
              {props.model}, not in the list
            </option>
          </Show>
          <For each={props.listed}>
            {(id) => (
              <option value={id} selected={props.model === id}>
                {id}
              </option>
            )}
          </For>
          <option value={otherName}>Another name…</option>
        </select>
      </Field>
    </Show>
  );
}
