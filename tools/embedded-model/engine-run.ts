import { bestCandidate, optimize, type EnginePorts } from "../../src/engine/index.ts";
import type { ReflectionAnswer, ReflectionRequest } from "../../src/engine/ports.ts";
import type {
  Completion,
  CompletionOutcome,
  CompletionRequest,
  ModelFailure,
} from "../../src/models/language-model.ts";
import { routingRun } from "../../src/setup/race/routing-run.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { coachReflect } from "../../src/tasks/coach/coach.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import type { Rollout, Task } from "../../src/tasks/task.ts";
import type { BrowserStudent } from "./browser-student.ts";

/** What a search ended with. */
export interface EngineRun {
  readonly instruction: string;
  readonly metricCalls: number;
  readonly reflections: number;
  /** Shares of the sealed test rows that the seed prompt and the best candidate get right. */
  readonly seedScore: number;
  readonly testScore: number;
}

export type Reflector = (request: ReflectionRequest, seed: number) => Promise<ReflectionAnswer>;

/** The Student, however it is reached. */
type Ask = (request: CompletionRequest) => Promise<CompletionOutcome>;

/** For machines too slow for the whole of it. */
interface Limits {
  readonly requests?: number;
  readonly testRows?: number;
}

/** The coach as Reflection: a program, no model. */
export const coachReflector: Reflector = async (
  { component, currentText, records, attempt, prompt },
  seed,
) => {
  const { text } = coachReflect({ component, currentText, records, attempt, prompt, seed });
  return { kind: "answered", text, finishReason: "stop" };
};

/** The search that the studio's first page makes, with the same spec and rows, without storage. */
export async function engineRun(
  policySeed: number,
  ask: Ask,
  reflect: Reflector,
  { requests, testRows }: Limits = {},
): Promise<EngineRun> {
  const usual = await routingRun({ id: `table-${policySeed}`, policySeed, seed: 1, testRows });
  const run =
    requests === undefined
      ? usual
      : { ...usual, engine: { ...usual.engine, budget: { ...usual.engine.budget, requests } } };
  if (run.task.source.kind !== "generated") throw new Error("the routing task lost its generator");
  const task = buildTask(run.task, generatedRows(run.task.source));
  const ports: EnginePorts = {
    stop: { aborted: false },
    evaluate: makeEvaluate(task, ask),
    reflect: (request) => reflect(request, run.engine.seed + request.callIndex),
  };
  const search = optimize(run.engine, ports);
  let step = await search.next();
  while (step.done !== true) step = await search.next();
  const best = bestCandidate(step.value);
  if (best === null) throw new Error(`the search of policy ${policySeed} ended without a candidate`);
  return {
    instruction: best.texts["instruction"] ?? "",
    metricCalls: step.value.spent.metricCalls,
    reflections: step.value.spent.reflectionCalls,
    seedScore: await testScore(task, ask, run.task.seedCandidate),
    testScore: await testScore(task, ask, best.texts),
  };
}

/** A question to a model in the browser, answered as the model port answers. */
export async function askOne(
  student: BrowserStudent,
  request: CompletionRequest,
): Promise<Completion | ModelFailure> {
  const said = (role: string) => request.messages.find((message) => message.role === role)?.content ?? "";
  const [reply] = await student.ask(said("system"), [said("user")]);
  if (reply === undefined) throw new Error("the model gave no answer");
  const usage = { promptTokens: reply.promptTokens, completionTokens: reply.decodedTokens };
  return { kind: "completed", text: reply.text, finishReason: "stop", usage, latencyMs: reply.elapsedMs };
}

function makeEvaluate(task: Task, ask: Ask): EnginePorts["evaluate"] {
  const stored = new Map<number, Rollout>();
  return async (calls) => {
    const outcomes = [];
    for (const { callIndex, candidate, split, example } of calls) {
      const row = task.examples(split)[example];
      if (row === undefined) throw new Error(`no row ${example} in ${split}`);
      const rollout =
        stored.get(callIndex) ?? (await task.run(candidate, row, (_role, request) => ask(request)));
      if (rollout.kind === "failed") throw new Error(rollout.failure.message);
      stored.set(callIndex, rollout);
      const records = Object.fromEntries(
        task.components.map((name) => [name, task.record(name, row, rollout)]),
      );
      const { score } = rollout.judgement;
      outcomes.push({ kind: "scored" as const, callIndex, score, output: rollout.output, records });
    }
    return outcomes;
  };
}

async function testScore(task: Task, ask: Ask, texts: Readonly<Record<string, string>>): Promise<number> {
  const rows = task.examples("test");
  let sum = 0;
  for (const row of rows) {
    const rollout = await task.run(texts, row, (_role, request) => ask(request));
    if (rollout.kind === "scored") sum += rollout.judgement.score;
  }
  return sum / rows.length;
}
