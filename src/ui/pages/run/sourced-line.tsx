import { For, type JSX, Match, Show, Switch } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import type { SourcedLine } from "../../../views/run/provenance.ts";
import type { DiffPart } from "../../../views/texts/text-lines.ts";
import { sourceTitle, sourceWhen } from "../../../views/words/source-words.ts";
import { CandidateLabel } from "./candidate-label.tsx";

const listStart = /^(\s*)(\d+[.)]|[-*•])\s+/;

function Part(props: { readonly part: DiffPart }): JSX.Element {
  return (
    <Switch fallback={props.part.text}>
      <Match when={props.part.kind === "new" && props.part.text.trim() !== ""}>
        <ins>{props.part.text}</ins>
      </Match>
      <Match when={props.part.kind === "gone"}>
        <del>{props.part.text}</del>
      </Match>
    </Switch>
  );
}

/** A line of a prompt with what changed in it, and beside it who wrote it. */
export function SourcedLineView(props: {
  readonly state: RunState;
  readonly line: SourcedLine;
  readonly onSelect: (candidate: number) => void;
}): JSX.Element {
  const bullet = (): string | undefined => {
    const first = props.line.parts[0];
    return first?.kind === "gone" ? undefined : listStart.exec(first?.text ?? "")?.[2];
  };
  const body = (): readonly DiffPart[] =>
    bullet() === undefined
      ? props.line.parts
      : props.line.parts.map((part, index) =>
          index === 0 ? { ...part, text: part.text.replace(listStart, "") } : part,
        );
  return (
    <div class="prov">
      <div class="words words--s">
        <Show
          when={bullet()}
          fallback={
            <p>
              <For each={body()}>{(part) => <Part part={part} />}</For>
            </p>
          }
        >
          <div class="li">
            <span>{bullet()}</span>
            <span>
              <For each={body()}>{(part) => <Part part={part} />}</For>
            </span>
          </div>
        </Show>
      </div>
      <div class="src">
        <For each={props.line.sources.slice(-3)}>
          {(source) => (
            <div class="src__one" title={sourceTitle(props.state, source)}>
              <CandidateLabel state={props.state} index={source} onChoose={props.onSelect} />
              <span>{sourceWhen(props.state, source)}</span>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
