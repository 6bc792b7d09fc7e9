import readWorkbook, { type CellValue, type Sheet } from "read-excel-file/universal";

import { reasonOf } from "../../shared/reason-of.ts";
import { nameColumns } from "./name-columns.ts";
import type { OpenTable } from "./open-table.ts";
import { raggedReason, UnreadableFile, type ReadItem } from "./read-item.ts";
import { checkZipSizes } from "./zip-sizes.ts";

/** A sheet of an .xlsx workbook, the first one where none is named. The whole sheet is read at once. */
export async function openWorkbook(file: Blob, sheetName: string | undefined): Promise<OpenTable> {
  await checkZipSizes(file);
  const sheets = await readSheets(file);
  const sheet =
    sheetName === undefined
      ? sheets.find(({ data }) => data.length > 0)
      : sheets.find((one) => one.sheet === sheetName);
  if (sheet === undefined) {
    const wanted =
      sheetName === undefined
        ? "Every sheet of this workbook is empty."
        : `This workbook has no sheet "${sheetName}".`;
    throw new UnreadableFile(`${wanted} Nothing was imported.`);
  }
  return {
    format: "xlsx",
    items: asIterable(rowsOfSheet(sheet.data)),
    sheets: sheets.map((one) => one.sheet),
    bytesRead: () => file.size,
    totalBytes: file.size,
  };
}

async function readSheets(file: Blob): Promise<readonly Sheet[]> {
  try {
    return await readWorkbook(file);
  } catch (error) {
    const why = reasonOf(error);
    throw new UnreadableFile(
      `This workbook could not be read (${why.slice(0, 200)}). Save the sheet as CSV and import that.`,
    );
  }
}

function* rowsOfSheet(data: Sheet["data"]): Generator<ReadItem> {
  const [header = [], ...rows] = data;
  const { names, notes } = nameColumns(header.map(cellText));
  yield { kind: "columns", names };
  for (const text of notes) yield { kind: "note", text };
  let number = 0;
  for (const row of rows) {
    if (row.every((cell) => cell === null)) continue;
    number += 1;
    if (row.length > names.length) {
      yield {
        kind: "bad",
        number,
        reason: raggedReason(row.length, names.length),
      };
      continue;
    }
    const values: Record<string, string> = Object.create(null);
    for (const [index, name] of names.entries()) values[name] = cellText(row[index] ?? null);
    yield { kind: "row", number, values };
  }
}

async function* asIterable(items: Iterable<ReadItem>): AsyncGenerator<ReadItem> {
  yield* items;
}

/** Dates as ISO days (with the time where there is one); everything else as it prints. */
function cellText(cell: CellValue | null): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, "");
  return String(cell);
}
