import { galleryLine, type RowSizes } from "../../tasks/gallery/entries.ts";
import { requestsByModel } from "../../tasks/requests-per-rollout.ts";
import { splitSizes } from "../../tasks/splits/split-sizes.ts";
import type { ModelRole } from "../../tasks/task-spec.ts";
import { seedsIn } from "../draft/advanced-options.ts";
import type { Draft } from "../draft/draft.ts";
import { concurrencyOf } from "../draft/engine-of-draft.ts";

/** Judging rows a rewrite is asked before it leads. */
const inheritRows = 10;

/** Rows that fall to each split, as far as the preview tells. */
export function sizesOf(draft: Draft): RowSizes {
  // Drafts from before it was kept know of the gallery's rows only.
  const saved = draft.savedRows ?? galleryLine(draft.gallery)?.sizes;
  if (draft.task === "saved" && saved !== undefined) return saved;
  if (draft.task !== "rows" || !draft.rows) return { feedback: 60, pareto: draft.paretoRows, test: 240 };
  const counted = draft.rows.survey?.division.counts;
  return counted ?? splitSizes(Math.max(draft.rows.preview.rows.length, 6), draft.paretoRows);
}

/** Rows the sealed test asks: all of them, of seed and winner. */
function testRolloutsOf(draft: Draft): number {
  return draft.options.finalTest ? sizesOf(draft).test * 2 : 0;
}

/** The most requests one row takes of each model. */
export function requestsPerRowOf(draft: Draft): Readonly<Record<ModelRole, number>> {
  if (draft.task === "routing") return { student: 1, reflection: 0 };
  // Drafts from before it was kept know only how many texts the task has.
  if (draft.task === "saved")
    return draft.savedRequests ?? { student: 1 + Object.keys(draft.laterTexts).length, reflection: 0 };
  const { program, metrics, options } = draft;
  return requestsByModel({ program, metrics, repeats: options.repeats });
}

/** What the budget is counted in: no model is asked anything where a text is judged by code alone. */
export function budgetUnitOf(draft: Draft): "request" | "rollout" {
  const { student, reflection } = requestsPerRowOf(draft);
  return student + reflection > 0 ? "request" : "rollout";
}

function mostPerRow(draft: Draft): number {
  const { student, reflection } = requestsPerRowOf(draft);
  return Math.max(1, student + reflection);
}

/** Rows the budget surely pays for, each at its dearest. */
export function rolloutsOf(draft: Draft): number {
  return Math.floor(draft.requests / mostPerRow(draft));
}

/** In the unit of the budget, at most. */
export function testRequestsOf(draft: Draft): number {
  return testRolloutsOf(draft) * mostPerRow(draft);
}

/** Rows answered in search and test. */
export function rowsAnsweredOf(draft: Draft): number {
  return rolloutsOf(draft) + testRolloutsOf(draft);
}

/** Kept rewrites there is room for: each takes its judging rows, and about four minibatches are tried for one. */
export function roomForRewrites(draft: Draft): number {
  const { pareto } = sizesOf(draft);
  const judged = draft.options.validation === "inherit" ? Math.min(inheritRows, pareto) : pareto;
  const seeds = 1 + seedsIn(draft.options.otherSeeds).length;
  return Math.max(
    0,
    Math.floor((rolloutsOf(draft) - seeds * pareto) / (judged + 4 * draft.options.minibatch)),
  );
}

/** Seconds for search and test at a measured pace. */
export function estimateSeconds(draft: Draft, msPerRow: number): number {
  return (rowsAnsweredOf(draft) * msPerRow) / 1000 / concurrencyOf(draft);
}

/** As far as the slider goes. */
export function mostRequests(draft: Draft): number {
  return 5000 * mostPerRow(draft);
}

/** What the number of the slider promises. */
export function budgetPromise(draft: Draft): string {
  const unit = budgetUnitOf(draft);
  if (draft.options.preset === "reference")
    return `Looked at between iterations only, as gepa does: the last one may go past it. The sealed test comes on top.`;
  const counted =
    unit === "request"
      ? "as the models' servers count them, with every repeat, judge and retry"
      : "each a text judged once";
  return `Never exceeded, not by one, ${counted}; the search may end before. The sealed test comes on top.`;
}
