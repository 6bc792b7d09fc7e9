import type { ColumnRoles } from "../../src/protocol/import-worker.ts";
import { problemOfRows } from "../../src/setup/draft/check-rows.ts";
import { type Draft, firstDraft } from "../../src/setup/draft/draft.ts";
import { problemOfMetrics } from "../../src/setup/draft/metric-list.ts";
import { rolesWithKept } from "../../src/setup/draft/preview-examples.ts";
import { openRows } from "../../src/setup/rows/open-rows.ts";
import type { RowFiles } from "../../src/setup/rows/row-files.ts";
import { importRows, previewRowsOf } from "../../src/tasks/rows/import-rows.ts";
import type { Example } from "../../src/tasks/task-spec.ts";

/** What New run makes of a file: its reading, its guesses, and the rows that a run would have. */
export interface MadeOfFile extends Record<string, unknown> {
  readonly kind: "file";
  readonly format: string;
  readonly columns: readonly string[];
  readonly roles: ColumnRoles;
  readonly metrics: readonly unknown[];
  readonly rows: number;
  readonly badRows: readonly { readonly number: number; readonly reason: string }[];
  readonly badRowCount: number;
  readonly remarks: readonly string[];
  readonly firstRows: readonly (readonly string[])[];
  /** The rows as they were read, by column; left out of the printed line. */
  readonly allRows: readonly Readonly<Record<string, string>>[];
  readonly examples: readonly Example[];
  readonly draft: Draft;
}

export interface RefusedFile extends Record<string, unknown> {
  readonly kind: "refused";
  readonly message: string;
}

const printedRows = 3;

/** Goes the way a file dropped on New run goes: preview, guesses, then every row. */
export async function tryFile(file: File): Promise<MadeOfFile | RefusedFile> {
  const opened = await openRows(filesHere, structuredClone(firstDraft), file, {});
  if ("problem" in opened) return { kind: "refused", message: opened.problem };
  const draft: Draft = { ...firstDraft, ...opened };
  const { rows } = draft;
  if (rows === undefined) throw new Error("a file was opened without rows");
  const { preview, reading } = rows;
  const roles = rolesWithKept(draft);
  const examples: Example[] = [];
  const source = { kind: "file", file, name: file.name } as const;
  const summary = await importRows(
    source,
    reading,
    roles,
    async (batch) => void examples.push(...batch),
    () => false,
  );
  if (summary.kind !== "imported")
    return { kind: "refused", message: summary.kind === "bad-import" ? summary.message : "cancelled" };
  const problem = problemOfMetrics(draft) ?? problemOfRows(draft);
  return {
    kind: "file",
    format: preview.format,
    ...(preview.sheet === undefined ? {} : { sheet: preview.sheet }),
    columns: preview.columns,
    roles: rows.roles,
    metrics: draft.metrics.map(({ kind, options }) => ({ kind, options })),
    ...(problem === undefined ? {} : { metricProblem: problem }),
    ...(preview.suggestedPrompt === undefined ? {} : { prompt: preview.suggestedPrompt }),
    rows: summary.rows,
    badRows: summary.badRows.slice(0, 5),
    badRowCount: summary.badRowCount,
    remarks: [...new Set([...preview.notes, ...summary.notes])],
    firstRows: preview.rows.slice(0, printedRows),
    allRows: await everyCell(file, preview.columns),
    examples,
    draft,
  };
}

/** Every cell of a file, whatever its columns are for. */
async function everyCell(
  file: File,
  columns: readonly string[],
): Promise<readonly Readonly<Record<string, string>>[]> {
  const found: Readonly<Record<string, string>>[] = [];
  await importRows(
    { kind: "file", file, name: file.name },
    {},
    { inputs: columns, expected: [] },
    async (batch) => void found.push(...batch.map(({ inputs }) => inputs)),
    () => false,
  );
  return found;
}

const filesHere: RowFiles = {
  preview: (file, reading = {}) => previewRowsOf({ kind: "file", file, name: file.name }, reading),
  take: () => Promise.reject(new Error("no rows are stored here")),
  split: () => Promise.reject(new Error("no rows are divided here")),
};
