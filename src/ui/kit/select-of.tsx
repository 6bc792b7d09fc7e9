import { For, type JSX } from "solid-js";

import { Field } from "./field.tsx";
import type { FieldWords } from "./text-field.tsx";

type SelectOption<Value extends string = string> = readonly [value: Value, title: string];

interface SelectProps<Value extends string> {
  readonly options: readonly SelectOption<Value>[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

/** A select by value and title. Its options may change under it: the chosen one stays chosen. */
export function SelectOf<Value extends string>(
  props: SelectProps<Value> & {
    readonly name: string;
    /** `narrow`: as wide as its words. */
    readonly class?: "narrow" | "select-inline";
  },
): JSX.Element {
  return (
    <select
      aria-label={props.name}
      class={props.class}
      onChange={(event) => props.onChoose(event.currentTarget.value as Value)}
    >
      <For each={props.options}>
        {([value, title]) => (
          <option value={value} selected={value === props.value}>
            {title}
          </option>
        )}
      </For>
    </select>
  );
}

/** A select under its label. */
export function SelectField<Value extends string>(props: FieldWords & SelectProps<Value>): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint} problem={props.problem}>
      <SelectOf name={props.label} options={props.options} value={props.value} onChoose={props.onChoose} />
    </Field>
  );
}

/** A select that does something with what is picked, and stands as it stood. */
export function PickField(
  props: FieldWords & {
    /** What stands there before anything is picked. */
    readonly none: string;
    readonly options: readonly SelectOption[];
    readonly onPick: (value: string) => void;
  },
): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint}>
      <select
        onChange={({ currentTarget }) => {
          const { value } = currentTarget;
          currentTarget.value = "";
          if (value !== "") props.onPick(value);
        }}
      >
        <option value="">{props.none}</option>
        <For each={props.options}>{([value, title]) => <option value={value}>{title}</option>}</For>
      </select>
    </Field>
  );
}

/** Names that are their own titles, as columns are. */
export const asOptions = (names: readonly string[]): readonly SelectOption[] =>
  names.map((name) => [name, name]);
