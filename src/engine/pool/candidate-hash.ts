import { sha256Hex } from "../../shared/sha256.ts";
import type { Candidate } from "./candidate.ts";

/**
 * The reference's hash: sha256 of the JSON of the name-sorted [name, text] pairs, printed as Python's
 * `json.dumps` does (", " separators, everything outside ASCII as \uXXXX). Equal texts, equal hash, whatever
 * the key order.
 */
export function candidateHash(candidate: Candidate): string {
  const pairs = Object.entries(candidate).toSorted(([a], [b]) => compareCodePoints(a, b));
  const json = pairs.map(([name, text]) => `[${pythonString(name)}, ${pythonString(text)}]`).join(", ");
  return sha256Hex(`[${json}]`);
}

function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Python's order. JavaScript's own differs from it only where surrogates are involved. */
function compareCodePoints(a: string, b: string): number {
  if (!/[\ud800-\udfff]/.test(a + b)) return a < b ? -1 : a > b ? 1 : 0;
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
