import type {
  BadRowReport,
  ColumnRoles,
  ImportCancelled,
  ImportFailure,
  ImportPreview,
  ImportProgress,
  ImportSource,
  ImportSummary,
  ReadOptions,
} from "../../protocol/import-worker.ts";
import type { Example } from "../task-spec.ts";
import { guessRoles } from "./guess-roles.ts";
import { createExampleMaker } from "./make-example.ts";
import { type Columns, UnreadableFile } from "./read-item.ts";
import { openTable } from "./read-table.ts";

const previewRows = 200;
const batchRows = 2000;
const listedBadRows = 1000;

/** The first rows and what they seem to be; reads only as much of the file as it needs. */
export async function previewRowsOf(
  source: ImportSource,
  options: ReadOptions,
): Promise<ImportPreview | ImportFailure> {
  return refusing(async () => {
    const table = await openTable(source, options);
    let columns: readonly string[] = [];
    let known: Pick<Columns, "roles" | "metric"> = {};
    const rows: Readonly<Record<string, string>>[] = [];
    const badRows: BadRowReport[] = [];
    const notes: string[] = [];
    for await (const item of table.items) {
      if (item.kind === "columns") {
        columns = item.names;
        known = item;
      } else if (item.kind === "note") notes.push(item.text);
      else if (item.kind === "bad") badRows.push({ number: item.number, reason: item.reason });
      else rows.push(item.values);
      if (rows.length + badRows.length >= previewRows) break;
    }
    if (rows.length === 0) throw new UnreadableFile(nothingFound(badRows));
    const cells = rows.map((values) => columns.map((column) => values[column] ?? ""));
    const { roles, reasons } =
      known.roles === undefined ? guessRoles(columns, cells) : { roles: known.roles, reasons: [] };
    const { format, sheets } = table;
    return {
      kind: "preview",
      format,
      columns,
      rows: cells,
      badRows,
      notes,
      guessed: roles,
      reasons,
      ...(sheets === undefined ? {} : { sheets }),
      ...(known.metric === undefined ? {} : { suggestedMetric: known.metric }),
    };
  });
}

/** Reads the whole source and hands the examples over in batches, waiting for each to be taken. */
export async function importRows(
  source: ImportSource,
  options: ReadOptions,
  roles: ColumnRoles,
  onBatch: (rows: readonly Example[], progress: ImportProgress) => Promise<void>,
  isCancelled: () => boolean,
): Promise<ImportSummary | ImportFailure | ImportCancelled> {
  return refusing(async () => {
    if (roles.inputs.length === 0)
      throw new UnreadableFile("No input column was chosen. Nothing was imported.");
    const table = await openTable(source, options);
    const make = createExampleMaker(roles);
    const badRows: BadRowReport[] = [];
    const notes: string[] = [];
    let badRowCount = 0;
    let rows = 0;
    let batch: Example[] = [];
    const refuse = (number: number, reason: string) => {
      badRowCount += 1;
      if (badRows.length < listedBadRows) badRows.push({ number, reason });
    };
    const handOver = async () => {
      rows += batch.length;
      await onBatch(batch, {
        bytesRead: table.bytesRead(),
        totalBytes: table.totalBytes,
        rows,
        badRows: badRowCount,
      });
      batch = [];
    };
    for await (const item of table.items) {
      if (isCancelled()) return { kind: "cancelled" };
      if (item.kind === "note") notes.push(item.text);
      if (item.kind === "bad") refuse(item.number, item.reason);
      if (item.kind !== "row") continue;
      const made = make(item);
      if (made.kind === "bad") refuse(item.number, made.reason);
      else batch.push(made.example);
      if (batch.length >= batchRows) await handOver();
    }
    if (batch.length > 0) await handOver();
    if (rows === 0) throw new UnreadableFile(nothingFound(badRows));
    return { kind: "imported", rows, badRowCount, badRows, notes };
  });
}

function nothingFound(badRows: readonly BadRowReport[]): string {
  const [first] = badRows;
  if (first === undefined) return "No rows were found in it. Nothing was imported.";
  return `None of its rows could be used; row ${first.number}: ${first.reason} Nothing was imported.`;
}

async function refusing<Result>(read: () => Promise<Result>): Promise<Result | ImportFailure> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableFile) return { kind: "bad-import", message: error.message };
    if (error instanceof DOMException) {
      return {
        kind: "bad-import",
        message: `The file could not be read: ${error.message}. It may have been moved or changed; choose it again.`,
      };
    }
    throw error;
  }
}
