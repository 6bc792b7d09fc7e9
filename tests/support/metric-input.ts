import type { MetricInput, MetricOptions, MetricOutcome } from "../../src/tasks/metrics/metric.ts";
import { metrics } from "../../src/tasks/metrics/registry.ts";
import type { Example } from "../../src/tasks/task-spec.ts";

export function exampleOf(
  expected: string | Readonly<Record<string, string>> = {},
  inputs: Readonly<Record<string, string>> = { text: "x" },
): Example {
  return { id: "row", inputs, expected: typeof expected === "string" ? { answer: expected } : expected };
}

export function inputOf(output: string, example: Example, more: Partial<MetricInput> = {}): MetricInput {
  const complete = () => Promise.reject(new Error("no model was expected to be asked"));
  return { example, output, trajectory: [], complete, ...more };
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
