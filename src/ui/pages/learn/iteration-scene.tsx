import { type JSX, Show } from "solid-js";

import { Waiting } from "../../kit/progress-line.tsx";
import { createIteration } from "./create-iteration.ts";
import { AfterIt } from "./iteration-after.tsx";
import { DrawMinibatch, PickParent, RunAndRead } from "./iteration-draw.tsx";
import { Gate, Reflect, Rewrite } from "./iteration-rewrite.tsx";

/** Scene 3: the engine's own events, one at a time, with the reader as judge or as Reflection model. */
export function IterationScene(): JSX.Element {
  const iteration = createIteration();
  return (
    <Show when={iteration.steps()} fallback={<Waiting what="The engine makes its first eight iterations" />}>
      {(steps) => (
        <>
          <PickParent steps={steps()} iteration={iteration} />
          <Show when={steps().selected}>
            <DrawMinibatch steps={steps()} iteration={iteration} />
          </Show>
          <Show when={steps().evaluated}>
            <RunAndRead steps={steps()} iteration={iteration} />
          </Show>
          <Show when={steps().letter}>
            <Reflect steps={steps()} iteration={iteration} />
          </Show>
          <Show when={steps().reflected}>
            <Rewrite steps={steps()} iteration={iteration} />
          </Show>
          <Show when={steps().judged}>
            <Gate steps={steps()} iteration={iteration} />
          </Show>
          <Show when={steps().isOver}>
            <AfterIt steps={steps()} iteration={iteration} />
          </Show>
        </>
      )}
    </Show>
  );
}
