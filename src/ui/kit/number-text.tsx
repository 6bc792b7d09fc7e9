import type { JSX } from "solid-js";

import { numberProblem, type NumberRule } from "../../views/words/typed-number.ts";
import { type FieldWords, TextField } from "./text-field.tsx";

/** A number of a form, kept as it is typed; `readNumber` says what it is when the form is sent. */
export function NumberText(
  props: FieldWords & {
    readonly rule: NumberRule;
    readonly value: string;
    readonly onInput: (text: string) => void;
    readonly placeholder?: string;
  },
): JSX.Element {
  return (
    <TextField
      {...props}
      inputmode={props.rule.whole === true ? "numeric" : "decimal"}
      problem={numberProblem(props.value, props.rule) ?? props.problem}
    />
  );
}
