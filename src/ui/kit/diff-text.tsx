import { createMemo, For, type JSX } from "solid-js";

import { diffLines } from "../../views/texts/text-lines.ts";
import { shownDiff } from "../../views/texts/word-diff.ts";
import { Line } from "./words.tsx";

/** A text as a person or a model wrote it, with what changed since `before` marked. */
export function DiffText(props: {
  readonly before: string;
  readonly after: string;
  /** Also show, struck through, what is gone. */
  readonly showGone?: boolean;
  readonly size?: "m" | "s";
  /** New words are inked over once. */
  readonly fresh?: boolean;
}): JSX.Element {
  const lines = createMemo(() => {
    const parts = shownDiff(props.before, props.after);
    return diffLines(props.showGone === false ? parts.filter((part) => part.kind !== "gone") : parts);
  });
  return (
    <div class="words" classList={{ "words--m": props.size === "m", "words--s": props.size === "s" }}>
      <For each={lines()}>{(parts) => <Line parts={parts} fresh={props.fresh} />}</For>
    </div>
  );
}
