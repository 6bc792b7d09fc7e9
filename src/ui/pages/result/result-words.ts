import { formatPercent, formatPoints, plural } from "../../kit/numbers.ts";
import type { TestComparison } from "./test-comparison.ts";

/** The finding of a run, in the one sentence that a page head has room for. */
export function resultHeading(found: TestComparison): string {
  const after = share(found.after.value);
  const before = share(found.before.value);
  if (found.verdict === "unclear")
    return `Not distinguishable from the seed: ${after} against ${before} on ${plural(found.rows, "unseen row")}.`;
  if (found.verdict === "worse")
    return `The new prompt is worse on unseen rows: ${after}. The seed had ${before}.`;
  return found.passFail
    ? `The new prompt gets ${after} of unseen rows right. The seed got ${before}.`
    : `The new prompt scores ${after} on unseen rows. The seed scored ${before}.`;
}

const share = (value: number): string => formatPercent(value, 0);

/** How sure that is, in a sentence or two. */
export function sureWords(found: TestComparison): string {
  const points = formatPoints(found.gain.value);
  const isPlain = found.gain.low >= 0;
  const end = (value: number): string => (isPlain ? formatPoints(value).slice(1) : formatPoints(value));
  const between = `the 95 % interval runs from ${end(found.gain.low)} to ${end(found.gain.high)}`;
  const differing = found.won + found.lost;
  const split =
    differing === 0
      ? "Both prompts score the same on every row."
      : `Of the ${plural(differing, "row")} where the two differ, the new prompt wins ${found.won}.`;
  return `A ${found.gain.value < 0 ? "loss" : "gain"} of ${points.replace(/^[+−]/, "")} points; ${between}. ${split}`;
}

export function pWords(p: number): string {
  return p < 0.0001 ? "p < 0.0001" : `p = ${p.toPrecision(2)}`;
}

/** What we would do with an unclear result: keep the shorter one. */
export function keepWords(seedTokens: number, winnerTokens: number): string {
  return winnerTokens < seedTokens
    ? `The rows cannot tell the two apart. The new prompt is shorter (${winnerTokens} tokens against ${seedTokens}), so we would take it.`
    : `The rows cannot tell the two apart. We would keep the seed: it is ${winnerTokens === seedTokens ? "as short" : "shorter"} (${seedTokens} tokens against ${winnerTokens}).`;
}
