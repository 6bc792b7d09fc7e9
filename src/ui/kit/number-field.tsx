import { createSignal, type JSX } from "solid-js";

import { numberProblem, type NumberRule, readNumber } from "../../views/words/typed-number.ts";
import { Field } from "./field.tsx";
import type { FieldWords } from "./text-field.tsx";

/** A number under its label. What cannot be one is said below the field and never handed on. */
export function NumberField(
  props: FieldWords &
    NumberRule & {
      readonly value: number | undefined;
      readonly onInput: (value: number | undefined) => void;
      readonly placeholder?: string;
      readonly disabled?: boolean;
    },
): JSX.Element {
  const [typed, setTyped] = createSignal<string>();
  const text = (): string => typed() ?? String(props.value ?? "");
  const problem = (): string | undefined =>
    typed() === undefined ? props.problem : (numberProblem(text(), props) ?? props.problem);
  return (
    <Field label={props.label} hint={props.hint} problem={problem()}>
      <input
        inputmode={props.whole === true ? "numeric" : "decimal"}
        autocomplete="off"
        placeholder={props.placeholder}
        disabled={props.disabled === true}
        value={text()}
        onInput={(event) => {
          const given = event.currentTarget.value;
          setTyped(given);
          const value = readNumber(given, props);
          if (value === undefined || !Number.isNaN(value)) props.onInput(value);
        }}
        onBlur={() => {
          if (numberProblem(text(), props) === undefined) setTyped(undefined);
        }}
      />
    </Field>
  );
}
