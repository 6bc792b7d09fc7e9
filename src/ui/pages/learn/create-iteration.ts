import { type Accessor, createSignal, onMount } from "solid-js";

import {
  type CandidateAdded,
  type ChildrenJudged,
  type JournalEvent,
  type ParentsEvaluated,
  type ParentsSelected,
  type Reflected,
  type ReflectionAnswer,
  type ReflectionRequest,
  type RunState,
  studioSpec,
} from "../../../engine/index.ts";
import { coachAnswer, createLesson, type Lesson, runUntil } from "../../../lessons/lesson.ts";
import { forgetfulStudent } from "../../../lessons/literal-student.ts";
import { shopRows, shopTask } from "../../../lessons/shop.ts";

/** Iterations made before the reader takes over: enough for a frontier worth drawing from. */
const iterationsBefore = 8;

/** What has happened in the iteration under the reader's hands, step by step. */
export interface IterationSteps {
  readonly before: RunState;
  readonly selected?: ParentsSelected;
  readonly evaluated?: ParentsEvaluated;
  /** The letter that waits for an answer. */
  readonly letter?: ReflectionRequest;
  readonly reflected?: Reflected;
  readonly judged?: ChildrenJudged;
  readonly added?: CandidateAdded;
  /** The state after the last of these. */
  readonly after: RunState;
  readonly isOver: boolean;
}

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

const share = 0.15;

/** The real engine, stopped before its ninth iteration; its Reflection model is whoever the reader chooses. */
export function createIteration(): Iteration {
  const [steps, setSteps] = createSignal<IterationSteps>();
  let isReaderAsked = false;
  let give: ((answer: ReflectionAnswer) => void) | undefined;
  const coach = (request: ReflectionRequest): ReflectionAnswer => ({
    kind: "answered",
    text: coachAnswer(request),
    finishReason: "stop",
  });
  const { feedback, pareto } = shopRows;
  const lesson = createLesson({
    task: shopTask,
    rows: shopRows,
    student: forgetfulStudent(share),
    spec: studioSpec({
      seed: 8,
      seedCandidates: [shopTask.seedCandidate],
      splits: { feedback: feedback.length, pareto: pareto.length, test: 0, paretoIsFeedback: false },
      minibatch: { size: 3, failureAware: false },
      budget: { metricCalls: 2000, reflectionCalls: 60, policy: "reserve" },
      idleEpochs: null,
    }),
    reflect: (request) => {
      if (!isReaderAsked) return Promise.resolve(coach(request));
      setSteps((now) => (now === undefined ? now : { ...now, letter: request }));
      return new Promise((resolve) => {
        give = resolve;
      });
    },
  });
  const begin = (): void => {
    setSteps({ before: lesson.state(), after: lesson.state(), isOver: false });
  };
  onMount(async () => {
    await runUntil(lesson, (state) => state.iteration === iterationsBefore && state.phase.at === "between");
    isReaderAsked = true;
    begin();
  });
  const take = (event: JournalEvent | undefined): void => {
    const after = lesson.state();
    setSteps((now) => {
      if (now === undefined) return now;
      const base = { ...now, after, isOver: event === undefined || after.phase.at === "between" };
      switch (event?.type) {
        case "parents-selected":
          return { ...base, selected: event };
        case "parents-evaluated":
          return { ...base, evaluated: event };
        case "reflected":
          return { ...base, reflected: event };
        case "children-judged":
          return { ...base, judged: event };
        case "candidate-added":
          return { ...base, added: event };
        default:
          return base;
      }
    });
  };
  return {
    steps,
    lesson,
    next: async () => take(await lesson.step()),
    answer: (own) => {
      const request = steps()?.letter;
      if (request === undefined || give === undefined) return;
      give(own === undefined ? coach(request) : { kind: "proposed", text: own });
      give = undefined;
    },
    again: begin,
  };
}
