import { textOfIsoDate, textOfNumber } from "./cell-text.ts";
import type { NumberFormat } from "./number-formats.ts";
import { xmlPieces } from "./xml.ts";

/** What the cells of all sheets refer to. */
export interface SharedParts {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
}

export interface SheetRow {
  /** Its place in the sheet, the first is 0. */
  readonly at: number;
  /** Texts by column, the first is 0; empty cells are missing. */
  readonly cells: Map<number, string>;
  /** The first of its cells that holds a formula without a value. */
  uncalculated?: string | undefined;
}

export interface SheetCells {
  /** The rows that hold something, from top to bottom. */
  readonly rows: readonly SheetRow[];
  readonly merged: readonly string[];
  readonly hiddenRows: number;
  /** Cells that hold an error, such as B3 with #N/A. */
  readonly errors: readonly string[];
  /** Its end is missing, and perhaps rows before it. */
  readonly isCut: boolean;
}

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | undefined;
  text: string;
  formula: string | undefined;
}

const mostColumns = 16_384;
const mostRows = 1_048_576;

/** Reads the XML of one worksheet. */
export function readSheet(xml: string, shared: SharedParts): SheetCells {
  const rows = new Map<number, SheetRow>();
  const merged: string[] = [];
  const errors: string[] = [];
  let hiddenRows = 0;
  let at = { row: -1, column: -1 };
  let cell: OpenCell | undefined;
  let within: "v" | "t" | "f" | undefined;
  let isPhonetic = false;
  let isCut = true;

  const openCell = (attributes: Readonly<Record<string, string>>): OpenCell => {
    const place = placeOf(attributes["r"]) ?? { row: Math.max(0, at.row), column: at.column + 1 };
    at = place;
    return {
      ...place,
      type: attributes["t"] ?? "n",
      style: Number(attributes["s"] ?? 0),
      value: undefined,
      text: "",
      formula: undefined,
    };
  };
  const closeCell = (done: OpenCell): void => {
    const name = `${columnName(done.column)}${done.row + 1}`;
    const text = textOfCell(done, shared);
    if (done.type === "e" && text !== "") errors.push(`${name} with ${text}`);
    const isUncalculated =
      done.formula !== undefined && (done.value ?? "") === "" && done.text === "" && done.type !== "str";
    if ((text === "" && !isUncalculated) || done.row >= mostRows || done.column >= mostColumns) return;
    const row: SheetRow = rows.get(done.row) ?? { at: done.row, cells: new Map() };
    rows.set(done.row, row);
    if (text !== "" && done.type !== "e") row.cells.set(done.column, text);
    if (isUncalculated) row.uncalculated ??= `${name}: =${(done.formula ?? "").slice(0, 80)}`;
  };

  for (const piece of xmlPieces(xml)) {
    if (piece.kind === "text") {
      if (cell === undefined || within === undefined || isPhonetic) continue;
      if (within === "v") cell.value = (cell.value ?? "") + piece.text;
      else if (within === "t") cell.text += piece.text;
      else cell.formula = (cell.formula ?? "") + piece.text;
    } else if (piece.kind === "open") {
      const { name, attributes, isEmpty } = piece;
      if (name === "sheetData" && isEmpty) isCut = false;
      else if (name === "row") {
        at = { row: attributes["r"] === undefined ? at.row + 1 : Number(attributes["r"]) - 1, column: -1 };
        if (attributes["hidden"] === "1" || attributes["hidden"] === "true") hiddenRows += 1;
      } else if (name === "c") {
        cell = openCell(attributes);
        if (isEmpty) cell = undefined;
      } else if (name === "mergeCell" && attributes["ref"] !== undefined) merged.push(attributes["ref"]);
      else if (name === "rPh") isPhonetic = !isEmpty;
      else if (cell !== undefined && (name === "v" || name === "t" || name === "f")) {
        if (name === "f") cell.formula ??= "";
        within = isEmpty ? undefined : name;
      }
    } else if (piece.name === "c" && cell !== undefined) {
      closeCell(cell);
      cell = undefined;
    } else if (piece.name === "rPh") isPhonetic = false;
    else if (piece.name === "sheetData") isCut = false;
    else if (piece.name === within) within = undefined;
  }
  return {
    rows: [...rows.values()].toSorted((left, right) => left.at - right.at),
    merged,
    hiddenRows,
    errors,
    isCut,
  };
}

function textOfCell({ type, value, text, style }: OpenCell, shared: SharedParts): string {
  const written = value ?? "";
  switch (type) {
    case "s":
      return written === "" ? "" : (shared.texts[Number(written)] ?? "");
    case "inlineStr":
      return withoutEscapes(text);
    case "str":
      return withoutEscapes(written);
    case "b":
      return written === "" ? "" : written === "1" || written === "true" ? "TRUE" : "FALSE";
    case "d":
      return textOfIsoDate(written);
    case "e":
      return written;
    default:
      return written === ""
        ? ""
        : textOfNumber(written, shared.formats[style] ?? { kind: "plain" }, shared.is1904);
  }
}

/** The texts cells share, in order; what tells how to pronounce them is left out. */
export function readSharedTexts(xml: string | undefined): readonly string[] {
  const texts: string[] = [];
  let text: string | undefined;
  let isText = false;
  let isPhonetic = false;
  for (const piece of xmlPieces(xml ?? "")) {
    if (piece.kind === "text") {
      if (isText && !isPhonetic && text !== undefined) text += piece.text;
    } else if (piece.name === "si") {
      if (piece.kind === "open") text = "";
      if (piece.kind === "close" || piece.isEmpty) texts.push(withoutEscapes(text ?? ""));
    } else if (piece.name === "t") isText = piece.kind === "open" && !piece.isEmpty;
    else if (piece.name === "rPh") isPhonetic = piece.kind === "open" && !piece.isEmpty;
  }
  return texts;
}

/** `_x000D_` and the like are letters XML cannot hold. */
function withoutEscapes(text: string): string {
  return text
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(String(hex), 16)))
    .replaceAll("\r\n", "\n");
}

/** `B7` as row 6, column 1. */
export function placeOf(
  name: string | undefined,
): { readonly row: number; readonly column: number } | undefined {
  const [, letters = "", digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(name ?? "") ?? [];
  if (digits === undefined) return undefined;
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits) - 1, column: column - 1 };
}

function columnName(column: number): string {
  const before = column >= 26 ? columnName(Math.floor(column / 26) - 1) : "";
  return `${before}${String.fromCharCode(65 + (column % 26))}`;
}
