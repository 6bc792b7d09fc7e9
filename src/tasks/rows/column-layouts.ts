import { type Fields, isFields } from "./fields.ts";
import { UnreadableFile } from "./read-item.ts";
import { isSplitName } from "./split-names.ts";

type Row = Readonly<Record<string, unknown>>;

const headerNames = ["columns", "headers", "header", "fields", "cols", "column_names", "columnNames"];
const bodyNames = ["data", "rows", "values", "records", "items"];

/** The names once, the rows as lists of cells: `to_json(orient="split")` of pandas and what many databases send. */
export function namedCells(fields: Fields): readonly unknown[] | undefined {
  const names = headerNames.map((name) => columnNames(fields[name])).find((list) => list !== undefined);
  const body = bodyNames.map((name) => fields[name]).find(isListOfLists);
  if (names === undefined || body === undefined) return undefined;
  return body.map((cells) => cellsByName(names, cells));
}

function columnNames(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const names = value.map((one: unknown) => {
    if (Array.isArray(one)) return one.filter((part) => part !== "").join(" ");
    const named = isFields(one) ? (one["name"] ?? one["key"] ?? one["label"]) : one;
    return typeof named === "string" || typeof named === "number" ? String(named) : undefined;
  });
  return names.some((name) => name === undefined) ? undefined : (names as readonly string[]);
}

/** Each column a list of its cells. Lists of different lengths are refused: which cells belong together is not known. */
export function columnsAsLists(fields: Fields): readonly Row[] | undefined {
  const lists = Object.entries(fields).filter((entry): entry is [string, readonly unknown[]] =>
    Array.isArray(entry[1]),
  );
  const isColumns =
    lists.length >= 2 &&
    !lists.every(([name]) => isSplitName(name)) &&
    lists.every(([, list]) => list.length > 0 && !list.every(isFields));
  if (!isColumns) return undefined;
  const lengths = new Set(lists.map(([, list]) => list.length));
  if (lengths.size > 1) {
    // Lists of lists beside a list of names and the like are no columns.
    if (lists.some(([, list]) => list.some((cell) => typeof cell === "object" && cell !== null)))
      return undefined;
    const said = lists.map(([name, list]) => `"${name.slice(0, 80)}" has ${list.length}`);
    throw new UnreadableFile(
      `The lists in this file are of different lengths, so their entries do not make rows: ${said.slice(0, 10).join(", ")}. Nothing was imported.`,
    );
  }
  const [[, first]] = lists as [[string, readonly unknown[]]];
  return first.map((_, at) => Object.fromEntries(lists.map(([name, list]) => [name, list[at]])));
}

/** Objects in an object: columns by row number (pandas' own way), or rows by their name. */
export function columnsByIndex(fields: Fields): readonly Row[] | undefined {
  const entries = Object.entries(fields);
  const inner = entries.filter((entry): entry is [string, Fields] => isFields(entry[1]));
  if (inner.length < 2 || inner.length < entries.length || entries.every(([name]) => isSplitName(name)))
    return undefined;
  const [[, first]] = inner as [[string, Fields]];
  const keys = Object.keys(first);
  const isAlike = inner.every(([, one]) => sameKeys(Object.keys(one), keys));
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) && isAlike)
    return keys.map((key) => Object.fromEntries(inner.map(([name, column]) => [name, column[key]])));
  const scalar = (value: unknown): boolean => !Array.isArray(value) && !isFields(value);
  const isRows = isAlike && keys.some((key) => inner.every(([, one]) => scalar(one[key])));
  if (!isRows) return undefined;
  const isCounted = inner.every(([name], at) => name === String(at) || name === String(at + 1));
  return inner.map(([name, row]) => (isCounted || "id" in row ? row : { id: name, ...row }));
}

function sameKeys(left: readonly string[], right: readonly string[]): boolean {
  const known = new Set(right);
  return left.length === right.length && left.every((key) => known.has(key));
}

function isListOfLists(value: unknown): value is readonly (readonly unknown[])[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => Array.isArray(one));
}

/** Cells beside their names; cells too many have no name to go by and so make a bad row. */
export function cellsByName(names: readonly string[], cells: readonly unknown[]): unknown {
  if (cells.length > names.length) return cells;
  return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? null]));
}
