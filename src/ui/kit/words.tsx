import { createMemo, For, type JSX, Match, Switch } from "solid-js";

import { type DiffPart, diffLines } from "../../views/texts/text-lines.ts";

const LIST_START = /^(\s*)(\d+[.)]|[-*•])\s+/;

function Part(props: { readonly part: DiffPart; readonly fresh?: boolean | undefined }): JSX.Element {
  return (
    <Switch fallback={props.part.text}>
      <Match when={props.part.kind === "new" && props.part.text.trim() !== ""}>
        <ins classList={{ "is-fresh": props.fresh === true }}>{props.part.text}</ins>
      </Match>
      <Match when={props.part.kind === "gone"}>
        <del>{props.part.text}</del>
      </Match>
    </Switch>
  );
}

/** One line of a text; a list shows as a list. */
export function Line(props: {
  readonly parts: readonly DiffPart[];
  readonly fresh?: boolean | undefined;
}): JSX.Element {
  /** Where a line begins with what is gone, its bullet is gone with it, unless all of the line is. */
  const bullet = (): string | undefined =>
    props.parts[0]?.kind === "gone" && props.parts.some(({ kind }) => kind !== "gone")
      ? undefined
      : LIST_START.exec(props.parts[0]?.text ?? "")?.[2];
  const body = (): readonly DiffPart[] =>
    props.parts.map((part, index) =>
      index === 0 ? { ...part, text: part.text.replace(LIST_START, "") } : part,
    );
  return (
    <Switch
      fallback={
        <p>
          <For each={props.parts}>{(part) => <Part part={part} fresh={props.fresh} />}</For>
        </p>
      }
    >
      <Match when={bullet()}>
        <div class="li">
          <span>{bullet()}</span>
          <span>
            <For each={body()}>{(part) => <Part part={part} fresh={props.fresh} />}</For>
          </span>
        </div>
      </Match>
    </Switch>
  );
}

/** A text as a person or a model wrote it: serif, lists as lists. */
export function Words(props: { readonly text: string; readonly size?: "m" | "s" }): JSX.Element {
  const lines = createMemo(() => diffLines([{ kind: "same", text: props.text }]));
  return (
    <div class="words" classList={{ "words--m": props.size === "m", "words--s": props.size === "s" }}>
      <For each={lines()}>{(parts) => <Line parts={parts} />}</For>
    </div>
  );
}
