import { diffArrays, diffWordsWithSpace } from "diff";

import type { DiffPart } from "./text-lines.ts";

/**
 * Difference from `before` to `after` in reading order: lines first, so that a rule that moved is a line gone and a
 * line come and not a puzzle of words; then words within a line that changed. A text that was only laid out anew
 * (lines made into a paragraph) shares no line and yet its words: there words alone are compared.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  if (Math.max(before.length, after.length) > longestCompared) return endsCompared(before, after);
  const byLine = lineDiff(before, after);
  const shorter = Math.min(before.length, after.length);
  if (keptLength(byLine) >= leastKept * shorter) return byLine;
  const byWord = plainDiff(before, after);
  return keptLength(byWord) >= laidOutAnew * shorter ? byWord : byLine;
}

/** Longer texts are compared from both ends only: the work grows with the product of what differs. */
const longestCompared = 30_000;
/** Words or lines that may differ before two texts count as wholly different. */
const effort = { maxEditLength: 1000 };

/** What both begin with and end with stayed; all between went and came. */
function endsCompared(before: string, after: string): readonly DiffPart[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const parts: readonly DiffPart[] = [
    { kind: "same", text: after.slice(0, start) },
    { kind: "gone", text: before.slice(start, before.length - end) },
    { kind: "new", text: after.slice(start, after.length - end) },
    { kind: "same", text: after.slice(after.length - end) },
  ];
  return parts.filter(({ text }) => text !== "");
}

/** Of a part longer than this its two ends are shown: a page that lays out millions of letters stands still. */
const longestShown = 60_000;

/** The difference as it is shown: the middle of what is very long is left out, and how much of it. */
export function shownDiff(before: string, after: string): readonly DiffPart[] {
  return wordDiff(before, after).map(({ kind, text }) => {
    if (text.length <= longestShown) return { kind, text };
    const half = longestShown / 2;
    const out = (text.length - longestShown).toLocaleString("en-US");
    return {
      kind,
      text: `${text.slice(0, half)}\n… ${out} characters are left out here …\n${text.slice(-half)}`,
    };
  });
}

/** Share of the shorter text that must be the same words for it to be the same text in another layout. */
const laidOutAnew = 0.7;

function plainDiff(before: string, after: string): readonly DiffPart[] {
  const parts = diffWordsWithSpace(before, after, effort);
  if (parts === undefined) return whollyDifferent(before, after);
  return parts.map((part) => ({
    kind: part.added ? "new" : part.removed ? "gone" : "same",
    text: part.value,
  }));
}

const whollyDifferent = (before: string, after: string): readonly DiffPart[] => [
  { kind: "gone", text: before },
  { kind: "new", text: after },
];

function keptLength(parts: readonly DiffPart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === "same" ? part.text.length : 0), 0);
}

function lineDiff(before: string, after: string): readonly DiffPart[] {
  const hunks = diffArrays(before.split(/(\n)/), after.split(/(\n)/), effort);
  if (hunks === undefined) return whollyDifferent(before, after);
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
