import type { DiffPart } from "../texts/text-lines.ts";
import { wordDiff } from "../texts/word-diff.ts";

/** A shorter piece says nothing by itself ("-", "contains"): its whole line is shown. */
const tellingLength = 16;

/** The gist of a rewrite in one line: the longest piece it added, else the longest it took away. */
export function firstChange(before: string, after: string, longest = 110): string {
  const parts = wordDiff(before, after);
  const added = piecesOf(parts, "new");
  const most = longestOf(added);
  if (most !== "" && most.length < tellingLength) {
    const line = after.split("\n").find((one) => one.includes(most)) ?? most;
    return clip(`${tidy(line)}${added.length > 1 ? ` (${added.length} small changes)` : ""}`, longest);
  }
  if (most !== "") return clip(most, longest);
  const gone = longestOf(piecesOf(parts, "gone"));
  if (gone !== "") return `Without “${clip(gone, longest - 12)}”`;
  return before === after ? "No change" : "Only spaces and line breaks changed";
}

function piecesOf(parts: readonly DiffPart[], kind: DiffPart["kind"]): readonly string[] {
  return parts
    .filter((part) => part.kind === kind)
    .flatMap((part) => part.text.split("\n"))
    .map(tidy)
    .filter((text) => text !== "");
}

const tidy = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
const longestOf = (texts: readonly string[]): string =>
  texts.reduce((best, text) => (text.length > best.length ? text : best), "");

function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longest - 20))} …`;
}
