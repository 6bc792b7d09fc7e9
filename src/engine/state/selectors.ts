import { toArray } from "../../shared/append-only.ts";
import { pagedItems } from "../../shared/paged-list.ts";
import { frontsOf } from "../pool/frontier.ts";
import type { FrontKey } from "../pool/frontier.ts";
import { chooseWinner } from "../pool/winner.ts";
import type { CandidateEntry, CandidateProgress, ProposalEntry, RunState } from "./state.ts";

/** The candidate to use: by the spec's winner rule; null before the seed is scored. */
export function bestCandidate(state: RunState): CandidateEntry | null {
  return chooseWinner(state);
}

/** Every settled proposal, kept or not, with its evidence, in the order they were settled. */
export function allProposals(state: RunState): ProposalEntry[] {
  return toArray(state.proposals);
}

/** How far the search has got with each candidate, by index. */
export function allProgress(state: RunState): readonly CandidateProgress[] {
  return pagedItems(state.progress);
}

interface FrontRow {
  readonly key: FrontKey;
  readonly best: number;
  readonly members: readonly number[];
}

/** The frontier of the run's kind: per key the best score and who reaches it, ascending. */
export function frontierRows(state: RunState): FrontRow[] {
  return frontsOf(state.frontier, state.spec.frontier).map(({ key, best, members }) => ({
    key,
    best,
    members: toArray(members).toSorted((a, b) => a - b),
  }));
}

/** For one candidate: the keys on which it is best, and whether it is alone there. */
export function keptAliveBy(
  state: RunState,
  candidate: number,
): { readonly key: FrontKey; readonly alone: boolean }[] {
  return frontierRows(state).flatMap(({ key, members }) =>
    members.includes(candidate) ? [{ key, alone: members.length === 1 }] : [],
  );
}

/** Mean over the instance keys of the best score anybody reaches: what an oracle choosing per row would get. */
export function frontierMean(state: RunState): number {
  const { fronts } = state.frontier.instance;
  return fronts.length === 0 ? 0 : fronts.reduce((sum, front) => sum + front.best, 0) / fronts.length;
}

/** Candidates on at least one key of the frontier, ascending. */
export function frontierMembers(state: RunState): number[] {
  const members = new Set(frontierRows(state).flatMap((row) => row.members));
  return [...members].toSorted((a, b) => a - b);
}

/** Best mean so far against requests spent: one point per candidate that was asked every row, and the seed. */
export function bestSoFar(state: RunState): {
  readonly requests: number;
  readonly candidate: number;
  readonly mean: number;
  readonly best: number;
}[] {
  let best = Number.NEGATIVE_INFINITY;
  return state.candidates
    .flatMap(({ index, mean, provenAfter, scoredAfter }) => {
      const requests = provenAfter ?? (index === 0 ? scoredAfter : null);
      return requests === null ? [] : [{ requests, candidate: index, mean }];
    })
    .toSorted((a, b) => a.requests - b.requests)
    .map((point) => {
      best = Math.max(best, point.mean);
      return { ...point, best };
    });
}

/** All ancestors of a candidate, nearest first, each once. */
export function lineage(state: RunState, candidate: number): number[] {
  const found: number[] = [];
  let level = [candidate];
  while (level.length > 0) {
    level = [...new Set(level.flatMap((one) => state.candidates[one]?.parents ?? []))].filter(
      (one) => !found.includes(one),
    );
    found.push(...level);
  }
  return found;
}

/** Where the conductor's calls on the sealed test set start. */
export function firstTestCallIndex(state: RunState): number {
  return state.nextCallIndex;
}
