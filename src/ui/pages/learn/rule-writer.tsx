import { For, type JSX, createSignal } from "solid-js";

import { shopPeople, shopWords } from "../../../lessons/shop.ts";
import { Button } from "../../kit/button.tsx";

/** The reader's prompt: free text, and a way to add a rule in the words the Student obeys. */
export function RuleWriter(props: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly label: string;
  readonly words?: readonly string[];
  readonly children?: JSX.Element;
}): JSX.Element {
  const [word, setWord] = createSignal(shopWords[0] ?? "");
  const [person, setPerson] = createSignal(shopPeople[0] ?? "");
  const add = (): void =>
    props.onText(`${props.text.trimEnd()}\nIf the message mentions ${word()}, answer ${person()}.`);
  return (
    <div class="stack">
      <label class="field">
        <span class="label">{props.label}</span>
        <textarea rows={8} value={props.text} onInput={(event) => props.onText(event.currentTarget.value)} />
      </label>
      <p class="sentence rule-maker">
        If the message mentions{" "}
        <select aria-label="Word" value={word()} onChange={(event) => setWord(event.currentTarget.value)}>
          <For each={props.words ?? shopWords}>{(one) => <option value={one}>{one}</option>}</For>
        </select>
        , answer{" "}
        <select
          aria-label="Person"
          value={person()}
          onChange={(event) => setPerson(event.currentTarget.value)}
        >
          <For each={shopPeople}>{(one) => <option value={one}>{one}</option>}</For>
        </select>
        . <Button onClick={add}>Add this rule</Button>
      </p>
      {props.children}
    </div>
  );
}
