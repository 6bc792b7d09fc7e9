import { parseWritten } from "../written-json.ts";
import { findRows, type FoundRows } from "./find-rows.ts";
import { evalOfOpenAi } from "./foreign/openai-eval.ts";
import { testsOfConfiguration } from "./foreign/promptfoo-configuration.ts";
import { jsonElements } from "./json-elements.ts";
import { jsonLines } from "./json-lines.ts";
import { jsonSequence } from "./json-sequence.ts";
import type { ReadValue } from "./read-values.ts";

/** Files up to this size are parsed whole, so that the right list in them is found; larger ones are streamed. */
const largestWhole = 32 * 1024 * 1024;
/** A file that is a list from its first sign on needs no search, so it is streamed early. */
const largestList = 4 * 1024 * 1024;

/** The rows of a JSON file, wherever in it they are. */
export async function* jsonFile(chunks: AsyncIterable<string>, size: number): AsyncGenerator<ReadValue> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const begun = first.done === true ? "" : first.value;
  const all = resumed(begun, iterator);
  const isList = /^\uFEFF?\s*\[/.test(begun);
  if (size > (isList ? largestList : largestWhole)) {
    if (!isList)
      yield {
        note: "This file is larger than 32 MB: the first list in it was read, whatever others there are.",
      };
    yield* jsonElements(all);
    return;
  }
  const text = await wholeText(all);
  const found = foundIn(text);
  if (found !== undefined) yield* valuesOf(found);
  // Several values, one below the other; else one bad element shall be one bad row.
  else if (/^\s*\{[\s\S]*\n\{/.test(text)) yield* jsonLines(once(text));
  else if (/^\s*\{[\s\S]*\}[ \t]*\{/.test(text)) yield* jsonSequence(text);
  else yield* jsonElements(once(text));
}

/** The values of a JSONL file; what is one JSON list after all is read as such. */
export async function* jsonlFile(chunks: AsyncIterable<string>, size: number): AsyncGenerator<ReadValue> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const begun = first.done === true ? "" : first.value;
  const all = resumed(begun, iterator);
  if (!/^\uFEFF?\s*\[/.test(begun) || size > largestWhole) {
    yield* jsonLines(all);
    return;
  }
  const text = await wholeText(all);
  const found = foundIn(text);
  if (found === undefined) yield* jsonLines(once(text));
  else yield* valuesOf(found);
}

/** Rows of a parsed configuration of promptfoo, an eval of OpenAI, or any other file. */
export function rowsOfDocument(value: unknown): FoundRows {
  return testsOfConfiguration(value) ?? evalOfOpenAi(value) ?? findRows(value);
}

export function* valuesOf({ rows, notes, ...hints }: FoundRows): Generator<ReadValue> {
  for (const note of notes) yield { note };
  if (Object.keys(hints).length > 0) yield { hints };
  for (const value of rows) yield { value };
}

/** Undefined where the text is not one JSON value. */
function foundIn(text: string): FoundRows | undefined {
  let value: unknown;
  try {
    value = parseWritten(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return rowsOfDocument(value);
}

export async function wholeText(chunks: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return parts.join("");
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function* resumed(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
