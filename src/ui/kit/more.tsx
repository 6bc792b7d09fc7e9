import { type JSX, Show } from "solid-js";

import { Button } from "./button.tsx";

/** Shows as many more of a list; gone when all of it is shown. */
export function More(props: {
  readonly of: number;
  readonly shown: number;
  readonly step: number;
  readonly onMore: (shown: number) => void;
  /** Reads as a part of a sentence. */
  readonly link?: boolean;
}): JSX.Element {
  return (
    <Show when={props.of > props.shown}>
      <Button link={props.link === true} onClick={() => props.onMore(props.shown + props.step)}>
        Show {Math.min(props.step, props.of - props.shown)} more
      </Button>
    </Show>
  );
}
