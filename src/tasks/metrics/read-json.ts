import { reasonOf } from "../../shared/reason-of.ts";
import { insideFence } from "./inside-fence.ts";

type JsonOutcome =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "invalid"; readonly problem: string };

/** An answer as JSON; a Markdown fence around it is forgiven unless `strict`. */
export function readJson(text: string, strict = false): JsonOutcome {
  if (text.trim() === "") return { kind: "invalid", problem: "The answer was empty; JSON was wanted." };
  try {
    return { kind: "value", value: JSON.parse(strict ? text.trim() : insideFence(text)) as unknown };
  } catch (error) {
    const why = reasonOf(error);
    return { kind: "invalid", problem: `The answer is not valid JSON: ${why}.${guess(text)}` };
  }
}

/** The objects and lists that stand in a text, from its beginning; what stands within one is not told again. */
export function jsonWithin(text: string): readonly unknown[] {
  const found: unknown[] = [];
  for (let at = text.search(/[{[]/); at >= 0 && at < text.length; at += 1) {
    if (text[at] !== "{" && text[at] !== "[") continue;
    const end = endOfJson(text, at);
    const read = end < 0 ? undefined : readJson(text.slice(at, end));
    if (read?.kind !== "value") continue;
    found.push(read.value);
    at = end - 1;
  }
  return found;
}

/** Behind the bracket that closes the one at `start`; -1 where none does. */
function endOfJson(text: string, start: number): number {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (sign === "\\") at += 1;
    else if (sign === '"') isText = !isText;
    else if (isText) continue;
    else if (sign === "{" || sign === "[") depth += 1;
    else if ((sign === "}" || sign === "]") && --depth === 0) return at + 1;
  }
  return -1;
}

/** The usual reasons, so that a reader knows what to ask for. */
function guess(text: string): string {
  if (/```/.test(text)) return " There is text around the fenced JSON.";
  const start = text.search(/[{[]/);
  if (start > 0 && /\p{L}{2}/u.test(text.slice(0, start))) return " There is text before the JSON.";
  if (/'\s*:|:\s*'/.test(text)) return " Single quotation marks are not JSON.";
  if (/,\s*[}\]]/.test(text)) return " There is a comma before a closing bracket.";
  return (text.match(/[{[]/g)?.length ?? 0) > (text.match(/[}\]]/g)?.length ?? 0)
    ? " It seems to be cut off."
    : "";
}
