import { For, type JSX } from "solid-js";

/** A line of small facts: what it is above, its value below. */
export function Facts(props: {
  readonly facts: readonly { readonly label: string; readonly value: JSX.Element }[];
}): JSX.Element {
  return (
    <dl class="facts">
      <For each={props.facts}>
        {(fact) => (
          <div>
            <dt>{fact.label}</dt>
            <dd class="num">{fact.value}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}
