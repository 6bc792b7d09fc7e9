import {
  applyEvent,
  type Candidate,
  type EnginePorts,
  type EngineSpec,
  type EvaluationCall,
  type EvaluationOutcome,
  initialState,
  type JournalEvent,
  optimize,
  type ReflectionAnswer,
  type ReflectionRequest,
  type RunState,
} from "../engine/index.ts";
import { buildTask, type SplitRows } from "../tasks/build-task.ts";
import { coachReflect } from "../tasks/coach/coach.ts";
import type { Example, TaskSpec } from "../tasks/task-spec.ts";
import type { Complete } from "../tasks/task.ts";

/** What was answered on a row, kept for the scenes to show. */
export interface LessonAnswer {
  readonly example: Example;
  readonly output: string;
  readonly score: number;
  readonly feedback: string;
}

export interface LessonWorld {
  readonly task: TaskSpec;
  readonly rows: SplitRows;
  readonly student: Complete;
  readonly spec: EngineSpec;
  /** Scores a text on a row directly, for worlds whose program is more than one label; the task's metric otherwise. */
  readonly score?: (texts: Candidate, row: Example) => number;
  /** Rewrites of the seed that people bring along; each goes through the gate. */
  readonly enter?: readonly Candidate[];
  /** Who rewrites; the coach unless a scene or a reader takes its place. */
  readonly reflect?: (request: ReflectionRequest) => Promise<ReflectionAnswer>;
}

export interface Lesson {
  /** Makes the engine take one more step; undefined when the search is over. */
  readonly step: () => Promise<JournalEvent | undefined>;
  readonly state: () => RunState;
  readonly events: () => readonly JournalEvent[];
  /** The answer under a callIndex. */
  readonly answer: (callIndex: number) => LessonAnswer | undefined;
}

/** The coach as a reflector: it reads the records of the request and nothing else. */
export function coachAnswer(request: ReflectionRequest): string {
  return coachReflect({
    component: request.component,
    currentText: request.currentText,
    records: request.records.map(({ record, score }) => ({ record, score })),
    attempt: request.attempt,
    seed: request.callIndex,
  }).text;
}

const coach = (request: ReflectionRequest): Promise<ReflectionAnswer> =>
  Promise.resolve({ kind: "answered", text: coachAnswer(request), finishReason: "stop" });

/** The real engine on a small world in the page, one event at a time. */
export function createLesson(world: LessonWorld): Lesson {
  const task = buildTask(world.task, world.rows);
  const answers = new Map<number, LessonAnswer & { readonly outcome: EvaluationOutcome }>();
  const evaluateOne = async (call: EvaluationCall): Promise<EvaluationOutcome> => {
    const known = answers.get(call.callIndex);
    if (known !== undefined) return known.outcome;
    const example = task.examples(call.split)[call.example];
    if (example === undefined)
      return { kind: "failed", callIndex: call.callIndex, reason: `no row ${call.example}` };
    if (world.score !== undefined) {
      const score = world.score(call.candidate, example);
      const record = Object.fromEntries(
        task.components.map((name) => [name, { Inputs: example.inputs, Feedback: example.reason ?? "" }]),
      );
      const outcome: EvaluationOutcome = {
        kind: "scored",
        callIndex: call.callIndex,
        score,
        output: "",
        records: record,
      };
      answers.set(call.callIndex, { example, output: "", score, feedback: example.reason ?? "", outcome });
      return outcome;
    }
    const rollout = await task.run(call.candidate, example, world.student);
    if (rollout.kind === "failed")
      return { kind: "failed", callIndex: call.callIndex, reason: rollout.failure.message };
    const { score, feedback } = rollout.judgement;
    const records = Object.fromEntries(
      task.components.map((name) => [name, task.record(name, example, rollout)]),
    );
    const outcome: EvaluationOutcome = {
      kind: "scored",
      callIndex: call.callIndex,
      score,
      output: rollout.output,
      records,
    };
    answers.set(call.callIndex, { example, output: rollout.output, score, feedback, outcome });
    return outcome;
  };
  let brought = false;
  const ports: EnginePorts = {
    evaluate: (calls) => Promise.all(calls.map(evaluateOne)),
    reflect: world.reflect ?? coach,
    stop: { aborted: false },
    steering: () => {
      if (brought) return [];
      brought = true;
      return (world.enter ?? []).map((texts) => ({ kind: "enter-candidate", parent: 0, texts }));
    },
  };
  const events: JournalEvent[] = [];
  let state = initialState(world.spec);
  const search = optimize(world.spec, ports);
  return {
    step: async () => {
      const next = await search.next(state);
      if (next.done === true) return undefined;
      state = applyEvent(state, next.value);
      events.push(next.value);
      return next.value;
    },
    state: () => state,
    events: () => events,
    answer: (callIndex) => answers.get(callIndex),
  };
}

/** Steps until `isThere` holds or the search is over. */
export async function runUntil(
  lesson: Lesson,
  isThere: (state: RunState, event: JournalEvent) => boolean,
): Promise<void> {
  for (;;) {
    const event = await lesson.step();
    if (event === undefined || isThere(lesson.state(), event)) return;
  }
}

/** Tries a text on rows outside of any search: what the reader's own rewrites are measured with. */
export async function tryTexts(
  world: Pick<LessonWorld, "task" | "rows" | "student">,
  texts: Candidate,
  split: "feedback" | "pareto",
): Promise<readonly LessonAnswer[]> {
  const task = buildTask(world.task, world.rows);
  return Promise.all(
    task.examples(split).map(async (example): Promise<LessonAnswer> => {
      const rollout = await task.run(texts, example, world.student);
      if (rollout.kind === "failed")
        return { example, output: "", score: 0, feedback: rollout.failure.message };
      return {
        example,
        output: rollout.output,
        score: rollout.judgement.score,
        feedback: rollout.judgement.feedback,
      };
    }),
  );
}
