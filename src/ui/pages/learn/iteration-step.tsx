import { type JSX, onMount, Show } from "solid-js";

import type { IterationSteps } from "../../../lessons/slow-iteration.ts";
import { Button } from "../../kit/button.tsx";
import { Entry } from "../../kit/entry.tsx";
import type { Iteration } from "./create-iteration.ts";

export interface StepProps {
  readonly steps: IterationSteps;
  readonly iteration: Iteration;
}

/** A step of the iteration: its number and name in the margin, words, and what can be seen and done. */
export function Step(props: {
  readonly number: number;
  readonly title: string;
  readonly words: JSX.Element;
  readonly children: JSX.Element;
}): JSX.Element {
  let section: HTMLElement | undefined;
  // What a press brings is brought into sight; the first step is where the reader starts.
  onMount(() => props.number > 1 && section?.scrollIntoView({ block: "nearest" }));
  return (
    <Entry
      step={props.number}
      title={props.title}
      id={`step-${props.number}`}
      live
      ref={(element) => (section = element)}
    >
      <div class="split split--fig">
        <div class="words">{props.words}</div>
        <div class="stack">{props.children}</div>
      </div>
    </Entry>
  );
}

/** The deed that makes the engine go on; gone once it has. */
export function Next(props: {
  readonly shown: boolean;
  readonly onClick: () => void;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <Show when={props.shown}>
      <p>
        <Button main onClick={props.onClick}>
          {props.children}
        </Button>
      </p>
    </Show>
  );
}
