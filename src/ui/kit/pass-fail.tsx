import { type JSX, Show } from "solid-js";

import { CrossIcon, TickIcon } from "./icons.tsx";

/** A verdict: tick or cross, colour and words together. */
export function PassFail(props: { readonly pass: boolean; readonly children?: JSX.Element }): JSX.Element {
  return (
    <span class="pf" classList={{ "pf--pass": props.pass, "pf--fail": !props.pass }}>
      <Show when={props.pass} fallback={<CrossIcon />}>
        <TickIcon />
      </Show>
      {props.children ?? (props.pass ? "right" : "wrong")}
    </span>
  );
}
