import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";

import { formatCount } from "../../../views/words/numbers.ts";
import { asOptions, SelectField } from "../../kit/select-of.tsx";
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
      <SelectField
        label="Model"
        hint={`${formatCount(props.listed.length)} listed by the server.`}
        options={[
          ["", "Choose one"],
          ...(props.model === "" || props.listed.includes(props.model)
            ? []
            : [[props.model, `${props.model}, not in the list`] as const]),
          ...asOptions(props.listed),
          [otherName, "Another name…"],
        ]}
        value={props.model}
        onChoose={(value) => (value === otherName ? setTypedFor(props.listed) : props.onInput(value))}
      />
    </Show>
  );
}
