import { longestCell, type ReadItem } from "./read-item.ts";

/** Plain lines: each that is not empty is a row with one field, `input`. */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<ReadItem> {
  yield { kind: "columns", names: ["input"] };
  let number = 0;
  const row = (line: string): ReadItem => {
    number += 1;
    if (line.includes("\0"))
      return { kind: "bad", number, reason: "It contains a NUL character, which no text should." };
    if (line.length > longestCell)
      return {
        kind: "bad",
        number,
        reason: `It is longer than ${longestCell.toLocaleString("en")} characters.`,
      };
    return { kind: "row", number, values: { input: line.trim() } };
  };
  let pending = "";
  for await (const chunk of chunks) {
    const lines = (pending + chunk).split(/\r\n|\n|\r(?!$)/);
    // A line far too long is cut, and so becomes a bad row rather than a full memory.
    pending = (lines.pop() as string).slice(0, longestCell * 2);
    for (const line of lines) if (line.trim() !== "") yield row(line);
  }
  if (pending.trim() !== "") yield row(pending);
}
