import * as v from "valibot";

import type { BundleTable } from "./bundle-format.ts";
import { count, task, text, texts } from "./task-shape.ts";

const moment = v.pipe(v.number(), v.finite());
const address = v.pipe(
  text,
  v.check((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), "not a web address"),
);

/** A run page draws a cell per row: no run has more. */
const mostRows = 1_000_000;
const rowCount = v.pipe(count, v.maxValue(mostRows));
const splitSizes = v.looseObject({ feedback: rowCount, pareto: rowCount, test: rowCount });

const remote = v.looseObject({
  kind: v.literal("remote"),
  dialect: v.picklist(["openai-compatible", "anthropic", "gemini"]),
  provider: text,
  baseUrl: address,
  model: text,
  needsKey: v.boolean(),
});
const gguf = v.looseObject({
  kind: v.literal("gguf"),
  label: text,
  source: v.variant("kind", [
    v.looseObject({ kind: v.literal("stored-file"), names: v.array(text) }),
    v.looseObject({ kind: v.literal("url"), urls: v.array(address) }),
  ]),
});
const model = v.variant("kind", [
  remote,
  gguf,
  v.looseObject({ kind: v.literal("webllm"), modelId: text }),
  v.looseObject({ kind: v.literal("embedded") }),
  v.looseObject({ kind: v.literal("browser-model") }),
  v.looseObject({ kind: v.literal("coach") }),
  v.looseObject({ kind: v.literal("by-hand") }),
]);

const hash = v.pipe(text, v.regex(/^[0-9a-f]{64}$/));
const used = v.looseObject({
  identity: text,
  label: text,
  weightsSha256: v.optional(hash),
  weights: v.optional(v.array(v.looseObject({ name: text, bytes: count, sha256: hash }))),
});

const outcome = v.variant("kind", [
  v.looseObject({ kind: v.literal("scored"), score: v.pipe(v.number(), v.finite()) }),
  v.looseObject({ kind: v.literal("failed"), error: text, message: text }),
]);
const message = v.looseObject({ role: v.picklist(["system", "user", "assistant"]), content: text });
const step = v.looseObject({ module: text, component: text, messages: v.array(message), completion: text });
const answer = v.variant("kind", [
  v.looseObject({ kind: v.literal("answered"), text, finishReason: text }),
  v.looseObject({ kind: v.literal("waiting") }),
  v.looseObject({ kind: v.literal("failed"), error: text, message: text }),
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
  }),
  runs: v.looseObject({
    id: text,
    name: text,
    taskId: text,
    task,
    splits: v.looseObject({ feedback: v.array(text), pareto: v.array(text), test: v.array(text) }),
    engine: v.looseObject({ seed: v.number(), seedCandidates: v.array(texts), splits: splitSizes }),
    student: model,
    reflection: model,
    optimizer: text,
    finalTest: v.boolean(),
    concurrency: count,
    createdAt: moment,
    status: v.picklist(["requested", "running", "paused", "waiting", "finished"]),
    activeSeconds: moment,
    possiblyPaidTwice: count,
    check: v.optional(
      v.looseObject({
        of: text,
        kind: v.picklist(["fresh-rows", "other-model"]),
        candidates: v.array(v.looseObject({ index: count, hash: text, texts })),
      }),
    ),
    models: v.optional(v.looseObject({ student: v.optional(used), reflection: v.optional(used) })),
  }),
  marks: v.looseObject({ id: text, exampleId: text, at: moment }),
  examples: v.looseObject({ datasetId: text, position: count, id: text, inputs: texts, expected: texts }),
  events: v.looseObject({ runId: text, seq: count, at: moment, event: v.looseObject({ type: text }) }),
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
    usage: v.looseObject({}),
    latencyMs: moment,
    at: moment,
  }),
  trajectories: v.looseObject({ runId: text, callIndex: count, trajectory: v.array(step) }),
  reflections: v.looseObject({
    runId: text,
    callIndex: count,
    component: text,
    prompt: text,
    answer,
    by: text,
    usage: v.looseObject({}),
    latencyMs: moment,
    at: moment,
  }),
} satisfies Record<BundleTable, v.GenericSchema>;

/** What is wrong with a stranger's row, or undefined. */
export function problemOf(table: BundleTable, row: unknown): string | undefined {
  const parsed = v.safeParse(schemas[table], row);
  if (parsed.success) return undefined;
  const [issue] = parsed.issues;
  return `${v.getDotPath(issue) ?? "the row"}: ${issue.message}`;
}
