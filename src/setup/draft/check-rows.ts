import { metrics } from "../../tasks/metrics/registry.ts";
import type { Example } from "../../tasks/task-spec.ts";
import type { Draft } from "./draft.ts";
import { previewedExamples } from "./preview-examples.ts";

/** Why one of the metrics could judge no answer to a row; undefined when all can. */
export function problemOfRow(draft: Draft, example: Example): string | undefined {
  for (const { kind, options } of draft.metrics) {
    const problem = metrics[kind]?.checkRow?.(example, options);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The first of the previewed rows that could not be judged, by its number. */
export function problemOfRows(draft: Draft): string | undefined {
  if (!draft.metrics.some(({ kind }) => metrics[kind]?.checkRow !== undefined)) return undefined;
  for (const { number, example } of previewedExamples(draft)) {
    const problem = problemOfRow(draft, example);
    if (problem !== undefined) return `Row ${number} could not be judged: ${problem}`;
  }
  return undefined;
}
