import {
  type EngineSpec,
  type JournalEvent,
  applyEvent,
  initialState,
  optimize,
  type RunState,
  studioSpec,
} from "../../src/engine/index.ts";
import type {
  EnginePorts,
  EvaluationCall,
  EvaluationOutcome,
  ReflectionAnswer,
  ReflectionRequest,
} from "../../src/engine/ports.ts";
import { forgetfulStudent } from "../../src/lessons/literal-student.ts";
import type { EventRow, ReflectionRow, RolloutRow, RunRow, TrajectoryRow } from "../../src/storage/rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { coachLabel, coachReflect } from "../../src/tasks/coach/coach.ts";
import { generatedRows, splitIds } from "../../src/tasks/generated-rows.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { TaskSpec } from "../../src/tasks/task-spec.ts";
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
  for (const candidate of new Set([0, winner.index]))
    store(await testOf(recorder.ports, state, candidate, rows.test.length));
  const run = runRow(id, spec, rows, engine, recorder.now);
  return { run, events, state, ...recorder };
}

/** One candidate on the whole sealed test. */
async function testOf(
  ports: EnginePorts,
  state: RunState,
  candidate: number,
  count: number,
): Promise<JournalEvent> {
  const from = state.nextCallIndex;
  const calls = Array.from({ length: count }, (_, example) =>
    testCall(state, candidate, from + example, example),
  );
  const outcomes = await ports.evaluate(calls);
  return {
    type: "test-evaluated",
    candidate,
    calls: { from, count },
    rows: outcomes.flatMap((one, example) =>
      one.kind === "scored" ? [{ example, callIndex: one.callIndex, score: one.score }] : [],
    ),
  };
}

function runRow(
  id: string,
  spec: TaskSpec,
  rows: ReturnType<typeof generatedRows>,
  engine: EngineSpec,
  finishedAt: number,
): RunRow {
  return {
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
    finishedAt,
    activeSeconds: (finishedAt - startedAt) / 1000,
    possiblyPaidTwice: 0,
  };
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

/** What was asked and answered so far, and the made-up time it is. */
interface Recorder {
  now: number;
  readonly rollouts: RolloutRow[];
  readonly trajectories: TrajectoryRow[];
  readonly reflections: ReflectionRow[];
  readonly ports: EnginePorts;
}

function createRecorder(
  runId: string,
  task: Task,
  nature: { readonly clumsy: number; readonly lessons: number },
): Recorder {
  const student = forgetfulStudent(nature.clumsy);
  const known = new Map<number, EvaluationOutcome>();
  const recorder: Recorder = {
    now: startedAt,
    rollouts: [],
    trajectories: [],
    reflections: [],
    ports: {
      evaluate: async (calls) => {
        const answers: EvaluationOutcome[] = [];
        for (const call of calls) {
          const answer = known.get(call.callIndex) ?? (await rollOut(recorder, runId, task, student, call));
          known.set(call.callIndex, answer);
          answers.push(answer);
        }
        return answers;
      },
      reflect: async (request) => reflectOn(recorder, runId, nature.lessons, request),
      stop: { aborted: false },
    },
  };
  return recorder;
}

async function rollOut(
  recorder: Recorder,
  runId: string,
  task: Task,
  student: ReturnType<typeof forgetfulStudent>,
  call: EvaluationCall,
): Promise<EvaluationOutcome> {
  const { callIndex, candidateHash, split, purpose } = call;
  const example = task.examples(split)[call.example];
  if (example === undefined) throw new Error(`no row ${call.example} in ${split}`);
  const outcome = await task.run(call.candidate, example, student);
  if (outcome.kind === "failed") throw new Error(outcome.failure.message);
  recorder.now += callMs;
  const records = Object.fromEntries(
    task.components.map((name) => [name, task.record(name, example, outcome)]),
  );
  const { score, feedback } = outcome.judgement;
  const { output, trajectory } = outcome;
  recorder.rollouts.push({
    runId,
    callIndex,
    candidateHash,
    exampleId: example.id,
    split,
    purpose,
    outcome: { kind: "scored", score },
    output,
    feedback,
    usage: trajectory[0]?.usage ?? {},
    latencyMs: callMs,
    at: recorder.now,
  });
  recorder.trajectories.push({ runId, callIndex, trajectory, records });
  return { kind: "scored", callIndex, score, output, records: records as never };
}

function reflectOn(
  recorder: Recorder,
  runId: string,
  lessons: number,
  request: ReflectionRequest,
): ReflectionAnswer {
  const { component, currentText, attempt, callIndex, prompt } = request;
  const { text } = coachReflect({
    component,
    currentText,
    records: lessonsFirst(request.records, lessons) as never,
    attempt,
    seed: callIndex,
  });
  recorder.now += 100;
  recorder.reflections.push({
    runId,
    callIndex,
    component,
    prompt,
    answer: { kind: "answered", text, finishReason: "stop" },
    by: coachLabel,
    usage: {},
    latencyMs: 100,
    at: recorder.now,
  });
  return { kind: "answered", text, finishReason: "stop" };
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
