import { diffArrays, diffWordsWithSpace } from "diff";

import type { DiffPart } from "./text-lines.ts";

/**
 * Difference from `before` to `after` in reading order: lines first, so that a rule that moved is a line gone and a
 * line come and not a puzzle of words; then words within a line that changed. A text that was only laid out anew
 * (lines made into a paragraph) shares no line and yet its words: there words alone are compared.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const byLine = lineDiff(before, after);
  const shorter = Math.min(before.length, after.length);
  if (keptLength(byLine) >= leastKept * shorter) return byLine;
  const byWord = plainDiff(before, after);
  return keptLength(byWord) >= laidOutAnew * shorter ? byWord : byLine;
}

/** Share of the shorter text that must be the same words for it to be the same text in another layout. */
const laidOutAnew = 0.7;

function plainDiff(before: string, after: string): readonly DiffPart[] {
  return diffWordsWithSpace(before, after).map((part) => ({
    kind: part.added ? "new" : part.removed ? "gone" : "same",
    text: part.value,
  }));
}

function keptLength(parts: readonly DiffPart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === "same" ? part.text.length : 0), 0);
}

function lineDiff(before: string, after: string): readonly DiffPart[] {
  const hunks = diffArrays(before.split(/(\n)/), after.split(/(\n)/));
  const parts: DiffPart[] = [];
  for (let at = 0; at < hunks.length; at++) {
    const hunk = hunks[at];
    const next = hunks[at + 1];
    if (hunk === undefined) break;
    const text = hunk.value.join("");
    if (hunk.removed && next?.added === true) {
      parts.push(...changedLines(hunk.value, next.value));
      at += 1;
    } else parts.push({ kind: hunk.added ? "new" : hunk.removed ? "gone" : "same", text });
  }
  return parts.filter((part) => part.text !== "");
}

/** A line is a changed line only when half of it stayed; otherwise one went and another came. */
const leastKept = 0.5;

/** So far ahead a changed line is looked for (line ends count too): a long prompt must not cost a diff of all with all. */
const linesAhead = 12;

/** Pairs every line that changed with the first later line that kept half of it; the others went or came whole. */
function changedLines(before: readonly string[], after: readonly string[]): readonly DiffPart[] {
  const parts: DiffPart[] = [];
  let next = 0;
  for (const line of before) {
    const rest = after.slice(next, next + linesAhead);
    let words: readonly DiffPart[] | undefined;
    const found = rest.findIndex((other) => (words = changedLine(line, other)) !== undefined);
    if (words === undefined) parts.push({ kind: "gone", text: line });
    else {
      parts.push({ kind: "new", text: rest.slice(0, found).join("") }, ...words);
      next += found + 1;
    }
  }
  parts.push({ kind: "new", text: after.slice(next).join("") });
  return parts;
}

/** The words that changed from one line to another; undefined when too little stayed for it to be the same line. */
function changedLine(before: string, after: string): readonly DiffPart[] | undefined {
  const words = plainDiff(before, after);
  return keptLength(words) >= leastKept * Math.min(before.length, after.length) ? words : undefined;
}
