import { For, type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { lineage, type RunState } from "../../../engine/index.ts";
import { provenance, type SourcedLine, sourcedDiff } from "../../../views/run/provenance.ts";
import { wordDiff } from "../../../views/texts/word-diff.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
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
  const texts = createMemo(() => props.state.candidates[props.index]?.texts ?? {});
  const components = createMemo(() => Object.keys(texts()));
  const lineTable = createMemo(() => {
    const from = base();
    const before = from === undefined ? texts() : (props.state.candidates[from]?.texts ?? {});
    return new Map(
      components().map((component) => {
        const text = texts()[component] ?? "";
        const parts = wordDiff(before[component] ?? "", text);
        return [component, sourcedDiff(provenance(props.state, props.index, component), parts)] as const;
      }),
    );
  });
  const lines = (component: string): readonly SourcedLine[] => lineTable().get(component) ?? [];
  const changes = createMemo(() => {
    let added = 0;
    let gone = 0;
    for (const component of components())
      for (const line of lines(component))
        for (const part of line.parts) {
          const words = part.text.split(/\s+/).filter(Boolean).length;
          if (part.kind === "new") added += words;
          if (part.kind === "gone") gone += words;
        }
    return { added, gone };
  });
  const buttons = createMemo(() => {
    const all = ancestors();
    const seed = all.at(-1);
    const near = all.slice(0, mostButtons - 1);
    return seed === undefined || near.includes(seed) ? near : [...near, seed];
  });
  const isParent = (index: number): boolean =>
    props.state.candidates[props.index]?.parents.includes(index) === true;
  return (
    <>
      <Show when={ancestors().length > 0}>
        <div class="row row--tight small">
          <span class="soft">Changes since</span>
          <div class="seg" role="group" aria-label="Compare with">
            <For each={buttons()}>
              {(index) => (
                <button type="button" aria-pressed={base() === index} onClick={() => setSince(index)}>
                  c{index}
                  {isParent(index) ? ", parent" : index === 0 ? ", seed" : ""}
                </button>
              )}
            </For>
          </div>
          <Show when={ancestors().length > buttons().length}>
            <select
              class="narrow"
              aria-label="Compare with another ancestor"
              value={base()}
              onChange={(event) => setSince(Number(event.currentTarget.value))}
            >
              <For each={ancestors()}>{(index) => <option value={index}>c{index}</option>}</For>
            </select>
          </Show>
          <span class="push soft num">
            + {plural(changes().added, "word")}, − {formatCount(changes().gone)}
          </span>
        </div>
      </Show>
      <For each={components()}>
        {(component) => (
          <div class="stack-2">
            <Show when={components().length > 1}>
              <h3>
                <code>{component}</code>
              </h3>
            </Show>
            <div class="sheet sheet--edge">
              <For each={lines(component)}>
                {(line) => <SourcedLineView state={props.state} line={line} onSelect={props.onSelect} />}
              </For>
            </div>
          </div>
        )}
      </For>
    </>
  );
}
