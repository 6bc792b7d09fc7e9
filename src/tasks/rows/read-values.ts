import { reasonOf } from "../../shared/reason-of.ts";
import { parseWritten } from "../written-json.ts";
import { cellsByName } from "./column-layouts.ts";
import { isFields } from "./fields.ts";
import { isHeader, rowsOfList } from "./find-rows.ts";
import { nameColumns } from "./name-columns.ts";
import type { Hints, ReadItem } from "./read-item.ts";
import { rowOfValue } from "./row-of-value.ts";

/** A text that should be one JSON value. */
export interface ValueText {
  readonly text: string;
}

/** A text that should be a value, a value, or a remark on the file. */
export type ReadValue =
  | ValueText
  | { readonly value: unknown }
  | { readonly note: string }
  | { readonly hints: Hints };

/** JSON values as rows; columns are the union of the fields seen so far. */
export async function* readValues(values: AsyncIterable<ReadValue>): AsyncGenerator<ReadItem> {
  const names = new Map<string, string>();
  let number = 0;
  /** Lists of cells have their names in the first of them. */
  let header: readonly string[] | undefined;
  let isFirst = true;
  for await (const read of values) {
    if ("note" in read) {
      yield { kind: "note", text: read.note };
      continue;
    }
    if ("hints" in read) {
      yield { kind: "hints", ...read.hints };
      continue;
    }
    const parsed = "text" in read ? parseValue(read.text) : { kind: "parsed" as const, values: [read.value] };
    if (parsed.kind === "bad") {
      number += 1;
      yield { kind: "bad", number, reason: parsed.reason };
      continue;
    }
    for (const value of parsed.values) {
      if (isFirst && isHeader(value)) header = value;
      else {
        number += 1;
        const isCells = header !== undefined && Array.isArray(value);
        yield* itemsOfValue(isCells ? cellsByName(header ?? [], value) : value, number, names);
      }
      isFirst = false;
    }
  }
}

function* itemsOfValue(value: unknown, number: number, names: Map<string, string>): Generator<ReadItem> {
  const row = rowWithin(value);
  if (row.kind === "bad") {
    yield { kind: "bad", number, reason: row.reason };
    return;
  }
  const fresh = row.entries.filter(([name]) => !names.has(name));
  if (fresh.length > 0) {
    if (names.size + fresh.length > 1000) {
      yield { kind: "bad", number, reason: "It brings the number of different fields above 1,000." };
      return;
    }
    yield* nameFresh(
      names,
      fresh.map(([name]) => name),
    );
  }
  const cells: Record<string, string> = Object.create(null);
  for (const [name, cell] of row.entries) cells[names.get(name) as string] = cell;
  yield { kind: "row", number, values: cells };
}

function* nameFresh(names: Map<string, string>, fresh: readonly string[]): Generator<ReadItem> {
  const before = [...names.values()];
  const named = nameColumns([...before, ...fresh]);
  for (const [index, name] of fresh.entries()) names.set(name, named.names[before.length + index] as string);
  yield { kind: "columns", names: [...names.values()] };
  for (const text of named.notes) yield { kind: "note", text };
}

type Parsed =
  | { readonly kind: "parsed"; readonly values: readonly unknown[] }
  | { readonly kind: "bad"; readonly reason: string };

/** One line or element; a list of objects in it is as many rows. */
function parseValue(text: string): Parsed {
  try {
    const value = parseWritten(text);
    const isBatch = Array.isArray(value) && value.length > 0 && value.every(isFields);
    const isTalk = isBatch && value.every((turn) => "role" in turn || "from" in turn);
    return { kind: "parsed", values: isBatch && !isTalk ? rowsOfList(value) : [value] };
  } catch (error) {
    const why = reasonOf(error);
    return { kind: "bad", reason: `It is not valid JSON: ${why.slice(0, 160)}.` };
  }
}

function rowWithin(value: unknown): ReturnType<typeof rowOfValue> {
  try {
    return rowOfValue(value);
  } catch (error) {
    if (error instanceof RangeError) return { kind: "bad", reason: "Its brackets are nested too deep." };
    throw error;
  }
}
