import type { SuggestedMetric } from "../../protocol/import-worker.ts";
import { cellsByName, columnsAsLists, columnsByIndex, namedCells } from "./column-layouts.ts";
import { turnsOf } from "./conversation.ts";
import { type Fields, isFields } from "./fields.ts";
import { UnreadableFile } from "./read-item.ts";
import { isSplitName } from "./split-names.ts";
import { questionsOfSquad } from "./squad.ts";

export interface FoundRows {
  readonly rows: readonly unknown[];
  /** What was left out or read in a way one should know of. */
  readonly notes: readonly string[];
  /** A prompt the file holds, to start from. */
  readonly prompt?: string;
  /** How the file's own tool judges its rows, in metrics of ours. */
  readonly metrics?: readonly SuggestedMetric[];
  /** The field with the right answer, where the file says it. */
  readonly expected?: string;
}

/** What a list of rows is usually called, the likeliest first. */
const rowNames =
  /^(?:rows|data|examples|items|records|instances|samples|questions|dataset|entries|results|hits|edges|tests|documents|conversations|values)$/i;
/** Fields that hold the row itself, with the exporting tool's remarks around it. */
const wrappers = ["row", "_source", "fields", "attributes", "node", "record"];
const mostLevels = 6;

/** The rows in a parsed file. Throws `UnreadableFile` where there is no list of them. */
export function findRows(value: unknown): FoundRows {
  if (Array.isArray(value)) return { rows: rowsOfList(value), notes: [] };
  const found = isFields(value) ? (rowsOfFields(value, 0) ?? rowsOfTexts(value)) : undefined;
  if (found === undefined)
    throw new UnreadableFile("No list of rows was found in this file. Nothing was imported.");
  return found;
}

/** Fewer fields are one row, or none. */
const leastEntries = 5;

/** An object of nothing but texts: each with its name a row. */
function rowsOfTexts(fields: Fields): FoundRows | undefined {
  const entries = Object.entries(fields);
  if (entries.length < leastEntries || entries.some(([, text]) => typeof text !== "string")) return undefined;
  return {
    rows: entries.map(([name, text]) => ({ name, value: text })),
    notes: ["This file is one object of texts; each was read as a row of its name and its value."],
  };
}

function rowsOfFields(fields: Fields, level: number): FoundRows | undefined {
  if (level > mostLevels) return undefined;
  const laidOut = namedCells(fields) ?? columnsAsLists(fields) ?? columnsByIndex(fields);
  if (laidOut !== undefined) return { rows: laidOut, notes: [] };
  return rowsOfSplits(fields, level) ?? rowsOfListFields(fields) ?? rowsWithin(fields, level);
}

/** Lists called train, test and so on: their rows together, each with its split. */
function rowsOfSplits(fields: Fields, level: number): FoundRows | undefined {
  const splits = Object.entries(fields).filter(([name]) => isSplitName(name));
  const found = splits.flatMap(([name, value]) => {
    const rows = Array.isArray(value)
      ? { rows: rowsOfList(value), notes: [] }
      : isFields(value)
        ? rowsOfFields(value, level + 1)
        : undefined;
    return rows === undefined || rows.rows.length === 0 ? [] : [{ name, ...rows }];
  });
  if (found.length < 2) return undefined;
  const others = listsOf(fields).filter(({ name }) => !isSplitName(name));
  return {
    rows: found.flatMap(({ name, rows }) =>
      rows.map((row) =>
        isFields(row) ? ("split" in row ? row : { ...row, split: name }) : { input: row, split: name },
      ),
    ),
    notes: [...found.flatMap(({ notes }) => notes), ...leftOut(others)],
  };
}

/** One list of rows among the fields; the others are named. */
function rowsOfListFields(fields: Fields): FoundRows | undefined {
  const lists = listsOf(fields);
  const ofObjects = lists.filter(({ rows }) => rows.some((row) => isFields(row) || Array.isArray(row)));
  const candidates = ofObjects.length > 0 ? ofObjects : lists;
  const named = candidates.filter(({ name }) => rowNames.test(name));
  const best = (named.length > 0 ? named : candidates).toSorted(
    (left, right) => right.rows.length - left.rows.length,
  )[0];
  if (best === undefined) return undefined;
  const nested = questionsOfSquad(best.rows);
  return {
    rows: nested ?? best.rows,
    notes: leftOut(ofObjects.filter((list) => list !== best)),
  };
}

/** No list here: an object further in may hold it. */
function rowsWithin(fields: Fields, level: number): FoundRows | undefined {
  const inner = Object.entries(fields).filter((entry): entry is [string, Fields] => isFields(entry[1]));
  const found = inner
    .toSorted(([left], [right]) => Number(rowNames.test(right)) - Number(rowNames.test(left)))
    .flatMap(([name, value]) => {
      const rows = rowsOfFields(value, level + 1);
      return rows === undefined ? [] : [{ name, ...rows }];
    });
  const [best, ...others] = found;
  if (best === undefined) return undefined;
  return { rows: best.rows, notes: [...best.notes, ...leftOut(others)] };
}

interface NamedRows {
  readonly name: string;
  readonly rows: readonly unknown[];
}

function listsOf(fields: Fields): readonly NamedRows[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    Array.isArray(value) && value.length > 0 ? [{ name, rows: rowsOfList(value) }] : [],
  );
}

function leftOut(lists: readonly NamedRows[]): readonly string[] {
  if (lists.length === 0) return [];
  const said = lists.map(({ name, rows }) => `"${name.slice(0, 80)}" (${rows.length.toLocaleString("en")})`);
  return [
    `Other lists in this file were left out: ${said.slice(0, 10).join(", ")}${said.length > 10 ? ", …" : ""}.`,
  ];
}

/** A list of rows as such: a table with its header, lists in a list, and rows that are wrapped in remarks. */
export function rowsOfList(list: readonly unknown[]): readonly unknown[] {
  const [header, ...others] = list;
  if (isHeader(header) && others.length > 0 && others.every((row) => Array.isArray(row)))
    return others.map((row) => cellsByName(header, row as readonly unknown[]));
  const isNested = list.every(
    (row) => Array.isArray(row) && row.some(isFields) && turnsOf(row) === undefined,
  );
  if (isNested && list.length > 0) return (list as readonly (readonly unknown[])[]).flat();
  const wrapper = wrappers.find((name) => list.length > 0 && list.every((row) => isWrapped(row, name)));
  return wrapper === undefined ? list : list.map((row) => (row as Fields)[wrapper]);
}

/** The names of columns, in place of a row. */
export function isHeader(row: unknown): row is readonly string[] {
  return (
    Array.isArray(row) &&
    row.length > 1 &&
    row.every((cell) => typeof cell === "string" && cell.trim() !== "" && cell.length <= 60) &&
    new Set(row).size === row.length
  );
}

function isWrapped(row: unknown, name: string): boolean {
  if (!isFields(row) || !isFields(row[name])) return false;
  // An object with further objects or long texts beside it is a row of its own.
  return Object.entries(row).every(([other, value]) => other === name || !isFields(value));
}
