import type { ColumnRoles, ImportPreview } from "../../protocol/import-worker.ts";
import type { Passage } from "../../tasks/retrieval/search.ts";
import type { DocumentSource } from "../../tasks/task-spec.ts";
import type { Draft, DraftDocuments } from "../draft/draft.ts";
import type { RowFiles } from "./row-files.ts";

/** Opens a file of documents: a table with a passage a row, or running text in paragraphs. */
export async function openDocuments(
  files: RowFiles,
  file: File,
): Promise<DraftDocuments | { readonly problem: string }> {
  const first = await files.preview(file);
  // Running text is no table of lines: it is read again, in paragraphs.
  const reading =
    first.kind === "preview" && first.format === "lines" ? ({ format: "passages" } as const) : {};
  const preview = reading.format === undefined ? first : await files.preview(file, reading);
  if (preview.kind === "bad-import") return { problem: `${file.name}: ${preview.message}` };
  return { file, preview, reading, ...documentColumns(preview) };
}

/** Which column is read and which is its title, by name and by length. */
function documentColumns({
  columns,
  rows,
}: Pick<ImportPreview, "columns" | "rows">): Pick<DraftDocuments, "textColumn" | "titleColumn"> {
  const title = columns.find((column) => /^(title|name|heading|headline|topic|subject)$/i.test(column));
  const length = (column: string): number => {
    const at = columns.indexOf(column);
    return rows.reduce((sum, row) => sum + (row[at]?.length ?? 0), 0);
  };
  const text =
    columns.find((column) => /^(text|passage|content|body|document|article|paragraph)$/i.test(column)) ??
    columns.filter((column) => column !== title).toSorted((a, b) => length(b) - length(a))[0] ??
    columns[0] ??
    "";
  return { textColumn: text, ...(title === undefined || title === text ? {} : { titleColumn: title }) };
}

/** The title may be missing in a row, the text may not. */
export function documentRoles({ textColumn, titleColumn }: DraftDocuments): ColumnRoles {
  return {
    inputs: [textColumn],
    expected: [],
    ...(titleColumn === undefined ? {} : { kept: [titleColumn] }),
  };
}

export function documentSourceOf(documents: DraftDocuments, datasetId: string): DocumentSource {
  const { textColumn, titleColumn } = documents;
  return {
    kind: "dataset",
    datasetId,
    textColumn,
    ...(titleColumn === undefined ? {} : { titleColumn }),
  };
}

/** All passages, for a trial on this page; read once per file and choice of columns. */
export async function passagesOf(files: RowFiles, draft: Draft): Promise<readonly Passage[] | undefined> {
  const { documents } = draft;
  if (documents === undefined) return undefined;
  const { file, reading, textColumn, titleColumn } = documents;
  const key = `${textColumn}\n${titleColumn ?? ""}`;
  const known = remembered.get(file);
  if (known?.key === key) return known.passages;
  const passages: Passage[] = [];
  const outcome = await files.take(
    file,
    reading,
    documentRoles(documents),
    { paretoRows: 0, spec: { seed: 0 } },
    async (rows) => {
      for (const row of rows)
        passages.push({
          title: titleColumn === undefined ? "" : (row.expected[titleColumn] ?? ""),
          text: row.inputs[textColumn] ?? "",
        });
    },
  );
  if (outcome.kind === "bad-import") throw new Error(outcome.message);
  remembered.set(file, { key, passages });
  return passages;
}

const remembered = new WeakMap<File, { readonly key: string; readonly passages: readonly Passage[] }>();
