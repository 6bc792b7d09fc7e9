import { For, type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { lineage, type RunState } from "../../../engine/index.ts";
import { changedTexts, changedWords, nearAncestors } from "../../../views/run/candidate-diff.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Segmented } from "../../kit/segmented.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import { SourcedLineView } from "./sourced-line.tsx";

/** Ancestors offered as buttons; older ones are in the list. */
const mostButtons = 3;

/** The candidate's words, what changed since an ancestor, and who wrote each line. */
export function CandidateText(props: {
  readonly state: RunState;
  readonly index: number;
  readonly onSelect: (candidate: number) => void;
}): JSX.Element {
  const ancestors = createMemo(() => lineage(props.state, props.index));
  const [since, setSince] = createSignal<number>();
  createEffect(on([() => props.index], () => setSince(undefined)));
  const base = (): number | undefined => since() ?? ancestors()[0];
  const texts = createMemo(() => changedTexts(props.state, props.index, base()));
  const changes = createMemo(() => changedWords(texts()));
  const buttons = createMemo(() => nearAncestors(ancestors(), mostButtons));
  const named = (index: number): string => {
    const isParent = props.state.candidates[props.index]?.parents.includes(index) === true;
    return `c${index}${isParent ? ", parent" : index === 0 ? ", seed" : ""}`;
  };
  const choose = (value: string): void => void setSince(Number(value));
  return (
    <>
      <Show when={ancestors().length > 0}>
        <div class="row row--tight small">
          <span class="soft">Changes since</span>
          <Segmented
            name="Compare with"
            value={String(base())}
            onChoose={choose}
            options={buttons().map((index) => ({ value: String(index), label: named(index) }))}
          />
          <Show when={ancestors().length > buttons().length}>
            <SelectOf
              class="narrow"
              name="Compare with another ancestor"
              value={String(base())}
              onChoose={choose}
              options={ancestors().map((index) => [String(index), `c${index}`])}
            />
          </Show>
          <span class="push soft num">
            + {plural(changes().added, "word")}, − {formatCount(changes().gone)}
          </span>
        </div>
      </Show>
      <For each={texts()}>
        {({ component, lines }) => (
          <div class="stack-2">
            <Show when={texts().length > 1}>
              <h3>
                <code>{component}</code>
              </h3>
            </Show>
            <div class="sheet sheet--edge">
              <For each={lines}>
                {(line) => <SourcedLineView state={props.state} line={line} onSelect={props.onSelect} />}
              </For>
            </div>
          </div>
        )}
      </For>
    </>
  );
}
