import { For, type JSX } from "solid-js";

interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** A row of buttons of which one is pressed. `name` says what is being chosen. */
export function Segmented<Value extends string>(props: {
  readonly name: string;
  readonly options: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}): JSX.Element {
  return (
    <div class="seg" role="group" aria-label={props.name}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={option.value === props.value}
            onClick={() => props.onChoose(option.value)}
          >
            {option.label}
          </button>
        )}
      </For>
    </div>
  );
}
