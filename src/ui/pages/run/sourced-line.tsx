import { For, type JSX } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import type { SourcedLine } from "../../../views/run/provenance.ts";
import { sourceTitle, sourceWhen } from "../../../views/words/source-words.ts";
import { Line } from "../../kit/words.tsx";
import { CandidateLabel } from "./candidate-label.tsx";

/** A line of a prompt with what changed in it, and beside it who wrote it. */
export function SourcedLineView(props: {
  readonly state: RunState;
  readonly line: SourcedLine;
  readonly onSelect: (candidate: number) => void;
}): JSX.Element {
  return (
    <div class="prov">
      <div class="words words--s">
        <Line parts={props.line.parts} />
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
