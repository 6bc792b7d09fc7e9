import { type Accessor, createSignal, onMount } from "solid-js";

import type { ReflectionAnswer } from "../../../engine/index.ts";
import { type Lesson, runUntil } from "../../../lessons/lesson.ts";
import { coached, type IterationSteps, slowLesson, withEvent } from "../../../lessons/slow-iteration.ts";

/** Iterations made before the reader takes over: enough for a frontier worth drawing from. */
const iterationsBefore = 8;

export interface Iteration {
  readonly steps: Accessor<IterationSteps | undefined>;
  readonly lesson: Lesson;
  /** Makes the engine take its next step. */
  readonly next: () => Promise<void>;
  /** Answers the letter: with the Coach's words or the reader's own prompt. */
  readonly answer: (own?: string) => void;
  /** Starts the next iteration. */
  readonly again: () => void;
}

/** The real engine, stopped before its ninth iteration; its Reflection model is whoever the reader chooses. */
export function createIteration(): Iteration {
  const [steps, setSteps] = createSignal<IterationSteps>();
  let isReaderAsked = false;
  let give: ((answer: ReflectionAnswer) => void) | undefined;
  const lesson = slowLesson((request) => {
    if (!isReaderAsked) return Promise.resolve(coached(request));
    setSteps((now) => now && { ...now, letter: request });
    return new Promise((resolve) => {
      give = resolve;
    });
  });
  const begin = (): void => {
    setSteps({ before: lesson.state(), after: lesson.state(), isOver: false });
  };
  onMount(async () => {
    await runUntil(lesson, (state) => state.iteration === iterationsBefore && state.phase.at === "between");
    isReaderAsked = true;
    begin();
  });
  return {
    steps,
    lesson,
    next: async () => {
      const event = await lesson.step();
      setSteps((now) => now && withEvent(now, event, lesson.state()));
    },
    answer: (own) => {
      const request = steps()?.letter;
      if (request === undefined || give === undefined) return;
      give(own === undefined ? coached(request) : { kind: "proposed", text: own });
      give = undefined;
    },
    again: begin,
  };
}
