import { reasonOf } from "../../shared/reason-of.ts";
import { nameColumns } from "./name-columns.ts";
import type { ReadItem } from "./read-item.ts";
import { rowOfValue } from "./row-of-value.ts";

/** A text that should be one JSON value. */
export interface ValueText {
  readonly text: string;
}

/** JSON values as rows; columns are the union of the fields seen so far. */
export async function* readValues(values: AsyncIterable<ValueText>): AsyncGenerator<ReadItem> {
  const names = new Map<string, string>();
  let number = 0;
  for await (const { text } of values) {
    number += 1;
    const parsed = parseValue(text);
    const row = parsed.kind === "parsed" ? rowOfValue(parsed.value) : parsed;
    if (row.kind === "bad") {
      yield { kind: "bad", number, reason: row.reason };
      continue;
    }
    const fresh = row.entries.filter(([name]) => !names.has(name));
    if (fresh.length > 0) {
      if (names.size + fresh.length > 1000) {
        yield { kind: "bad", number, reason: "It brings the number of different fields above 1,000." };
        continue;
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
}

function* nameFresh(names: Map<string, string>, fresh: readonly string[]): Generator<ReadItem> {
  const before = [...names.values()];
  const named = nameColumns([...before, ...fresh]);
  for (const [index, name] of fresh.entries()) names.set(name, named.names[before.length + index] as string);
  yield { kind: "columns", names: [...names.values()] };
  for (const text of named.notes) yield { kind: "note", text };
}

function parseValue(text: string): { kind: "parsed"; value: unknown } | { kind: "bad"; reason: string } {
  try {
    return { kind: "parsed", value: JSON.parse(text) as unknown };
  } catch (error) {
    const why = reasonOf(error);
    return { kind: "bad", reason: `It is not valid JSON: ${why.slice(0, 160)}.` };
  }
}
