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

/** At most so many examples in the order given, those with an answer of their own first; none that is too long. */
export function chosenExamples<Row extends WorkedExample>(
  rows: readonly Row[],
  most: number,
): readonly Row[] {
  const fit = rows.filter(({ text }) => estimateTokens(text) <= mostTokens / most);
  const met = new Set<string>();
  const isNew = ({ answer }: Row): boolean => !met.has(answer) && met.add(answer) !== undefined;
  const first = fit.filter(isNew);
  return [...first, ...fit.filter((row) => !first.includes(row))].slice(0, most);
}
