import type { JSX } from "solid-js";

/** A whole number in a line, such as how many rows; what is out of bounds is taken as the nearest that is not. */
export function CountField(props: {
  readonly name: string;
  /** The sentence around it says already what is counted. */
  readonly isNameHidden?: boolean;
  readonly least: number;
  readonly most: number;
  readonly value: number;
  readonly onChange: (count: number) => void;
}): JSX.Element {
  const within = (count: number): number => Math.min(props.most, Math.max(props.least, Math.trunc(count)));
  return (
    <label class={props.isNameHidden === true ? "" : "row row--tight"}>
      <span class={props.isNameHidden === true ? "vh" : "small"}>{props.name}</span>
      <input
        type="number"
        class="short"
        min={props.least}
        max={props.most}
        value={props.value}
        onChange={({ currentTarget }) => {
          const count = within(Number(currentTarget.value) || props.least);
          currentTarget.value = String(count);
          props.onChange(count);
        }}
      />
    </label>
  );
}
