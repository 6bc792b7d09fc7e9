import { bestCandidate, type CandidateEntry, type ProposalEntry, type RunState } from "../../engine/index.ts";
import { toArray } from "../../shared/append-only.ts";
import { limitOf, type SpentUnit } from "../words/spent-words.ts";
import { isAllOrNothing } from "../words/verdict-words.ts";
import { candidateLook } from "./candidate-look.ts";
import type { GatePoint, ScorePoint, ScoreSeries, StepPoint } from "./score-series.ts";

/**
 * Requests spent when a candidate's Pareto score was known: when it joined, or the last of its rows was asked. The search
 * starts from the first prompt, however late its last row is asked.
 */
export function scoredAfter(candidate: CandidateEntry): number {
  return candidate.index === 0 ? candidate.scoredAfter : (candidate.provenAfter ?? candidate.scoredAfter);
}

/** Counted as best, where its mean is: every row of it was asked, or it is what the search starts from. */
function canBeBest({ index, provenAfter }: CandidateEntry): boolean {
  return provenAfter !== null || index === 0;
}

/** What the score chart draws, from the folded journal alone: any prefix gives the chart as it was. */
export function scoreSeries(state: RunState, unit: SpentUnit = "request"): ScoreSeries {
  const ordered = inOrder(state);
  const best = bestSteps(state, ordered);
  const leader = bestCandidate(state);
  const budget = limitOf(state);
  return {
    paretoRows: state.spec.splits.pareto,
    ...(budget === null ? {} : { budget }),
    calls: state.spent.requests,
    unit,
    points: scorePoints(ordered, best),
    best,
    ...(leader === null ? {} : { leader: candidateLook(leader.index, leader.kind) }),
    ...anybodysSteps(ordered),
    gates: gatePoints(state),
    live: state.status === "searching",
  };
}

/** Candidates as their scores were known. */
function inOrder({ candidates }: RunState): readonly CandidateEntry[] {
  return candidates.toSorted((a, b) => scoredAfter(a) - scoredAfter(b));
}

/** Where the best Pareto mean of a candidate asked every row rose, and the mean that would be handed out now. */
export function bestSteps(state: RunState, ordered = inOrder(state)): readonly StepPoint[] {
  const best: StepPoint[] = [];
  for (const candidate of ordered)
    if (canBeBest(candidate) && candidate.mean > (best.at(-1)?.score ?? Number.NEGATIVE_INFINITY))
      best.push({ calls: scoredAfter(candidate), score: candidate.mean });
  const leader = bestCandidate(state);
  if (leader !== null && leader.mean !== best.at(-1)?.score)
    best.push({ calls: state.spent.requests, score: leader.mean });
  return best;
}

function scorePoints(ordered: readonly CandidateEntry[], best: readonly StepPoint[]): readonly ScorePoint[] {
  let next = 0;
  return ordered.map((candidate) => {
    const calls = scoredAfter(candidate);
    const partly = candidate.provenAfter === null;
    const step = best[next];
    const isBest = canBeBest(candidate) && step?.calls === calls && step.score === candidate.mean;
    if (isBest) next += 1;
    return {
      look: candidateLook(candidate.index, candidate.kind),
      calls,
      score: candidate.mean,
      isBest,
      ...(partly ? { partly } : {}),
    };
  });
}

/** Mean over the rows of the best score anybody had there, as it rose; and whether every score is 0 or 1. */
function anybodysSteps(ordered: readonly CandidateEntry[]): Pick<ScoreSeries, "somebody" | "passFail"> {
  const somebody: StepPoint[] = [];
  const highest: number[] = [];
  let rows = 0;
  let sum = 0;
  let passFail = true;
  for (const candidate of ordered) {
    for (const { example, score } of candidate.scores) {
      const before = highest[example];
      passFail &&= isAllOrNothing(score);
      if (before !== undefined && score <= before) continue;
      highest[example] = score;
      rows += before === undefined ? 1 : 0;
      sum += score - (before ?? 0);
    }
    const anybody = rows === 0 ? 0 : sum / rows;
    if (anybody !== somebody.at(-1)?.score) somebody.push({ calls: scoredAfter(candidate), score: anybody });
  }
  return { somebody, passFail };
}

/**
 * Gates at the call they were decided. The state knows a gate's callIndexes, which also count reflections; the
 * calls spent are read off between the candidates whose counts are known, in proportion to the callIndexes.
 */
function gatePoints(state: RunState): GatePoint[] {
  const proposals = toArray(state.proposals);
  const anchors: { at: number; calls: number }[] = [{ at: 0, calls: 0 }];
  const seed = state.candidates[0];
  if (seed !== undefined) {
    // Its other rows may be asked at the end: the first ones took the first callIndexes.
    const at = Math.round(seed.scoredAfter / (state.budget.requestsPerRollout ?? 1));
    anchors.push({ at, calls: seed.scoredAfter });
  }
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
  let last = -1;
  for (const { callIndex, from } of rows) if (from === undefined && callIndex > last) last = callIndex;
  return last;
}

/** Read off between the last anchor before a place and the first one from it on; anchors are in order. */
function between(anchors: readonly { readonly at: number; readonly calls: number }[], at: number): number {
  let first = 0;
  for (let end = anchors.length; first < end;) {
    const middle = (first + end) >> 1;
    if ((anchors[middle]?.at ?? Infinity) < at) first = middle + 1;
    else end = middle;
  }
  const low = anchors[first - 1] ?? anchors[0] ?? { at: 0, calls: 0 };
  const anchor = anchors[first];
  if (anchor === undefined) return low.calls;
  const span = anchor.at - low.at;
  return span <= 0
    ? anchor.calls
    : Math.round(low.calls + ((at - low.at) / span) * (anchor.calls - low.calls));
}
