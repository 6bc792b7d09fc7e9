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
  SuggestedMetric,
} from "../../protocol/import-worker.ts";
import type { Example } from "../task-spec.ts";
import { systemNames } from "./column-names.ts";
import { type GuessedRoles, guessRoles } from "./guess-roles.ts";
import { createLabelTwins } from "./label-twins.ts";
import { createExampleMaker } from "./make-example.ts";
import type { OpenTable } from "./open-table.ts";
import { type Columns, type Hints, UnreadableFile } from "./read-item.ts";
import { openTable } from "./read-table.ts";
import { suggestMetrics } from "./suggest-metrics.ts";

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
    const read = await readStart(table);
    const { columns, badRows } = read;
    if (read.rows.length === 0) throw new UnreadableFile(nothingFound(badRows));
    const cells = read.rows.map((values) => columns.map((column) => values[column] ?? ""));
    const { roles, reasons } = rolesOf(columns, cells, read.named);
    const suggested = read.metrics.length > 0 ? read.metrics : suggestMetrics(columns, cells, roles);
    const twins = createLabelTwins();
    for (const row of cells)
      for (const column of roles.expected) twins.add(row[columns.indexOf(column)] ?? "");
    const note = twins.note();
    const prompt = read.prompt ?? commonSystem(columns, cells);
    return {
      kind: "preview",
      format: table.format,
      columns,
      rows: cells,
      badRows,
      notes: note === undefined ? read.notes : [...read.notes, note],
      guessed: roles,
      reasons,
      ...(table.sheets === undefined ? {} : { sheets: table.sheets }),
      ...(table.encoding === undefined ? {} : { encoding: table.encoding }),
      ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
      ...(read.named.headerRow === undefined ? {} : { headerRow: read.named.headerRow }),
      ...(read.named.delimiter === undefined ? {} : { delimiter: read.named.delimiter }),
      ...(suggested.length === 0 ? {} : { suggestedMetrics: suggested }),
      ...(prompt === undefined ? {} : { suggestedPrompt: prompt }),
    };
  });
}

/** What every row's model was told before its question: the prompt to start from. */
function commonSystem(columns: readonly string[], cells: readonly (readonly string[])[]): string | undefined {
  const at = columns.findIndex((column) => systemNames.test(column.trim()));
  const texts = new Set(cells.map((row) => (row[at] ?? "").trim()));
  const [only] = texts;
  return at >= 0 && texts.size === 1 && only !== "" ? only : undefined;
}

interface FileStart {
  readonly columns: readonly string[];
  readonly named: Omit<Columns, "kind" | "names"> & { readonly expected?: string };
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly badRows: readonly BadRowReport[];
  readonly notes: readonly string[];
  readonly metrics: readonly SuggestedMetric[];
  readonly prompt?: string;
}

async function readStart(table: OpenTable): Promise<FileStart> {
  let columns: Omit<Columns, "kind"> = { names: [] };
  let hints: Hints = {};
  const rows: Readonly<Record<string, string>>[] = [];
  const badRows: BadRowReport[] = [];
  const notes: string[] = [];
  for await (const item of table.items) {
    if (item.kind === "columns") columns = item;
    else if (item.kind === "hints") hints = item;
    else if (item.kind === "note") notes.push(item.text);
    else if (item.kind === "bad") badRows.push({ number: item.number, reason: item.reason });
    else rows.push(item.values);
    if (rows.length + badRows.length >= previewRows) break;
  }
  return {
    columns: columns.names,
    named: { ...columns, ...(hints.expected === undefined ? {} : { expected: hints.expected }) },
    rows,
    badRows,
    notes,
    metrics: [...(hints.metrics ?? []), ...(columns.metrics ?? [])],
    ...(hints.prompt === undefined ? {} : { prompt: hints.prompt }),
  };
}

/** What the file's kind says of its columns; what it leaves open is guessed from the names of those without a role. */
function rolesOf(
  columns: readonly string[],
  cells: readonly (readonly string[])[],
  { roles, expected }: FileStart["named"],
): GuessedRoles {
  const isKnown = (roles?.inputs.length ?? 0) > 0;
  if (roles !== undefined && isKnown && (roles.expected.length > 0 || roles.output === undefined))
    return { roles, reasons: [] };
  const taken = new Set(Object.values(roles ?? {}).flat());
  const free = columns.filter((column) => !taken.has(column) && column !== expected);
  const guess = guessRoles(
    free,
    cells.map((row) => free.map((column) => row[columns.indexOf(column)] ?? "")),
  );
  const known = expected !== undefined && columns.includes(expected) ? [expected] : undefined;
  if (roles === undefined && known === undefined) return guess;
  const wanted = known ?? (roles?.expected.length === 0 ? guess.roles.expected : (roles?.expected ?? []));
  return {
    roles: {
      ...guess.roles,
      ...roles,
      inputs: isKnown && roles !== undefined ? roles.inputs : guess.roles.inputs,
      expected: wanted,
    },
    reasons: guess.reasons,
  };
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
    const twins = createLabelTwins();
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
      for (const column of roles.expected) twins.add(item.values[column] ?? "");
      if (batch.length >= batchRows) await handOver();
    }
    if (batch.length > 0) await handOver();
    if (rows === 0) throw new UnreadableFile(nothingFound(badRows));
    const note = twins.note();
    if (note !== undefined) notes.push(note);
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
