import { For, type JSX } from "solid-js";

/** A select by value and title. Its options may change under it: the chosen one stays chosen. */
export function SelectOf(props: {
  readonly name: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}): JSX.Element {
  return (
    <select aria-label={props.name} onChange={(event) => props.onChoose(event.currentTarget.value)}>
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
