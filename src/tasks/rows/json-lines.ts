import { longestCell } from "./read-item.ts";
import type { ValueText } from "./read-values.ts";

/** The non-empty lines of a JSONL file. A line far too long is cut, and so becomes a bad row rather than a full memory. */
export async function* jsonLines(chunks: AsyncIterable<string>): AsyncGenerator<ValueText> {
  let pending = "";
  for await (const chunk of chunks) {
    const lines = (pending + chunk).split(/\r\n|\n|\r(?!$)/);
    pending = (lines.pop() as string).slice(0, longestCell * 4);
    for (const text of lines) if (text.trim() !== "") yield { text };
  }
  if (pending.trim() !== "") yield { text: pending };
}
