import { longestCell } from "./read-item.ts";
import type { ValueText } from "./read-values.ts";

/**
 * The values of a JSONL file: a line each, or the lines from one bracket in the first column to the next where it is
 * printed over several. A value far too long is cut, and so becomes a bad row rather than a full memory.
 */
export async function* jsonLines(chunks: AsyncIterable<string>): AsyncGenerator<ValueText> {
  let pending = "";
  let held: string | undefined;
  let isSpread: boolean | undefined;
  function* take(line: string): Generator<ValueText> {
    if (line.trim() === "") return;
    isSpread ??= isOpened(line);
    if (!isSpread) yield { text: withoutComma(line) };
    else if (held === undefined || /^[{[]/.test(line)) {
      if (held !== undefined) yield { text: withoutComma(held) };
      held = line;
    } else if (held.length < longestCell * 4) held += `\n${line}`;
  }
  for await (const chunk of chunks) {
    const lines = (pending + chunk).split(/\r\n|\n|\r(?!$)/);
    pending = (lines.pop() as string).slice(0, longestCell * 4);
    for (const line of lines) yield* take(line);
  }
  yield* take(pending);
  if (held !== undefined) yield { text: withoutComma(held) };
}

/** The first line opens a value and does not close it: every value goes over several lines. */
function isOpened(line: string): boolean {
  return /^\uFEFF?\{\s*(?:"[^"\\]*"\s*:\s*(?:[{[]|"[^"\\]*",|[^"{},[\]]*,)?\s*)?$/.test(line);
}

function withoutComma(text: string): string {
  return /[}\]"]\s*,\s*$/.test(text) ? text.replace(/,\s*$/, "") : text;
}
