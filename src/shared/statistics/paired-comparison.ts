import { bootstrapMean } from "./bootstrap.ts";
import type { Interval } from "./interval.ts";
import { exactMcNemar } from "./mcnemar.ts";
import { meanOf } from "./mean-of.ts";
import { signFlipTest } from "./permutation.ts";

/** Two scores of the same row: before and after. */
export interface ScorePair {
  readonly before: number;
  readonly after: number;
}

export interface PairedComparison {
  readonly rows: number;
  readonly before: Interval;
  readonly after: Interval;
  /** After minus before, with its paired bootstrap interval. */
  readonly gain: Interval;
  readonly p: number;
  readonly test: "Exact McNemar" | "Exact sign-flip" | "Sign-flip (10 000 draws)";
  readonly won: number;
  readonly lost: number;
  /** `unclear`: the rows cannot tell the two apart. */
  readonly verdict: "better" | "worse" | "unclear";
}

const level = 0.05;

/** Several parts of a page ask about the same rows, and ten thousand draws take a moment. */
const asked = new Map<string, PairedComparison>();
const mostKept = 32;

/** Which of two prompts is better on the same rows, and how sure that is. */
export function comparePaired(pairs: readonly ScorePair[]): PairedComparison {
  const key = pairs.map(({ before, after }) => `${before} ${after}`).join();
  const known = asked.get(key);
  if (known !== undefined) return known;
  const found = compare(pairs);
  if (asked.size >= mostKept) asked.clear();
  asked.set(key, found);
  return found;
}

function compare(pairs: readonly ScorePair[]): PairedComparison {
  const isPassFail = pairs.every((pair) => isBit(pair.before) && isBit(pair.after));
  const differences = pairs.map((pair) => pair.after - pair.before);
  const won = differences.filter((one) => one > 0).length;
  const lost = differences.filter((one) => one < 0).length;
  const gain = bootstrapMean(differences);
  const flips = isPassFail ? undefined : signFlipTest(differences);
  const p = flips === undefined ? exactMcNemar(won, lost) : flips.p;
  const isClear = p < level && (gain.low > 0 || gain.high < 0);
  return {
    rows: pairs.length,
    before: meanOf(pairs.map((pair) => pair.before)),
    after: meanOf(pairs.map((pair) => pair.after)),
    gain,
    p,
    test:
      flips === undefined ? "Exact McNemar" : flips.exact ? "Exact sign-flip" : "Sign-flip (10 000 draws)",
    won,
    lost,
    verdict: !isClear ? "unclear" : gain.value > 0 ? "better" : "worse",
  };
}

const isBit = (score: number): boolean => score === 0 || score === 1;
