import { estimateTokens } from "../../shared/estimate-tokens.ts";
import type { WorkedExample } from "../ports.ts";

/** Stands between an instruction and the worked examples behind it. */
const heading = "\n\nExamples with their right answers:\n\n";

/** Most tokens (estimated) that worked examples may take together: each call of the Student reads them. */
const mostTokens = 1500;

interface Parts {
  readonly instruction: string;
  /** With their heading; empty where there are none. */
  readonly examples: string;
}

/** A text that was put together by `withExamples`, taken apart; any other is an instruction as a whole. */
export function partsOf(text: string): Parts {
  const at = text.lastIndexOf(heading);
  return at === -1
    ? { instruction: text, examples: "" }
    : { instruction: text.slice(0, at), examples: text.slice(at) };
}

export function withExamples(instruction: string, examples: readonly WorkedExample[]): string {
  return `${instruction}${heading}${examples.map(({ text }) => text).join("\n\n")}`;
}

/** One that was chosen, and the position of its feedback row. */
interface ChosenExample extends WorkedExample {
  readonly at: number;
}

/**
 * At most so many examples of rows in the order given, those with an answer of their own first; none that is too long. Once
 * there are as many with answers of their own, no further row is looked at.
 */
export function chosenExamples(
  positions: readonly number[],
  exampleAt: (position: number) => WorkedExample | null,
  most: number,
): readonly ChosenExample[] {
  const met = new Set<string>();
  const first: ChosenExample[] = [];
  const others: ChosenExample[] = [];
  for (const at of positions) {
    const example = exampleAt(at);
    if (example === null || estimateTokens(example.text) > mostTokens / most) continue;
    (met.has(example.answer) ? others : first).push({ at, ...example });
    met.add(example.answer);
    if (first.length === most) break;
  }
  return [...first, ...others].slice(0, most);
}
