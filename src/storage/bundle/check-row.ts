import * as v from "valibot";

import { optimizers } from "../../rivals/optimizers.ts";
import type { BundleTable } from "./bundle-format.ts";
import { event } from "./event-shapes.ts";
import { model, used } from "./model-shape.ts";
import { count, finite, score, text, texts } from "./row-shapes.ts";
import { known, task } from "./task-shape.ts";

const moment = finite;
const money = v.pipe(finite, v.minValue(0));
/** A run page draws a cell per row: no run has more. */
const mostRows = 1_000_000;
const rowCount = v.pipe(count, v.maxValue(mostRows));
const splitSizes = v.looseObject({ feedback: rowCount, pareto: rowCount, test: rowCount });
const scores = v.record(text, finite);

const usage = v.looseObject({
  promptTokens: v.optional(count),
  cachedPromptTokens: v.optional(count),
  writtenPromptTokens: v.optional(count),
  completionTokens: v.optional(count),
  reasoningTokens: v.optional(count),
});
const outcome = v.variant("kind", [
  v.looseObject({ kind: v.literal("scored"), score, objectiveScores: v.optional(scores) }),
  v.looseObject({ kind: v.literal("failed"), error: text, message: text }),
]);
const message = v.looseObject({ role: v.picklist(["system", "user", "assistant"]), content: text });
const step = v.looseObject({
  module: text,
  component: text,
  messages: v.array(message),
  completion: text,
  usage: v.optional(usage),
  toolResults: v.optional(v.array(v.looseObject({ tool: text, input: text, output: text }))),
});
const answer = v.variant("kind", [
  v.looseObject({ kind: v.literal("answered"), text, finishReason: text }),
  v.looseObject({ kind: v.literal("waiting") }),
  v.looseObject({ kind: v.literal("failed"), error: text, message: text }),
]);

// A mean of nothing is no number, and JSON writes null for it.
const mean = v.nullish(score);
const roleUsage = v.looseObject({
  calls: count,
  promptTokens: count,
  cachedPromptTokens: count,
  completionTokens: count,
  seconds: finite,
  costUsd: money,
});
const summary = v.looseObject({
  seedScore: mean,
  bestScore: mean,
  metricCalls: count,
  requests: v.optional(count),
  reflectionCalls: count,
  iterations: count,
  stopReason: v.optional(text),
  seedTestScore: mean,
  bestTestScore: mean,
  usage: v.optional(v.looseObject({ student: roleUsage, reflection: roleUsage })),
});
const limits = v.looseObject({
  minutes: v.optional(money),
  tokens: v.optional(money),
  usd: v.optional(money),
});
const check = v.looseObject({
  of: text,
  kind: v.picklist(["fresh-rows", "other-model", "own-prompt"]),
  candidates: v.array(v.looseObject({ index: count, hash: text, texts })),
});

const undone = v.optional(v.literal(true));
const change = v.variant("kind", [
  v.looseObject({ kind: v.literal("fixed"), at: moment, undone, from: text, to: text }),
  v.looseObject({ kind: v.picklist(["left-out", "taken-in"]), at: moment, undone, rows: v.array(text) }),
  v.looseObject({
    kind: v.literal("moved"),
    at: moment,
    undone,
    rows: v.array(text),
    split: v.picklist(["feedback", "pareto", "test"]),
  }),
]);

/** What each table's rows must at least be for the rest of the app to read them; more is let through. */
const schemas = {
  tasks: v.looseObject({ id: text, name: text, createdAt: moment, updatedAt: moment, spec: task }),
  datasets: v.looseObject({
    id: text,
    name: text,
    createdAt: moment,
    columns: v.array(text),
    rowCount: count,
    sourceName: text,
    changes: v.optional(v.array(change)),
  }),
  runs: v.looseObject({
    id: text,
    number: v.optional(count),
    name: text,
    taskId: text,
    task,
    splits: v.looseObject({ feedback: v.array(text), pareto: v.array(text), test: v.array(text) }),
    engine: v.looseObject({ seed: finite, seedCandidates: v.array(texts), splits: splitSizes }),
    student: model,
    reflection: model,
    // A check searches nothing, and says so in this place.
    optimizer: known({ ...optimizers, check: true }, "optimizer"),
    finalTest: v.boolean(),
    concurrency: count,
    limits: v.optional(limits),
    createdAt: moment,
    startedAt: v.optional(moment),
    finishedAt: v.optional(moment),
    status: v.picklist(["requested", "running", "paused", "waiting", "finished"]),
    activeSeconds: finite,
    possiblyPaidTwice: count,
    branchedFrom: v.optional(v.looseObject({ runId: text, seq: v.pipe(v.number(), v.integer()) })),
    check: v.optional(check),
    models: v.optional(v.looseObject({ student: v.optional(used), reflection: v.optional(used) })),
    summary: v.optional(summary),
  }),
  marks: v.looseObject({
    id: text,
    exampleId: text,
    runId: v.optional(text),
    callIndex: v.optional(count),
    output: v.optional(text),
    thumb: v.optional(v.picklist(["up", "down"])),
    text: v.optional(text),
    at: moment,
  }),
  testOpenings: v.looseObject({
    id: text,
    runId: text,
    at: moment,
    rows: v.array(text),
    model: v.optional(text),
  }),
  examples: v.looseObject({
    datasetId: text,
    position: count,
    id: text,
    inputs: texts,
    expected: texts,
    reason: v.optional(text),
    note: v.optional(text),
    group: v.optional(text),
    split: v.optional(text),
    drafted: v.optional(text),
  }),
  events: v.looseObject({ runId: text, seq: count, at: moment, event }),
  rollouts: v.looseObject({
    runId: text,
    callIndex: count,
    candidateHash: text,
    exampleId: text,
    split: v.picklist(["feedback", "pareto", "test"]),
    purpose: text,
    outcome,
    output: text,
    feedback: text,
    usage,
    latencyMs: finite,
    costUsd: v.optional(money),
    at: moment,
  }),
  trajectories: v.looseObject({
    runId: text,
    callIndex: count,
    trajectory: v.array(step),
    componentFeedback: v.optional(texts),
    records: v.optional(v.record(text, v.record(text, v.unknown()))),
  }),
  reflections: v.looseObject({
    runId: text,
    callIndex: count,
    component: text,
    prompt: text,
    answer,
    by: text,
    usage,
    latencyMs: finite,
    costUsd: v.optional(money),
    at: moment,
  }),
} satisfies Record<BundleTable, v.GenericSchema>;

/** What a field should be, in the checker's own notation made readable. */
function wanted(expected: string): string {
  const named: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    boolean: "true or false",
    Array: "a list",
    Object: "a group of fields",
    ">=0": "0 or more",
  };
  return (
    named[expected] ?? expected.replaceAll(/[()]/g, "").replaceAll(" | ", " or ").replace("<=", "at most ")
  );
}

/** Longest piece of a stranger's value that is quoted back. */
const quoted = 60;

/** What is wrong with a stranger's row, named by its field; undefined where nothing is. */
export function problemOf(table: BundleTable, row: unknown): string | undefined {
  const parsed = v.safeParse(schemas[table], row, { abortEarly: true });
  if (parsed.success) return undefined;
  const [issue] = parsed.issues;
  const { expected, received } = issue;
  const path = v.getDotPath(issue);
  const field = path === null ? "the row" : `its field "${path}"`;
  const found = received.length > quoted ? `${received.slice(0, quoted)}…` : received;
  if (received === "undefined" && expected !== null)
    return `${field} is missing; it should be ${wanted(expected)}`;
  // Checks of our own say in words what is wrong.
  return expected === null || !issue.message.startsWith("Invalid ")
    ? `${field}: ${issue.message}`
    : `${field} is ${found}, and should be ${wanted(expected)}`;
}
