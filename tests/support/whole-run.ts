import { bestCandidate, optimize, studioSpec } from "../../src/engine/index.ts";
import type {
  CandidateEntry,
  EnginePorts,
  JournalEvent,
  RunState,
  StudioOptions,
} from "../../src/engine/index.ts";
import type { Completion, CompletionRequest } from "../../src/models/language-model.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { coachReflect } from "../../src/tasks/coach/coach.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import type { GeneratedSource, TaskSpec } from "../../src/tasks/task-spec.ts";
import type { ReflectiveRecord, Rollout, Task } from "../../src/tasks/task.ts";

export type ScriptedStudent = (request: CompletionRequest) => Completion;

export interface WholeRun {
  readonly state: RunState;
  readonly journal: readonly JournalEvent[];
  readonly best: CandidateEntry;
  readonly seedTestScore: number;
  readonly bestTestScore: number;
}

/** A whole search of the engine in Node: generated task, scripted Student, the real coach, no storage. */
export async function wholeRun(
  spec: TaskSpec,
  student: ScriptedStudent,
  options: Partial<StudioOptions> = {},
  told: (record: ReflectiveRecord) => ReflectiveRecord = (record) => record,
): Promise<WholeRun> {
  const rows = generatedRows(spec.source as GeneratedSource);
  const task = buildTask(spec, rows);
  const engine = studioSpec({
    seedCandidates: [spec.seedCandidate],
    splits: {
      feedback: rows.feedback.length,
      pareto: rows.pareto.length,
      test: rows.test.length,
      paretoIsFeedback: false,
    },
    budget: { metricCalls: 700, reflectionCalls: 40, policy: "reserve" },
    reuseParentRollouts: true,
    ...options,
  });
  const journal: JournalEvent[] = [];
  const search = optimize(engine, portsFor(task, student, told));
  for (;;) {
    const next = await search.next();
    if (next.done === true) return result(task, student, next.value, journal);
    journal.push(next.value);
  }
}

async function result(
  task: Task,
  student: ScriptedStudent,
  state: RunState,
  journal: readonly JournalEvent[],
): Promise<WholeRun> {
  const best = bestCandidate(state);
  const seed = state.candidates[0];
  if (best === null || seed === undefined) throw new Error("the run ended without a candidate");
  const bestTestScore = await testScore(task, student, best.texts);
  return { state, journal, best, seedTestScore: await testScore(task, student, seed.texts), bestTestScore };
}

function portsFor(
  task: Task,
  student: ScriptedStudent,
  told: (record: ReflectiveRecord) => ReflectiveRecord,
): EnginePorts {
  const stored = new Map<number, Rollout>();
  return {
    stop: { aborted: false },
    evaluate: async (calls) =>
      Promise.all(
        calls.map(async ({ callIndex, candidate, split, example }) => {
          const row = task.examples(split)[example];
          if (row === undefined) throw new Error(`no row ${example} in ${split}`);
          const rollout =
            stored.get(callIndex) ??
            (await task.run(candidate, row, async (_role, request) => student(request)));
          if (rollout.kind === "failed")
            return { kind: "failed", callIndex, reason: rollout.failure.message };
          stored.set(callIndex, rollout);
          const { score } = rollout.judgement;
          const records = Object.fromEntries(
            task.components.map((name) => [name, told(task.record(name, row, rollout))]),
          );
          return { kind: "scored", callIndex, score, output: rollout.output, records };
        }),
      ),
    reflect: async ({ component, currentText, records, attempt, callIndex, prompt }) => {
      const { text } = coachReflect({ component, currentText, records, attempt, prompt, seed: callIndex });
      return { kind: "answered", text, finishReason: "stop" };
    },
  };
}

async function testScore(
  task: Task,
  student: ScriptedStudent,
  texts: Readonly<Record<string, string>>,
): Promise<number> {
  const rows = task.examples("test");
  let sum = 0;
  for (const row of rows) {
    const rollout = await task.run(texts, row, async (_role, request) => student(request));
    if (rollout.kind === "scored") sum += rollout.judgement.score;
  }
  return sum / rows.length;
}
