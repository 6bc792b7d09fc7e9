import { type JSX, Show } from "solid-js";

import { CrossIcon, TickIcon } from "./icons.tsx";

/** A verdict: tick or cross, colour and words together. */
export function PassFail(props: {
  readonly pass: boolean;
  /** Default: right or wrong. */
  readonly children?: JSX.Element;
  /** The words stand elsewhere. */
  readonly bare?: boolean;
}): JSX.Element {
  const words = (): JSX.Element => props.children ?? (props.pass ? "right" : "wrong");
  return (
    <span class="pf" classList={{ "pf--pass": props.pass, "pf--fail": !props.pass }}>
      <Show when={props.pass} fallback={<CrossIcon />}>
        <TickIcon />
      </Show>
      <Show when={props.bare !== true}>{words()}</Show>
    </span>
  );
}
