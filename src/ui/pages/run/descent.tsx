import { For, type JSX, Show, createMemo } from "solid-js";

import { lineage, type RunState } from "../../../engine/index.ts";
import { descentGist } from "../../../views/words/descent-gist.ts";
import { proposalOf, whySentence } from "../../../views/words/why-words.ts";
import { CandidateLabel } from "./candidate-label.tsx";

/** The line of ancestors, newest first, with what each brought in and why it was kept. */
export function Descent(props: {
  readonly state: RunState;
  readonly index: number;
  readonly onSelect: (candidate: number) => void;
}): JSX.Element {
  const chain = createMemo(() => [props.index, ...lineage(props.state, props.index)]);
  return (
    <ol class="stack">
      <For each={chain()}>
        {(index) => {
          const entry = () => props.state.candidates[index];
          return (
            <li class="record">
              <p class="row row--tight">
                <CandidateLabel state={props.state} index={index} onChoose={props.onSelect} />
                <span class="small soft">
                  {index === 0 ? "the seed" : `iteration ${entry()?.iteration ?? "?"}`}
                  <Show when={proposalOf(props.state, entry())?.kind === "person"}>, entered by you</Show>
                  <Show when={(entry()?.parents.length ?? 0) > 1}>
                    , merge of {(entry()?.parents ?? []).map((parent) => `c${parent}`).join(" and ")}
                  </Show>
                </span>
              </p>
              <p class="words words--s">{descentGist(props.state, index)}</p>
              <p class="note">{whySentence(props.state, index)}</p>
            </li>
          );
        }}
      </For>
    </ol>
  );
}
