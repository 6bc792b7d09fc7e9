import { type JSX, createSignal } from "solid-js";

import { shopPeople, shopWords } from "../../../lessons/shop.ts";
import { Button } from "../../kit/button.tsx";
import { asOptions, SelectOf } from "../../kit/select-of.tsx";
import { TextArea } from "../../kit/text-field.tsx";

/** The reader's prompt: free text, and a way to add a rule in the words the Student obeys. */
export function RuleWriter(props: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly label: string;
  readonly children?: JSX.Element;
}): JSX.Element {
  const [word, setWord] = createSignal(shopWords[0] ?? "");
  const [person, setPerson] = createSignal(shopPeople[0] ?? "");
  const add = (): void =>
    props.onText(`${props.text.trimEnd()}\nIf the message mentions ${word()}, answer ${person()}.`);
  return (
    <div class="stack">
      <TextArea label={props.label} rows={8} value={props.text} onInput={props.onText} />
      <p class="sentence rule-maker">
        If the message mentions{" "}
        <SelectOf name="Word" options={asOptions(shopWords)} value={word()} onChoose={setWord} />, answer{" "}
        <SelectOf name="Person" options={asOptions(shopPeople)} value={person()} onChoose={setPerson} />.{" "}
        <Button onClick={add}>Add this rule</Button>
      </p>
      {props.children}
    </div>
  );
}
