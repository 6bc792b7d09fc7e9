import { longestCell, type ReadItem } from "./read-item.ts";

/** A passage longer than this is divided at the ends of sentences: a prompt holds several of them. */
const longestPassage = 1500;

/** Running text as passages to look things up in: paragraphs between empty lines, under the heading before them. */
export async function* readPassages(chunks: AsyncIterable<string>): AsyncGenerator<ReadItem> {
  yield { kind: "columns", names: ["title", "text"] };
  let number = 0;
  let title = "";
  let paragraph: string[] = [];
  function* finish(): Generator<ReadItem> {
    const text = paragraph.join("\n").trim();
    paragraph = [];
    if (text === "") return;
    for (const piece of divided(text)) {
      number += 1;
      yield piece.includes("\0")
        ? { kind: "bad", number, reason: "It contains a NUL character, which no text should." }
        : { kind: "row", number, values: { title, text: piece } };
    }
  }
  function* line(text: string): Generator<ReadItem> {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1];
    if (text.trim() === "" || heading !== undefined) yield* finish();
    else paragraph.push(text);
    if (heading !== undefined) title = heading;
  }
  let pending = "";
  for await (const chunk of chunks) {
    const lines = (pending + chunk).split(/\r\n|\n|\r(?!$)/);
    pending = (lines.pop() as string).slice(0, longestCell);
    for (const text of lines) yield* line(text);
  }
  yield* line(pending);
  yield* finish();
}

function divided(text: string): readonly string[] {
  if (text.length <= longestPassage) return [text];
  const pieces: string[] = [];
  let piece = "";
  // Where no sentence ends for very long, the text is cut all the same.
  for (const sentence of text.match(/[\s\S]{1,1500}?(?:[.!?](?=\s|$)\s*|$)|[\s\S]{1,1500}/g) ?? []) {
    if (piece !== "" && piece.length + sentence.length > longestPassage) {
      pieces.push(piece.trim());
      piece = "";
    }
    piece += sentence;
  }
  if (piece.trim() !== "") pieces.push(piece.trim());
  return pieces;
}
