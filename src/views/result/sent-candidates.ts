import { bestCandidate, type CandidateEntry, isScored, type RunState } from "../../engine/index.ts";
import type { Interval } from "../../shared/statistics/interval.ts";
import { meanOf } from "../../shared/statistics/mean-of.ts";
import type { RunRow } from "../../storage/rows.ts";
import { requestsPerRollout } from "../../tasks/requests-per-rollout.ts";
import { unitOf } from "../run/unit-of.ts";
import { formatPercent, formatPoints, gainRange, plural } from "../words/numbers.ts";
import { shortVerdict } from "../words/result-words.ts";
import { compareTests } from "./test-comparison.ts";

/** A candidate that a person sent to the sealed test, beside seed and winner. */
export interface SentCandidate {
  readonly entry: CandidateEntry;
  readonly test: Interval;
  /** Against the seed on the same rows; empty where the seed has no answers. */
  readonly against: string;
}

/** Everybody on the sealed test but seed and winner, each once, with its newest answers. */
export function sentCandidates(state: RunState, winner: number): readonly SentCandidate[] {
  const seed = state.test.findLast(({ candidate }) => candidate === 0);
  const tested = [...new Set(state.test.map(({ candidate }) => candidate))];
  return tested
    .filter((index) => index !== 0 && index !== winner)
    .flatMap((index) => {
      const entry = state.candidates[index];
      const result = state.test.findLast(({ candidate }) => candidate === index);
      if (entry === undefined || result === undefined) return [];
      const scores = result.rows.filter(isScored).map(({ score }) => score);
      if (scores.length === 0) return [];
      return [{ entry, test: meanOf(scores), against: seed === undefined ? "" : againstWords(seed, result) }];
    });
}

function againstWords(...[seed, sent]: Parameters<typeof compareTests>): string {
  const found = compareTests(seed, sent);
  return `${formatPoints(found.gain.value)} (${gainRange(found.gain)}), ${shortVerdict(found)}`;
}

/** Who may still be sent, the best on the Pareto rows first. */
export function sendable(state: RunState): readonly CandidateEntry[] {
  const tested = new Set(state.test.map(({ candidate }) => candidate));
  return state.candidates.filter(({ index }) => !tested.has(index)).toSorted((a, b) => b.mean - a.mean);
}

/** A candidate where one is chosen from: "c5, 82.0 % on Pareto rows". */
export function sendableWords({ index, mean, inheritedRows, openRows }: CandidateEntry): string {
  const inherited = inheritedRows === 0 ? "" : `, ${plural(inheritedRows, "row")} of it inherited`;
  const open = openRows === 0 ? "" : `, ${plural(openRows, "row")} not asked`;
  return `c${index}, ${formatPercent(mean)} on Pareto rows${inherited}${open}`;
}

/** What sending one takes at most: its own rows, and those of seed and winner where they were not tested yet. */
export function sendCost(run: RunRow, state: RunState, candidate: number): string {
  const wanted = new Set([0, bestCandidate(state)?.index ?? 0, candidate]);
  const tested = new Set(state.test.map((one) => one.candidate));
  const open = [...wanted].filter((one) => !tested.has(one)).length;
  const each = Math.max(1, requestsPerRollout(run.task));
  return plural(run.splits.test.length * open * each, unitOf(run));
}

/** What is asked before it is sent. */
export function sendQuestion(run: RunRow, state: RunState, candidate: number): string {
  return `It takes up to ${sendCost(run, state, candidate)}, outside the budget. It counts as one more look at ${plural(run.splits.test.length, "sealed row")}: with every look their number is a little less sealed, and who is chosen by it looks better than it is. The winner stays who it is.`;
}
