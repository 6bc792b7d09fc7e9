import { galleryLine } from "../../tasks/gallery/entries.ts";
import { modelAsked } from "../../tasks/metrics/registry.ts";
import { splitSizes } from "../../tasks/splits/split-sizes.ts";
import type { ModelRole } from "../../tasks/task-spec.ts";
import type { Draft } from "../draft/draft.ts";
import { concurrencyOf } from "../draft/engine-of-draft.ts";

/** Rows that fall to each split, as far as the preview tells. */
export function sizesOf(draft: Draft): {
  readonly feedback: number;
  readonly pareto: number;
  readonly test: number;
} {
  const example = draft.task === "saved" ? galleryLine(draft.gallery) : undefined;
  if (example) return example.sizes;
  if (draft.task !== "rows" || !draft.rows) return { feedback: 60, pareto: draft.paretoRows, test: 240 };
  const counted = draft.rows.survey?.division.counts;
  return counted ?? splitSizes(Math.max(draft.rows.preview.rows.length, 6), draft.paretoRows);
}

/** Calls for the sealed test: seed and winner on every row. */
export function testCallsOf(draft: Draft): number {
  return draft.options.finalTest ? sizesOf(draft).test * 2 : 0;
}

/**
 * Calls to each model that one row takes at most: every prompt of the program, every judge, each as often as a row is
 * answered. A branch takes fewer.
 */
export function callsPerRowOf(draft: Draft): { readonly student: number; readonly reflection: number } {
  if (draft.task !== "rows")
    return { student: draft.task === "saved" ? 1 + Object.keys(draft.laterTexts).length : 1, reflection: 0 };
  const judges = draft.metrics.map(modelAsked);
  const roles = [...draft.program.modules.map((module) => module.role), ...judges];
  const repeats = Math.max(1, draft.options.repeats);
  const count = (role: ModelRole): number => roles.filter((one) => one === role).length * repeats;
  return { student: count("student"), reflection: count("reflection") };
}

/** Seconds for search and test at a measured pace. */
export function estimateSeconds(draft: Draft, msPerCall: number): number {
  return ((draft.metricCalls + testCallsOf(draft)) * msPerCall) / 1000 / concurrencyOf(draft);
}
