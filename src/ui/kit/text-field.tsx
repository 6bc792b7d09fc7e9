import type { JSX } from "solid-js";

import { Field } from "./field.tsx";

export interface FieldWords {
  readonly label: string;
  readonly hint?: JSX.Element;
  readonly problem?: string | undefined;
}

/** A line of text under its label. */
export function TextField(
  props: FieldWords & {
    readonly value: string;
    readonly onInput: (text: string) => void;
    /** What was typed is taken: Enter, or another field. */
    readonly onChange?: (text: string) => void;
    readonly type?: "text" | "password" | "url" | "month";
    readonly inputmode?: "decimal" | "numeric";
    readonly placeholder?: string | undefined;
    /** Id of a list of proposals. */
    readonly list?: string;
  },
): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint} problem={props.problem}>
      <input
        type={props.type ?? "text"}
        inputmode={props.inputmode}
        autocomplete="off"
        spellcheck={false}
        placeholder={props.placeholder}
        list={props.list}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onChange={(event) => props.onChange?.(event.currentTarget.value)}
      />
    </Field>
  );
}

/** Text of several lines under its label. */
export function TextArea(
  props: FieldWords & {
    readonly value: string;
    readonly onInput: (text: string) => void;
    readonly rows?: number;
    readonly placeholder?: string;
    /** `plain`: not the serif of prompts; `mono`: code. */
    readonly class?: "plain" | "mono" | undefined;
  },
): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint} problem={props.problem}>
      <textarea
        rows={props.rows ?? 3}
        class={props.class}
        placeholder={props.placeholder}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Field>
  );
}
