import {
  type EngineSpec,
  type JournalEvent,
  applyEvent,
  initialState,
  optimize,
  type RunState,
  studioSpec,
} from "../../src/engine/index.ts";
import type { EnginePorts, EvaluationCall } from "../../src/engine/ports.ts";
import { forgetfulStudent } from "../../src/lessons/literal-student.ts";
import type { EventRow, ReflectionRow, RolloutRow, RunRow, TrajectoryRow } from "../../src/storage/rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { coachLabel, coachReflect } from "../../src/tasks/coach/coach.ts";
import { generatedRows, splitIds } from "../../src/tasks/generated-rows.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { Task } from "../../src/tasks/task.ts";

/** A run made by the real engine, the real task and the real coach; the Student is a program that obeys to the letter. */
export interface ScriptedRun {
  readonly run: RunRow;
  readonly events: readonly EventRow[];
  readonly rollouts: readonly RolloutRow[];
  readonly trajectories: readonly TrajectoryRow[];
  readonly reflections: readonly ReflectionRow[];
  readonly state: RunState;
}

export interface ScriptedChoice {
  readonly id?: string;
  readonly policySeed?: number;
  readonly seed?: number;
  readonly sizes?: { readonly feedback: number; readonly pareto: number; readonly test: number };
  readonly budget?: number;
  readonly engine?: Partial<EngineSpec>;
  /** Share of answers the Student gets wrong whatever the prompt says, drawn by the message and the prompt. */
  readonly clumsy?: number;
  /** Failing records the coach is shown at a time: fewer, and the search takes more steps. */
  readonly lessons?: number;
}

const startedAt = Date.UTC(2026, 10, 23, 9, 40, 0);
/** A made-up clock: a call takes so long. Tests assert on it; nothing of it is shown as measured elsewhere. */
const callMs = 160;

export async function scriptedRun(choice: ScriptedChoice = {}): Promise<ScriptedRun> {
  const {
    id = "run-1",
    policySeed = 5,
    seed = 1,
    sizes = { feedback: 40, pareto: 30, test: 60 },
    budget = 500,
  } = choice;
  const spec = routingTask(policySeed, sizes);
  if (spec.source.kind !== "generated") throw new Error("the routing task is generated");
  const rows = generatedRows(spec.source);
  const task = buildTask(spec, rows);
  const engine = studioSpec({
    seed,
    seedCandidates: [spec.seedCandidate],
    splits: { ...sizes, paretoIsFeedback: false },
    minibatch: { size: 5, failureAware: true },
    budget: { metricCalls: budget, reflectionCalls: 40, policy: "reserve" },
    ...choice.engine,
  });
  const recorder = createRecorder(id, task, { clumsy: choice.clumsy ?? 0, lessons: choice.lessons ?? 99 });
  const events: EventRow[] = [];
  let state = initialState(engine);
  const store = (event: JournalEvent): void => {
    state = applyEvent(state, event);
    recorder.now += 40;
    events.push({ runId: id, seq: events.length, at: recorder.now, event });
  };
  for await (const event of optimize(engine, recorder.ports)) store(event);
  const winner = state.candidates.reduce((best, one) => (one.mean > best.mean ? one : best));
  for (const candidate of new Set([0, winner.index])) {
    const from = state.nextCallIndex;
    const calls = rows.test.map((_, example) => testCall(state, candidate, from + example, example));
    const outcomes = await recorder.ports.evaluate(calls);
    store({
      type: "test-evaluated",
      candidate,
      calls: { from, count: calls.length },
      rows: outcomes.flatMap((one, example) =>
        one.kind === "scored" ? [{ example, callIndex: one.callIndex, score: one.score }] : [],
      ),
    });
  }
  const run: RunRow = {
    id,
    number: 12,
    name: spec.name,
    taskId: spec.id,
    task: spec,
    splits: splitIds(rows),
    engine,
    student: { kind: "embedded" },
    reflection: { kind: "coach" },
    optimizer: "gepa",
    finalTest: true,
    concurrency: 1,
    createdAt: startedAt,
    status: "finished",
    wish: "run",
    startedAt,
    finishedAt: recorder.now,
    activeSeconds: (recorder.now - startedAt) / 1000,
    possiblyPaidTwice: 0,
  };
  return { run, events, state, ...recorder };
}

/** The passed records and at most so many of the failed ones. */
function lessonsFirst(
  records: readonly { readonly score: number; readonly record: unknown }[],
  lessons: number,
): unknown[] {
  const failed = records.filter((row) => row.score < 1).slice(0, lessons);
  return [...failed, ...records.filter((row) => row.score >= 1)].map(({ score, record }) => ({
    score,
    record,
  }));
}

function testCall(state: RunState, candidate: number, callIndex: number, example: number): EvaluationCall {
  const entry = state.candidates[candidate];
  if (entry === undefined) throw new Error(`no candidate ${candidate}`);
  return {
    callIndex,
    purpose: "test",
    candidate: entry.texts,
    candidateHash: entry.hash,
    split: "test",
    example,
    captureTrace: false,
    stored: false,
  };
}

function createRecorder(
  runId: string,
  task: Task,
  nature: { readonly clumsy: number; readonly lessons: number },
) {
  const student = forgetfulStudent(nature.clumsy);
  const rollouts: RolloutRow[] = [];
  const trajectories: TrajectoryRow[] = [];
  const reflections: ReflectionRow[] = [];
  const recorder = {
    now: startedAt,
    rollouts,
    trajectories,
    reflections,
    ports: undefined as unknown as EnginePorts,
  };
  const known = new Map<number, Awaited<ReturnType<EnginePorts["evaluate"]>>[number]>();
  const evaluateOne = async (call: EvaluationCall) => {
    const before = known.get(call.callIndex);
    if (before !== undefined) return before;
    const example = task.examples(call.split)[call.example];
    if (example === undefined) throw new Error(`no row ${call.example} in ${call.split}`);
    const outcome = await task.run(call.candidate, example, student);
    if (outcome.kind === "failed") throw new Error(outcome.failure.message);
    recorder.now += callMs;
    const records = Object.fromEntries(
      task.components.map((name) => [name, task.record(name, example, outcome)]),
    );
    rollouts.push({
      runId,
      callIndex: call.callIndex,
      candidateHash: call.candidateHash,
      exampleId: example.id,
      split: call.split,
      purpose: call.purpose,
      outcome: { kind: "scored", score: outcome.judgement.score },
      output: outcome.output,
      feedback: outcome.judgement.feedback,
      usage: outcome.trajectory[0]?.usage ?? {},
      latencyMs: callMs,
      at: recorder.now,
    });
    trajectories.push({ runId, callIndex: call.callIndex, trajectory: outcome.trajectory, records });
    const answer = {
      kind: "scored" as const,
      callIndex: call.callIndex,
      score: outcome.judgement.score,
      output: outcome.output,
      records: records as never,
    };
    known.set(call.callIndex, answer);
    return answer;
  };
  recorder.ports = {
    evaluate: async (calls) => {
      const answers = [];
      for (const call of calls) answers.push(await evaluateOne(call));
      return answers;
    },
    reflect: (request) => {
      const answer = coachReflect({
        component: request.component,
        currentText: request.currentText,
        records: lessonsFirst(request.records, nature.lessons) as never,
        attempt: request.attempt,
        seed: request.callIndex,
      });
      recorder.now += 100;
      reflections.push({
        runId,
        callIndex: request.callIndex,
        component: request.component,
        prompt: request.prompt,
        answer: { kind: "answered", text: answer.text, finishReason: "stop" },
        by: coachLabel,
        usage: {},
        latencyMs: 100,
        at: recorder.now,
      });
      return Promise.resolve({ kind: "answered", text: answer.text, finishReason: "stop" });
    },
    stop: { aborted: false },
  };
  return recorder;
}

/** Puts a run into the database as the worker would have left it; `upTo` events only, for a run under way. */
export async function storeRun(
  db: StudioDatabase,
  made: ScriptedRun,
  changes: Partial<RunRow> = {},
  upTo = Infinity,
): Promise<void> {
  await db.transaction("rw", [db.runs, db.events, db.rollouts, db.trajectories, db.reflections], async () => {
    await db.runs.put({ ...made.run, ...changes });
    await db.events.bulkPut(made.events.slice(0, upTo));
    await db.rollouts.bulkPut([...made.rollouts]);
    await db.trajectories.bulkPut([...made.trajectories]);
    await db.reflections.bulkPut([...made.reflections]);
  });
}
