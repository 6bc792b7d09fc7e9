import { reasonOf } from "../../shared/reason-of.ts";
import { insideFence } from "./inside-fence.ts";

export type JsonOutcome =
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
