import type { ColumnRoles, ReadOptions, SuggestedMetric } from "../../protocol/import-worker.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import { suggestMetrics } from "../../tasks/rows/suggest-metrics.ts";
import {
  type Draft,
  type DraftMetric,
  firstDraft,
  looksLikeLabels,
  suggestParetoRows,
} from "../draft/draft.ts";
import { judgeOfRemarks, newMetric } from "../draft/metric-list.ts";
import { formOfDraft, formSentence, withFormHeld } from "../draft/name-form.ts";
import { previewColumn } from "../draft/preview-examples.ts";
import type { RowFiles } from "./row-files.ts";

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
  const roles = preview.guessed;
  const rows = { file, preview, roles, reading };
  const isUntouched =
    draft.seedPrompt === firstDraft.seedPrompt ||
    draft.gallery !== undefined ||
    // The prompt of a kept task is that task's own.
    draft.task === "saved" ||
    (draft.rows !== undefined &&
      [promptFor(draft), draft.rows.preview.suggestedPrompt].includes(draft.seedPrompt));
  const opened = {
    task: "rows",
    name: file.name.replace(/(\.[^.]+?)(\.gz)?$/i, ""),
    rows,
    division: { ...firstDraft.division },
    metrics: metricsFor({ ...draft, rows }, preview.suggestedMetrics ?? []),
    paretoRows: suggestParetoRows(preview.rows.length),
    ...programFor({ ...draft, task: "rows", rows }),
  } as const;
  // A prompt that came with the rows belongs to them, whatever stood here for others; one written before any rows is kept.
  if (preview.suggestedPrompt !== undefined && (isUntouched || draft.rows !== undefined))
    return { ...opened, seedPrompt: preview.suggestedPrompt };
  return isUntouched ? { ...opened, seedPrompt: promptFor({ ...draft, ...opened }) } : opened;
}

/** A first prompt nobody wrote: what goes in, what is wanted, and of JSON its fields. */
function promptFor(draft: Draft): string {
  const { inputs, expected } = draft.rows?.roles ?? { inputs: [], expected: [] };
  const form = formOfDraft(draft);
  const read = `Read the ${inputs.join(" and ")}`;
  return form?.kind === "json"
    ? `${read}. ${formSentence(draft, form)}`
    : `${read} and answer with the ${expected[0] ?? "answer"} only.`;
}

/** The form of the answer follows the rows where it was drawn from rows, or nobody chose it. */
function programFor(draft: Draft): Pick<Draft, "program"> {
  const [only, ...others] = draft.program.modules;
  if (only === undefined || others.length > 0 || only.format === "label") return { program: draft.program };
  const text = { ...draft.program, modules: [{ ...only, format: "text", schema: "" } as const] };
  const form = formOfDraft(draft);
  return { program: text, ...(form?.kind === "json" ? withFormHeld(draft, form) : {}) };
}

/** Other roles for the same file; the metric follows where the right answer became another column. */
export function withRoles(
  draft: Draft,
  rows: NonNullable<Draft["rows"]>,
  roles: ColumnRoles,
): Partial<Draft> {
  const { survey: _counted, ...kept } = rows;
  const next = { ...kept, roles };
  if (roles.expected[0] === rows.roles.expected[0]) return { rows: next, metrics: draft.metrics };
  const suggested = suggestMetrics(rows.preview.columns, rows.preview.rows, roles);
  const changed = { ...draft, rows: next };
  const program = programFor(changed);
  return {
    rows: next,
    metrics: metricsFor(changed, suggested),
    ...program,
    ...(draft.seedPrompt === promptFor(draft) ? { seedPrompt: promptFor({ ...changed, ...program }) } : {}),
  };
}

/** A user who chose several metrics, or one that is no plain comparison, keeps them. */
function metricsFor(draft: Draft, suggested: readonly SuggestedMetric[]): readonly DraftMetric[] {
  const known = suggested.filter(({ kind }) => metricOf({ kind }) !== undefined);
  if (known.length > 0)
    return known.map(({ kind, options, weight, threshold }) => {
      const usual = newMetric(kind);
      return {
        ...usual,
        ...(weight === undefined ? {} : { weight }),
        ...(threshold === undefined ? {} : { threshold }),
        options: { ...usual.options, ...options },
      };
    });
  const roles = draft.rows?.roles;
  const isJudged = roles?.rating !== undefined || roles?.critique !== undefined;
  if (isJudged && roles?.expected.length === 0) return [judgeOfRemarks()];
  const [only] = draft.metrics;
  if (draft.metrics.length !== 1 || only === undefined) return draft.metrics;
  const isLabel = looksLikeLabels(previewColumn(draft, draft.rows?.roles.expected[0]));
  if (isLabel) return metricOf(only)?.isForLabels ? draft.metrics : [newMetric("label")];
  if (only.kind === "json-fields") return firstDraft.metrics;
  // Free texts are seldom the same letter by letter, but a wrong guess here must not be kinder than the truth.
  return draft.metrics;
}
