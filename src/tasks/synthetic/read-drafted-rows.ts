import { isObject, parsedJson } from "../../shared/json.ts";
import { exampleId } from "../example-id.ts";
import { own } from "../metrics/read-options.ts";
import { nearDuplicateGroups } from "../splits/near-duplicates.ts";
import type { Example } from "../task-spec.ts";
import { columnsOf, type DraftWish } from "./ask-for-rows.ts";

/** A row a model wrote, before a person has looked at it. */
export interface DraftedRow {
  readonly example: Example;
  /** Why one should look twice; empty where nothing is wrong that a program can see. */
  readonly doubts: readonly string[];
}

interface DraftedRows {
  readonly rows: readonly DraftedRow[];
  /** Objects in the answer that are no rows. */
  readonly unusable: number;
}

/** Longest cell that is believed to be a cell. */
const longestCell = 20_000;

/** Reads a model's answer into rows, loosely: fences, prose around them and a cut-off end are forgiven. */
export function readDraftedRows(
  text: string,
  wish: Pick<DraftWish, "inputs" | "expected" | "labels">,
  by: string,
  known: readonly Example[],
): DraftedRows {
  const objects = objectsIn(text);
  const examples = objects.flatMap((object) => exampleOf(object, wish, by) ?? []);
  const seen = new Set(known.map(({ id }) => id));
  const fresh = examples.filter(({ id }) => {
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
  return {
    rows: withDoubts(fresh, wish, known),
    unusable: objects.length - examples.length,
  };
}

/** A drafted row after a person has changed it; its id follows its content. */
export function changedRow(
  { drafted }: Example,
  cells: Readonly<Record<string, string>>,
  wish: Pick<DraftWish, "inputs" | "expected">,
): Example {
  const inputs = Object.fromEntries(wish.inputs.map((column) => [column, cells[column] ?? ""]));
  const { expected: column } = wish;
  const expected = column === undefined ? {} : { [column]: cells[column] ?? "" };
  return {
    id: exampleId(inputs, expected, 0),
    inputs,
    expected,
    ...(drafted === undefined ? {} : { drafted }),
  };
}

function exampleOf(
  object: Readonly<Record<string, unknown>>,
  wish: Pick<DraftWish, "inputs" | "expected">,
  by: string,
): Example | undefined {
  const cells: Record<string, string> = {};
  for (const column of columnsOf(wish)) {
    const value = own(object, column);
    const isText = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    if (!isText || String(value).trim() === "" || String(value).length > longestCell) return undefined;
    cells[column] = String(value).trim();
  }
  return changedRow({ id: "", inputs: {}, expected: {}, drafted: by }, cells, wish);
}

function withDoubts(
  rows: readonly Example[],
  { expected, labels }: Pick<DraftWish, "expected" | "labels">,
  known: readonly Example[],
): readonly DraftedRow[] {
  const old = new Set(known.map(({ id }) => id));
  const groups = nearDuplicateGroups([...known, ...rows]);
  return rows.map((example) => {
    const group = groups.find((ids) => ids.includes(example.id)) ?? [];
    const answer = expected === undefined ? undefined : example.expected[expected];
    const doubts = [
      ...(group.some((id) => old.has(id)) ? ["nearly the same as a row you have"] : []),
      ...(group.length > 1 && !group.some((id) => old.has(id)) ? ["nearly the same as another draft"] : []),
      ...(labels.length > 0 && answer !== undefined && !labels.includes(answer)
        ? [`"${answer.slice(0, 40)}" is none of the labels`]
        : []),
    ];
    return { example, doubts };
  });
}

/** Every object in a text, whole ones only: those of an array that was cut off are kept up to the cut. */
function objectsIn(text: string): readonly Readonly<Record<string, unknown>>[] {
  const found: Readonly<Record<string, unknown>>[] = [];
  let depth = 0;
  let start = -1;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inText) {
      if (sign === "\\") at += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"' && depth > 0) inText = true;
    else if (sign === "{") {
      if (depth === 0) start = at;
      depth += 1;
    } else if (sign === "}" && depth > 0) {
      depth -= 1;
      const value = depth === 0 ? parsedJson(text.slice(start, at + 1)) : undefined;
      if (isObject(value)) found.push(value);
    }
  }
  return found;
}
