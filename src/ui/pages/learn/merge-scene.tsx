import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { aliveCandidates, type RunState } from "../../../engine/index.ts";
import { mergeRows } from "../../../lessons/merge-world.ts";
import { type Merged, partNames, parts, playMerge, rowName, scoreOn } from "../../../lessons/play-merge.ts";
import { candidateLook } from "../../../views/series/candidate-look.ts";
import { gridSeries } from "../../../views/series/grid-series.ts";
import { lineageSeries } from "../../../views/series/lineage-series.ts";
import { mergeSteps } from "../../../views/words/merge-words.ts";
import { formatPercent } from "../../../views/words/numbers.ts";
import { FrontierGrid } from "../../charts/frontier-grid.tsx";
import { Lineage } from "../../charts/lineage.tsx";
import { DiffText } from "../../kit/diff-text.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { Trouble } from "../../kit/trouble.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { CandidateLabel } from "../run/candidate-label.tsx";

/** Scene 5: system-aware merge, by the engine, and by hand. */
export function MergeScene(): JSX.Element {
  const merged = createLoaded(() => true, playMerge);
  return (
    <Show
      when={merged.value()}
      fallback={
        <Show when={merged.error()} fallback={<Waiting what="Two people write their halves" />}>
          {(error) => (
            <Trouble title="The merge could not be played">
              {String(error())} Nothing of yours is touched by it; reload the page to try again.
            </Trouble>
          )}
        </Show>
      }
    >
      {(found) => (
        <>
          <Halves merged={found()} />
          <ByHand merged={found()} />
          <ByEngine merged={found()} />
        </>
      )}
    </Show>
  );
}

function Halves(props: { readonly merged: Merged }): JSX.Element {
  const state = (): RunState => props.merged.before;
  const series = createMemo(() => gridSeries(state(), aliveCandidates(state()), rowName));
  return (
    <Entry
      title="Two halves"
      note="Two people brought a rewrite each. Both passed the gate, and neither covers the other."
    >
      <div class="stack-5">
        <div class="cols">
          <For each={[1, 2]}>
            {(index) => (
              <div class={`sheet sheet--edge stack k${candidateLook(index).colour}`}>
                <p class="row row--tight">
                  <CandidateLabel state={state()} index={index} />
                  <span class="small soft">
                    {formatPercent(state().candidates[index]?.mean ?? 0, 0)} on {mergeRows.pareto.length} rows
                  </span>
                </p>
                <For each={parts}>
                  {(part) => (
                    <div>
                      <h3>{partNames[part]}</h3>
                      <DiffText
                        before={state().candidates[0]?.texts[part] ?? ""}
                        after={state().candidates[index]?.texts[part] ?? ""}
                        size="s"
                      />
                    </div>
                  )}
                </For>
              </div>
            )}
          </For>
        </div>
        <FrontierGrid series={series()} />
      </div>
    </Entry>
  );
}

function ByHand(props: { readonly merged: Merged }): JSX.Element {
  const [taken, setTaken] = createSignal<Readonly<Record<string, string>>>({ who: "0", speed: "0" });
  const texts = createMemo(() =>
    Object.fromEntries(
      parts.map((part) => [part, props.merged.before.candidates[Number(taken()[part])]?.texts[part] ?? ""]),
    ),
  );
  const total = createMemo(() => scoreOn(texts()));
  return (
    <Entry title="Put one together" note="Take each part from whom you like.">
      <div class="split">
        <div class="stack">
          <For each={parts}>
            {(part) => (
              <div class="row">
                <b>{partNames[part]}</b>
                <Segmented
                  name={partNames[part] ?? part}
                  value={taken()[part] ?? "0"}
                  onChoose={(value) => setTaken({ ...taken(), [part]: value })}
                  options={[
                    { value: "0", label: "from c0, the seed" },
                    { value: "1", label: "from c1" },
                    { value: "2", label: "from c2" },
                  ]}
                />
              </div>
            )}
          </For>
        </div>
        <p aria-live="polite">
          <span class="huge">{formatPercent(total(), 0)}</span>{" "}
          <span class="soft">
            on the same {mergeRows.pareto.length} rows; a row counts half for each part
          </span>
        </p>
      </div>
    </Entry>
  );
}

function ByEngine(props: { readonly merged: Merged }): JSX.Element {
  return (
    <Entry title="What the engine did" note="With no request to the Reflection model.">
      <div class="stack-5">
        <ol class="stack words">
          <For each={mergeSteps(props.merged, Object.values(partNames))}>{(step) => <li>{step}</li>}</For>
        </ol>
        <figure>
          <figcaption>
            <b>How it went on</b>
            <span>
              a diamond is a merge; the search then repaired what neither half knew, and ended at{" "}
              {formatPercent(Math.max(...props.merged.end.candidates.map((one) => one.mean)), 0)}
            </span>
          </figcaption>
          <Lineage series={lineageSeries(props.merged.end)} />
        </figure>
        <p class="say">
          A merge helps where a program has several texts that can be good apart. Where there is one text only
          there is nothing to cross, and the engine leaves it.
        </p>
      </div>
    </Entry>
  );
}
