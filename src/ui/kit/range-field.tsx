import type { JSX } from "solid-js";

import { Field } from "./field.tsx";
import type { FieldWords } from "./text-field.tsx";

/** A whole number on a slider; its label says which it is now. */
export function RangeField(
  props: FieldWords & {
    readonly least: number;
    readonly most: number;
    readonly step?: number;
    readonly value: number;
    readonly onInput: (value: number) => void;
  },
): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint}>
      <input
        type="range"
        min={props.least}
        max={props.most}
        step={props.step ?? 1}
        value={props.value}
        onInput={(event) => props.onInput(Number(event.currentTarget.value))}
      />
    </Field>
  );
}
