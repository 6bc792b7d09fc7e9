import { For, type JSX, Show, createMemo } from "solid-js";

import type { TrajectoryStep } from "../../../tasks/task.ts";
import { stepBars } from "../../../views/run/step-bars.ts";
import { latencyWords } from "../../../views/words/latency-words.ts";

/** Module calls of a rollout as bars in time, one after the other. Only where there are several. */
export function StepTimes(props: { readonly steps: readonly TrajectoryStep[] }): JSX.Element {
  const bars = createMemo(() => stepBars(props.steps));
  return (
    <Show when={props.steps.length > 1}>
      <ol class="times" aria-label={`Took ${latencyWords(bars().total)} in ${props.steps.length} requests`}>
        <For each={bars().bars}>
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
