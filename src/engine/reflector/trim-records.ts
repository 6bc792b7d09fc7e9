import { estimateTokens } from "../../shared/estimate-tokens.ts";

interface TrimmedTexts {
  readonly texts: readonly string[];
  /** Characters cut from each text. */
  readonly cut: readonly number[];
}

const marker = (cut: number): string => `\n[... ${cut} characters left out here ...]\n`;

/**
 * Shortens texts until together they fit so many tokens. Fair: short ones stay whole, and the long ones share what
 * is left evenly, so that one huge trace cannot push the others out (dspy#9059 sent 568,000 tokens). Of each, the
 * beginning and the end are kept: inputs come first, feedback last.
 */
export function trimFairly(texts: readonly string[], tokens: number): TrimmedTexts {
  const sizes = texts.map(estimateTokens);
  const share = fairShare(sizes, tokens);
  const trimmed = texts.map((text, i) => (sizes[i]! <= share ? text : shorten(text, sizes[i]!, share)));
  return { texts: trimmed.map((one) => (typeof one === "string" ? one : one.text)), cut: trimmed.map(cutOf) };
}

/** The largest share with which everything fits. */
function fairShare(sizes: readonly number[], tokens: number): number {
  let left = tokens;
  const ascending = sizes.toSorted((a, b) => a - b);
  for (const [i, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - i));
    if (size > share) return Math.max(0, share);
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}

interface Shortened {
  readonly text: string;
  readonly cut: number;
}

function cutOf(one: string | Shortened): number {
  return typeof one === "string" ? 0 : one.cut;
}

function shorten(text: string, size: number, share: number): Shortened {
  const room = estimateTokens(marker(text.length));
  const keep = Math.max(0, Math.floor((text.length * Math.max(0, share - room)) / size));
  const head = endBefore(text, Math.ceil(keep * 0.6));
  const tail = startAfter(text, text.length - Math.floor(keep * 0.4));
  const cut = text.length - head.length - tail.length;
  return { text: `${head}${marker(cut)}${tail}`, cut };
}

/** Never splits a surrogate pair. */
function endBefore(text: string, end: number): string {
  return text.slice(0, isLowSurrogate(text, end) ? end - 1 : end);
}

function startAfter(text: string, start: number): string {
  return text.slice(isLowSurrogate(text, start) ? start + 1 : start);
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
