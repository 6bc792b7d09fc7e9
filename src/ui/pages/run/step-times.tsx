import { For, type JSX, Show, createMemo } from "solid-js";

import type { TrajectoryStep } from "../../../tasks/task.ts";
import { latencyWords } from "../../../views/words/latency-words.ts";

/** Module calls of a rollout as bars in time, one after the other. Only where there are several. */
export function StepTimes(props: { readonly steps: readonly TrajectoryStep[] }): JSX.Element {
  const total = createMemo(() =>
    Math.max(
      1,
      props.steps.reduce((sum, step) => sum + step.latencyMs, 0),
    ),
  );
  const bars = createMemo(() => {
    let at = 0;
    return props.steps.map((step, index) => {
      const start = at;
      at += step.latencyMs;
      return {
        step,
        number: index + 1,
        left: (start / total()) * 100,
        width: (step.latencyMs / total()) * 100,
      };
    });
  });
  return (
    <Show when={props.steps.length > 1}>
      <ol class="times" aria-label={`Took ${latencyWords(total())} in ${props.steps.length} requests`}>
        <For each={bars()}>
          {(bar) => (
            <li
              classList={{ "is-fail": bar.step.error !== undefined }}
              style={{ "margin-left": `${bar.left}%`, width: `${Math.max(2, bar.width)}%` }}
            >
              <span>
                {bar.number} {bar.step.module}, {latencyWords(bar.step.latencyMs)}
              </span>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}
