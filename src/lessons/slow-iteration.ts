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
} from "../engine/index.ts";
import { coachAnswer, createLesson, type Lesson } from "./lesson.ts";
import { forgetfulStudent } from "./literal-student.ts";
import { shopRows, shopTask } from "./shop.ts";

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

/** Share of questions the Student loses its place on. */
const share = 0.15;

/** The shop's search on the real engine; its Reflection model is whoever answers the letters. */
export function slowLesson(reflect: (request: ReflectionRequest) => Promise<ReflectionAnswer>): Lesson {
  const { feedback, pareto } = shopRows;
  return createLesson({
    task: shopTask,
    rows: shopRows,
    student: forgetfulStudent(share),
    spec: studioSpec({
      // Draws under which the ninth iteration has a row to learn from and a rewrite that passes.
      seed: 28,
      seedCandidates: [shopTask.seedCandidate],
      splits: { feedback: feedback.length, pareto: pareto.length, test: 0, paretoIsFeedback: false },
      minibatch: { size: 3, failureAware: false },
      budget: { metricCalls: 2000, reflectionCalls: 60, policy: "reserve" },
      idleEpochs: null,
      // As the scene tells it: what passes the gate is tried on every judging row.
      validation: { kind: "full" },
    }),
    reflect,
  });
}

/** The Coach's answer to a letter. */
export function coached(request: ReflectionRequest): ReflectionAnswer {
  return { kind: "answered", text: coachAnswer(request), finishReason: "stop" };
}

/** The steps after one more event of the engine; undefined says that the search has ended. */
export function withEvent(
  steps: IterationSteps,
  event: JournalEvent | undefined,
  after: RunState,
): IterationSteps {
  const base = { ...steps, after, isOver: event === undefined || after.phase.at === "between" };
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
}
