import { type JSX, Show } from "solid-js";

import { Meter } from "./meter.tsx";

/** One line that says where something is, with a thin bar when the total is known. */
export function ProgressLine(props: {
  readonly text: string;
  readonly share?: number | undefined;
}): JSX.Element {
  return (
    <div class="progress" role="status">
      {props.text}
      <Show when={props.share !== undefined}>
        <Meter
          name={`${Math.round((props.share ?? 0) * 100)} percent`}
          parts={[{ share: props.share ?? 0 }]}
        />
      </Show>
    </div>
  );
}

/** Grey lines where text will come; `what` tells ears what is awaited. */
export function Waiting(props: { readonly what: string }): JSX.Element {
  return (
    <div class="wait" role="status">
      <span class="small soft">{props.what}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
