import type { ReadOptions } from "../../../protocol/import-worker.ts";
import type { OpenTable } from "../open-table.ts";
import { UnreadableFile } from "../read-item.ts";
import { readNumberFormats } from "./number-formats.ts";
import { readSharedTexts, readSheet, type SharedParts, type SheetCells } from "./read-sheet.ts";
import { rowsOfSheet } from "./rows-of-sheet.ts";
import { type Archive, openArchive } from "./unzip.ts";
import { xmlPieces } from "./xml.ts";

interface SheetEntry {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

/** A sheet of an .xlsx workbook (ECMA-376), the first visible one with rows where none is named. It is read at once. */
export async function openWorkbook(file: Blob, options: ReadOptions): Promise<OpenTable> {
  const archive = await openArchive(file);
  const { sheets, is1904 } = await readContents(archive);
  const shared: SharedParts = {
    texts: readSharedTexts(await archive.text("xl/sharedStrings.xml")),
    formats: readNumberFormats(await archive.text("xl/styles.xml")),
    is1904,
  };
  const { sheet, cells } = await chooseSheet(archive, shared, sheets, options.sheet);
  const notes =
    sheet.isHidden && options.sheet === undefined
      ? [`Only hidden sheets hold rows; "${sheet.name}" was read.`]
      : [];
  return {
    format: "xlsx",
    items: rowsOfSheet(cells, notes, options.headerRow),
    sheets: sheets.map(({ name }) => name),
    sheet: sheet.name,
    bytesRead: () => file.size,
    totalBytes: file.size,
  };
}

async function chooseSheet(
  archive: Archive,
  shared: SharedParts,
  sheets: readonly SheetEntry[],
  wanted: string | undefined,
): Promise<{ readonly sheet: SheetEntry; readonly cells: SheetCells }> {
  for (const sheet of sheets) {
    if (wanted !== undefined && sheet.name !== wanted) continue;
    const xml = await archive.text(sheet.path);
    if (xml === undefined) throw new UnreadableFile(unreadable(`sheet "${sheet.name}" is missing`));
    const cells = readSheet(xml, shared);
    if (cells.rows.length > 0 || wanted !== undefined) return { sheet, cells };
  }
  const why =
    wanted === undefined
      ? "Every sheet of this workbook is empty."
      : `This workbook has no sheet "${wanted}".`;
  throw new UnreadableFile(`${why} Nothing was imported.`);
}

/** The sheets that hold cells, visible ones first; charts have sheets of their own, which are none of these. */
async function readContents(
  archive: Archive,
): Promise<{ readonly sheets: readonly SheetEntry[]; readonly is1904: boolean }> {
  const path = await workbookPath(archive);
  const workbook = await archive.text(path);
  if (workbook === undefined) throw new UnreadableFile(unreadable("it is no Excel workbook"));
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const relations = await readRelations(archive, `${folder}_rels/${path.slice(folder.length)}.rels`);
  const sheets: SheetEntry[] = [];
  let is1904 = false;
  for (const piece of xmlPieces(workbook)) {
    if (piece.kind !== "open") continue;
    const { name, attributes } = piece;
    if (name === "workbookPr") is1904 = /^(?:1|true)$/.test(attributes["date1904"] ?? "");
    const relation = name === "sheet" ? relations.get(attributes["id"] ?? "") : undefined;
    if (relation === undefined || !/\/worksheet$/.test(relation.type)) continue;
    sheets.push({
      name: attributes["name"] ?? "",
      path: relation.target.startsWith("/") ? relation.target.slice(1) : resolved(folder + relation.target),
      isHidden: /hidden/i.test(attributes["state"] ?? ""),
    });
  }
  if (sheets.length === 0) throw new UnreadableFile(unreadable("it holds no sheet with cells"));
  return { sheets: sheets.toSorted((left, right) => Number(left.isHidden) - Number(right.isHidden)), is1904 };
}

async function workbookPath(archive: Archive): Promise<string> {
  const relations = [...(await readRelations(archive, "_rels/.rels")).values()];
  const main = relations.find(({ type }) => /\/officeDocument$/.test(type))?.target.replace(/^\//, "");
  return main !== undefined && archive.has(main) ? main : "xl/workbook.xml";
}

async function readRelations(
  archive: Archive,
  path: string,
): Promise<ReadonlyMap<string, { readonly type: string; readonly target: string }>> {
  const relations = new Map<string, { readonly type: string; readonly target: string }>();
  for (const piece of xmlPieces((await archive.text(path)) ?? ""))
    if (piece.kind === "open" && piece.name === "Relationship")
      relations.set(piece.attributes["Id"] ?? "", {
        type: piece.attributes["Type"] ?? "",
        target: piece.attributes["Target"] ?? "",
      });
  return relations;
}

function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/"))
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  return parts.join("/");
}

function unreadable(why: string): string {
  return `This workbook could not be read (${why}). Save the sheet as CSV and import that.`;
}
