import type { MetricInput, MetricOptions, MetricOutcome } from "../../src/tasks/metrics/metric.ts";
import { metrics } from "../../src/tasks/metrics/registry.ts";
import { createQuickJsSandbox } from "../../src/tasks/sandbox/quickjs.ts";
import type { Example } from "../../src/tasks/task-spec.ts";

const sandbox = createQuickJsSandbox({ milliseconds: 500, memoryBytes: 16 * 1024 * 1024 });

export function exampleOf(
  expected: string | Readonly<Record<string, string>> = {},
  inputs: Readonly<Record<string, string>> = { text: "x" },
): Example {
  return { id: "row", inputs, expected: typeof expected === "string" ? { answer: expected } : expected };
}

export function inputOf(output: string, example: Example, more: Partial<MetricInput> = {}): MetricInput {
  const complete = () => Promise.reject(new Error("no model was expected to be asked"));
  return { example, output, trajectory: [], complete, sandbox, ...more };
}

export async function judgeBy(
  kind: string,
  output: string,
  example: Example,
  options: MetricOptions = {},
  more: Partial<MetricInput> = {},
): Promise<MetricOutcome> {
  const metric = metrics[kind];
  if (metric === undefined) throw new Error(`no metric ${kind}`);
  return metric.judge(inputOf(output, example, more), options);
}
