import { sha256Hex } from "../shared/sha256.ts";
import type { Example } from "./task-spec.ts";

/**
 * The id of a row: hash of its content and of how many equal rows came before it, so that importing the
 * same file again, or the file with rows added, gives the same ids.
 */
export function exampleId(
  inputs: Example["inputs"],
  expected: Example["expected"],
  occurrence: number,
): string {
  return sha256Hex(`${contentKey(inputs, expected)}#${occurrence}`).slice(0, 16);
}

/** The row's content as one text; column order does not matter. */
export function contentKey(inputs: Example["inputs"], expected: Example["expected"]): string {
  return JSON.stringify([sortedEntries(inputs), sortedEntries(expected)]);
}

function sortedEntries(fields: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(fields).toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}
