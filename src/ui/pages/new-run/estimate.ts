import { gallery } from "../../../tasks/gallery/catalogue.ts";
import { type Draft, splitSizes } from "./draft.ts";
import { concurrencyOf } from "./engine-of-draft.ts";

/** Rows that fall to each split, as far as the preview tells. */
export function sizesOf(draft: Draft): {
  readonly feedback: number;
  readonly pareto: number;
  readonly test: number;
} {
  const example = draft.task === "saved" ? gallery.find((one) => one.generator === draft.gallery) : undefined;
  if (example) return example.sizes;
  if (draft.task !== "rows" || !draft.rows) return { feedback: 60, pareto: draft.paretoRows, test: 240 };
  return splitSizes(Math.max(draft.rows.preview.rows.length, 6), draft.paretoRows);
}

/** Calls for the sealed test: seed and winner on every row. */
export function testCallsOf(draft: Draft): number {
  return draft.options.finalTest ? sizesOf(draft).test * 2 : 0;
}

/** Seconds for search and test at a measured pace. */
export function estimateSeconds(draft: Draft, msPerCall: number): number {
  return ((draft.metricCalls + testCallsOf(draft)) * msPerCall) / 1000 / concurrencyOf(draft);
}
