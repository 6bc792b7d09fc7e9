import { bestCandidate, type CandidateEntry, type ProposalEntry, type RunState } from "../../engine/index.ts";
import { toArray } from "../../shared/append-only.ts";
import { limitOf, type SpentUnit } from "../words/spent-words.ts";
import { isAllOrNothing } from "../words/verdict-words.ts";
import { candidateLook } from "./candidate-look.ts";
import type { GatePoint, ScorePoint, ScoreSeries, StepPoint } from "./score-series.ts";

/** Requests spent when a candidate's Pareto score was known: when it joined, or the last of its rows was asked. */
export function scoredAfter(candidate: CandidateEntry): number {
  return candidate.provenAfter ?? candidate.scoredAfter;
}

/** What the score chart draws, from the folded journal alone: any prefix gives the chart as it was. */
export function scoreSeries(state: RunState, unit: SpentUnit = "request"): ScoreSeries {
  const points: ScorePoint[] = [];
  const best: StepPoint[] = [];
  const somebody: StepPoint[] = [];
  const highest = new Map<number, number>();
  let sum = 0;
  let passFail = true;
  const ordered = state.candidates.toSorted((a, b) => scoredAfter(a) - scoredAfter(b));
  for (const candidate of ordered) {
    const calls = scoredAfter(candidate);
    for (const row of candidate.scores) {
      const before = highest.get(row.example);
      passFail &&= isAllOrNothing(row.score);
      if (before !== undefined && row.score <= before) continue;
      highest.set(row.example, row.score);
      sum += row.score - (before ?? 0);
    }
    const partly = candidate.inheritedRows > 0;
    const isBest = !partly && candidate.mean > (best.at(-1)?.score ?? Number.NEGATIVE_INFINITY);
    if (isBest) best.push({ calls, score: candidate.mean });
    const anybody = highest.size === 0 ? 0 : sum / highest.size;
    if (anybody !== somebody.at(-1)?.score) somebody.push({ calls, score: anybody });
    points.push({
      look: candidateLook(candidate.index, candidate.kind),
      calls,
      score: candidate.mean,
      isBest,
      ...(partly ? { partly } : {}),
    });
  }
  const leader = bestCandidate(state);
  if (leader !== null && leader.mean !== best.at(-1)?.score)
    best.push({ calls: state.spent.requests, score: leader.mean });
  const budget = limitOf(state);
  return {
    paretoRows: state.spec.splits.pareto,
    ...(budget === null ? {} : { budget }),
    calls: state.spent.requests,
    unit,
    points,
    best,
    ...(leader === null ? {} : { leader: candidateLook(leader.index, leader.kind) }),
    somebody,
    passFail,
    gates: gatePoints(state),
    live: state.status === "searching",
  };
}

/**
 * Gates at the call they were decided. The state knows a gate's callIndexes, which also count reflections; the
 * calls spent are read off between the candidates whose counts are known, in proportion to the callIndexes.
 */
function gatePoints(state: RunState): GatePoint[] {
  const proposals = toArray(state.proposals);
  const anchors: { at: number; calls: number }[] = [{ at: 0, calls: 0 }];
  const seed = state.candidates[0];
  if (seed !== undefined) anchors.push({ at: lastCall(seed.scores) + 1, calls: scoredAfter(seed) });
  for (const proposal of proposals) {
    const kept = proposal.candidate === null ? undefined : state.candidates[proposal.candidate];
    const at = lastCall(proposal.childRows) + 1;
    if (kept !== undefined && at > 0) anchors.push({ at, calls: kept.triedAfter });
    if (kept !== undefined) anchors.push({ at: lastCall(kept.scores) + 1, calls: scoredAfter(kept) });
  }
  anchors.push({ at: state.nextCallIndex, calls: state.spent.requests });
  const ordered = anchors.toSorted((a, b) => a.at - b.at);
  return proposals.flatMap((proposal) => {
    const point = gatePoint(state, proposal, ordered);
    return point === undefined ? [] : [point];
  });
}

function gatePoint(
  state: RunState,
  proposal: ProposalEntry,
  anchors: readonly { readonly at: number; readonly calls: number }[],
): GatePoint | undefined {
  if (proposal.before === null || proposal.after === null) return undefined;
  const at = lastCall(proposal.childRows) + 1;
  const kept = proposal.candidate === null ? undefined : state.candidates[proposal.candidate];
  return {
    iteration: proposal.iteration,
    calls: kept?.triedAfter ?? between(anchors, at),
    size: proposal.minibatch.length,
    parent: proposal.before,
    child: proposal.after,
    ...(kept === undefined ? {} : { kept: candidateLook(kept.index, kept.kind) }),
  };
}

function lastCall(rows: readonly { readonly callIndex: number; readonly from?: string }[]): number {
  return rows.reduce((last, row) => (row.from === undefined ? Math.max(last, row.callIndex) : last), -1);
}

function between(anchors: readonly { readonly at: number; readonly calls: number }[], at: number): number {
  let low = anchors[0] ?? { at: 0, calls: 0 };
  for (const anchor of anchors) {
    if (anchor.at >= at) {
      const span = anchor.at - low.at;
      return span <= 0
        ? anchor.calls
        : Math.round(low.calls + ((at - low.at) / span) * (anchor.calls - low.calls));
    }
    low = anchor;
  }
  return low.calls;
}
