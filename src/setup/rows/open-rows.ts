import type { ColumnRoles, ImportPreview, ReadOptions } from "../../protocol/import-worker.ts";
import { metrics } from "../../tasks/metrics/registry.ts";
import {
  type Draft,
  type DraftMetric,
  firstDraft,
  looksLikeLabels,
  suggestParetoRows,
} from "../draft/draft.ts";
import { judgeOfRemarks, newMetric } from "../draft/metric-list.ts";
import { previewColumn } from "../draft/preview-examples.ts";
import type { RowFiles } from "./row-files.ts";

/** Dates and numbers are seldom the answer that is looked for: a word is, or a letter by itself. */
const letters = /\p{L}{2}|^\s*\p{L}\s*$/u;

/** Where no name gave the right answer away: the last column of few different values that is not an input. */
function withLabelColumn(preview: ImportPreview): ColumnRoles {
  const { guessed, columns, rows } = preview;
  if (guessed.expected.length > 0) return guessed;
  const taken = new Set([
    ...guessed.inputs,
    guessed.group,
    guessed.split,
    guessed.rating,
    guessed.critique,
    guessed.output,
  ]);
  const found = columns.findLast((column, at) => {
    const cells = rows.map((row) => row[at] ?? "");
    return (
      !taken.has(column) &&
      new Set(cells).size > 1 &&
      looksLikeLabels(cells) &&
      cells.some((cell) => letters.test(cell))
    );
  });
  return found === undefined ? guessed : { ...guessed, expected: [found] };
}

type OpenedRows = Partial<Draft> | { readonly problem: string };

/** A file of rows as part of a draft: roles, first prompt, metric and judging rows all guessed from its first rows. */
export async function openRows(
  files: RowFiles,
  draft: Draft,
  file: File,
  reading: ReadOptions,
): Promise<OpenedRows> {
  const preview = await files.preview(file, reading);
  if (preview.kind === "bad-import") return { problem: `${file.name}: ${preview.message}` };
  const roles = withLabelColumn(preview);
  const rows = { file, preview, roles, reading };
  const isUntouched = draft.seedPrompt === firstDraft.seedPrompt || draft.gallery !== undefined;
  return {
    task: "rows",
    name: file.name.replace(/\.[^.]+$/, ""),
    rows,
    division: { ...firstDraft.division },
    seedPrompt: isUntouched
      ? `Read the ${roles.inputs.join(" and ")} and answer with the ${roles.expected[0] ?? "answer"} only.`
      : draft.seedPrompt,
    metrics: metricsFor({ ...draft, rows }, preview.suggestedMetric),
    paretoRows: suggestParetoRows(preview.rows.length),
  };
}

/** Other roles for the same file; the metric follows where the right answer became a label. */
export function withRoles(
  draft: Draft,
  rows: NonNullable<Draft["rows"]>,
  roles: ColumnRoles,
): Partial<Draft> {
  const { survey: _counted, ...kept } = rows;
  const next = { ...kept, roles };
  const isSame = roles.expected[0] === rows.roles.expected[0];
  return { rows: next, metrics: isSame ? draft.metrics : metricsFor({ ...draft, rows: next }, undefined) };
}

/** A user who chose several metrics, or one that is no plain comparison, keeps them. */
function metricsFor(draft: Draft, suggested: string | undefined): readonly DraftMetric[] {
  if (suggested !== undefined && metrics[suggested] !== undefined) return [newMetric(suggested)];
  const roles = draft.rows?.roles;
  const isJudged = roles?.rating !== undefined || roles?.critique !== undefined;
  if (isJudged && roles?.expected.length === 0) return [judgeOfRemarks()];
  const [only] = draft.metrics;
  if (draft.metrics.length !== 1 || only === undefined) return draft.metrics;
  const isLabel = looksLikeLabels(previewColumn(draft, draft.rows?.roles.expected[0]));
  if (isLabel) return only.kind === "label" ? draft.metrics : [newMetric("label")];
  // Free texts are seldom the same letter by letter, but a wrong guess here must not be kinder than the truth.
  return draft.metrics;
}
