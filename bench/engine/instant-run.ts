import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import { optimize, referenceMerge } from "../../src/engine/index.ts";
import type { EngineSpec, EvaluationCall, JournalEvent, ReflectionRequest } from "../../src/engine/index.ts";
import type { GoldenTask } from "../../tools/golden/golden-format.ts";
import { setUp } from "../../tools/golden/golden-spec.ts";
import { evaluateCall, rewrite } from "../../tools/golden/golden-task.ts";
import { cpuMilliseconds } from "./table.ts";

const fixtures = new URL("../../tests/fixtures/golden/", import.meta.url);

export function goldenTasks(): Record<string, GoldenTask> {
  const bytes = gunzipSync(readFileSync(new URL("tasks.json.gz", fixtures)));
  return JSON.parse(bytes.toString("utf8")) as Record<string, GoldenTask>;
}

export interface InstantRun {
  readonly events: readonly JournalEvent[];
  readonly cpuMilliseconds: number;
  readonly iterations: number;
}

/** One run of a golden task with models that answer at once; `change` turns the reference's spec into another. */
export async function instantRun(
  name: string,
  metricCalls: number,
  change: (spec: EngineSpec) => EngineSpec = (spec) => spec,
): Promise<InstantRun> {
  const task = goldenTasks()[name]!;
  const setup = setUp(
    { task: name, use_merge: true, max_merge_invocations: 1000, max_metric_calls: metricCalls },
    task,
  );
  const spec = change({ ...setup.spec, merge: { ...referenceMerge, maxInvocations: 1000 } });
  const ports = {
    stop: { aborted: false },
    evaluate: (calls: readonly EvaluationCall[]) =>
      Promise.resolve(calls.map((call) => evaluateCall(setup, call, true))),
    reflect: (request: ReflectionRequest) => {
      const records = request.records.map((row) => row.record);
      return Promise.resolve({
        kind: "proposed" as const,
        text: rewrite(task, request.currentText, records),
      });
    },
  };
  const events: JournalEvent[] = [];
  const begun = cpuMilliseconds();
  for await (const event of optimize(spec, ports)) events.push(event);
  const iterations = events.filter(
    (event) => event.type === "parents-selected" || event.type === "merge-judged",
  ).length;
  return { events, cpuMilliseconds: cpuMilliseconds() - begun, iterations };
}
