import type { ValueText } from "./read-values.ts";

/** The values of a text that holds several, one behind the other with nothing between them. */
export function* jsonSequence(text: string): Generator<ValueText> {
  let depth = 0;
  let isText = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isText) {
      if (sign === "\\") at += 1;
      else if (sign === '"') isText = false;
    } else if (sign === '"') isText = true;
    else if (sign === "{" || sign === "[") depth += 1;
    else if ((sign === "}" || sign === "]") && --depth === 0) {
      yield { text: text.slice(start, at + 1) };
      start = at + 1;
    }
  }
  if (text.slice(start).trim() !== "") yield { text: text.slice(start) };
}
