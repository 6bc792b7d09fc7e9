import { longestCell, UnreadableFile } from "./read-item.ts";
import type { ValueText } from "./read-values.ts";

/**
 * Cuts a JSON list into the texts of its elements without parsing all of it at once, so that one bad element is one
 * bad row and a large file needs little memory. An object around the list is accepted where the list is its first
 * list-valued field.
 */
export async function* jsonElements(chunks: AsyncIterable<string>): AsyncGenerator<ValueText> {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let listDepth = 0;
  let element = "";
  let closed = false;
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const char = chunk[at] as string;
      if (inText) {
        if (escaped) escaped = false;
        else if (char === "\\") escaped = true;
        else if (char === '"') inText = false;
        continue;
      }
      if (char === '"') inText = true;
      else if (char === "{" || char === "[") {
        depth += 1;
        if (listDepth === 0 && char === "[" && depth <= 2) {
          listDepth = depth;
          start = at + 1;
        }
      } else if (char === "}" || char === "]") {
        depth -= 1;
        if (listDepth > 0 && depth === listDepth - 1) {
          element += chunk.slice(start, at);
          if (element.trim() !== "") yield { text: element };
          closed = true;
          break;
        }
      } else if (char === "," && depth === listDepth && listDepth > 0) {
        yield { text: element + chunk.slice(start, at) };
        element = "";
        start = at + 1;
      }
    }
    if (closed) return;
    if (listDepth > 0) element += chunk.slice(start);
    if (element.length > longestCell * 8)
      throw new UnreadableFile("A bracket or quotation mark in this JSON file is never closed.");
  }
  if (listDepth === 0) throw new UnreadableFile("No list of rows was found in this JSON file.");
  if (element.trim() !== "") yield { text: element };
}
