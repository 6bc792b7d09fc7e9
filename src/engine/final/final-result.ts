import { exactMcNemar } from "../../shared/statistics/mcnemar.ts";
import { sum } from "../../shared/statistics/mean.ts";
import { signFlipTest } from "../../shared/statistics/permutation.ts";
import { noiseVariance } from "../budget/noise.ts";
import type { FinalEvaluation } from "../journal/events.ts";
import { isScored, meanScore } from "../journal/rows.ts";
import type { CandidateEntry, FinalResult, RunState } from "../state/state.ts";
import type { ScoredRow } from "../vocabulary.ts";

/** Fewer rows that chose nobody than this prove nothing either way. */
const fewestFreshRows = 5;
/** With fewer rows in all, hardly any lead could be told from luck: the higher mean wins, and is said to prove little. */
const fewestRows = 30;
/** How the level is shared out between rows that chose nobody and all rows, the latter with every candidate counted. */
const shareOfFresh = 0.5;

interface Standing {
  readonly entry: CandidateEntry;
  readonly mean: number;
  readonly rows: number;
  readonly fresh: readonly ScoredRow[];
}

/**
 * Who wins. The highest mean over all rows of the final is the challenger (ties to the newest). Its lead over the seed
 * must be seen again on rows that did not choose it, or be so large on all rows that not even the best of so many
 * candidates would have it by luck; else the seed stays. `before` and `after`: the states around the answers.
 */
export function finalResult(
  before: Pick<RunState, "spec" | "candidates">,
  after: RunState,
  evaluations: readonly FinalEvaluation[],
): FinalResult | null {
  const standings = evaluations
    .map((evaluation) => standingOf(before, after, evaluation))
    .filter(({ entry }) => entry.provenAfter !== null || entry.index === 0);
  const seed = standings.find(({ entry }) => entry.index === 0);
  if (seed === undefined) return null;
  const ranked = standings.toSorted((a, b) => b.mean - a.mean || b.entry.index - a.entry.index);
  const top = ranked[0]!;
  const tie = top.mean - Math.sqrt((2 * noiseVariance(after)) / top.rows) - 1e-12;
  const challenger = ranked
    .filter(({ mean }) => mean >= tie)
    .reduce((a, b) => (b.entry.index > a.entry.index ? b : a));
  const asked = evaluations.find(({ candidate }) => candidate === challenger.entry.index)!;
  const chosen = before.candidates[challenger.entry.index]!;
  const anew = asked.rows.filter(isScored).filter((row) => isOwn(chosen, row.example));
  const unbiased = [...differences(anew, seed.entry.scores), ...differences(challenger.fresh, seed.fresh)];
  const all = [
    ...differences(challenger.entry.scores, seed.entry.scores),
    ...differences(challenger.fresh, seed.fresh),
  ];
  const onFreshRows = unbiased.length >= fewestFreshRows;
  const shown = onFreshRows ? unbiased : all;
  const level = before.spec.final?.level ?? 1;
  const rivals = after.candidates.filter((one) => one.index > 0 && one.provenAfter !== null).length;
  const tells = all.length >= fewestRows;
  const isBetter = !tells
    ? challenger.mean > seed.mean
    : onFreshRows
      ? chanceOf(unbiased) <= level * shareOfFresh || chanceOf(all) * rivals <= level * (1 - shareOfFresh)
      : chanceOf(all) * rivals <= level;
  return {
    winner: isBetter ? challenger.entry.index : 0,
    challenger: challenger.entry.index,
    scores: ranked.map(({ entry, mean, rows }) => ({ candidate: entry.index, mean, rows })),
    rows: shown.length,
    won: shown.filter((one) => one > 0).length,
    lost: shown.filter((one) => one < 0).length,
    onFreshRows,
    tells,
  };
}

/** A row that had been asked before counts with both its answers. */
function standingOf(
  before: Pick<RunState, "candidates">,
  after: RunState,
  { candidate, rows, fresh }: FinalEvaluation,
): Standing {
  const entry = after.candidates[candidate]!;
  const chosen = before.candidates[candidate]!;
  const asked = new Set(rows.map((row) => row.example));
  const earlier = chosen.scores.filter((row) => asked.has(row.example) && row.from !== "inherited");
  const all = [...entry.scores, ...earlier, ...fresh.filter(isScored)];
  return { entry, mean: meanScore(all), rows: all.length, fresh: fresh.filter(isScored) };
}

/** Asked before the final: an answer anew is then one that did not choose it. */
function isOwn({ scores }: CandidateEntry, example: number): boolean {
  return scores.some((row) => row.example === example && row.from !== "inherited");
}

function differences(left: readonly ScoredRow[], right: readonly ScoredRow[]): number[] {
  const known = new Map(right.map((row) => [row.example, row.score]));
  return left.flatMap(({ example, score }) => {
    const other = known.get(example);
    return other === undefined ? [] : [score - other];
  });
}

/** How often chance alone would give a lead like this; 1 where there is none. */
function chanceOf(moved: readonly number[]): number {
  if (sum(moved) <= 0) return 1;
  const isPassFail = moved.every((one) => Number.isInteger(one) && Math.abs(one) <= 1);
  if (!isPassFail) return signFlipTest(moved).p / 2;
  const won = moved.filter((one) => one > 0).length;
  const lost = moved.filter((one) => one < 0).length;
  return exactMcNemar(won, lost) / 2;
}
