import { getEntry } from "../../shared/append-only.ts";
import { canAffordMerge, mostMerges } from "../budget/reservation.ts";
import type { FoundMerge, IterationFailed, MergeSearched } from "../journal/events.ts";
import { searchMerge } from "../merge/merge-search.ts";
import type { MergePool, Pair } from "../merge/merge-search.ts";
import { mergeSubsample } from "../merge/merge-subsample.ts";
import { candidateHash } from "../pool/candidate-hash.ts";
import { undominated } from "../pool/undominated.ts";
import { ZeroWeights } from "../random/random.ts";
import { intersectionOrder } from "../random/set-order.ts";
import { descriptionKey, tripletKey } from "../state/apply-merge.ts";
import type { RunState } from "../state/state.ts";
import { iterationFailed } from "./iteration-failed.ts";
import { nextIteration } from "./next-iteration.ts";
import type { StepContext } from "./step-context.ts";

/** A merge is tried right after an iteration that added a mutation, while merges are due. */
export function isMergeDue(state: RunState): boolean {
  const { merge, spec } = state;
  if (spec.merge === null || merge.due <= 0) return false;
  if (merge.lastMutationIteration !== state.iteration) return false;
  if (spec.merge.cap === "invocations" && merge.invocations >= mostMerges(spec)) return false;
  return canAffordMerge(state);
}

export function attemptMerge(run: StepContext, state: RunState): MergeSearched | IterationFailed {
  const iteration = nextIteration(state);
  try {
    const found = findMerge(run, state);
    return { type: "merge-searched", iteration, found, wordsDrawn: run.random.wordsDrawn() };
  } catch (error) {
    if (!(error instanceof ZeroWeights)) throw error;
    const none = { from: state.nextCallIndex, count: 0 };
    return iterationFailed(run, state, "merge", `${error.name}: ${error.message}`, none);
  }
}

function findMerge(run: StepContext, state: RunState): FoundMerge | null {
  const child = searchMerge(mergePool(state), run.random);
  if (child === null) return null;
  const [first, second] = child.parents.map((one) => paretoScores(state, one));
  const size = state.spec.merge!.subsampleSize;
  const subsample = mergeSubsample(first!, second!, size, state.spec.setOrder, run.random);
  if (subsample.length === 0) return null;
  return { proposal: state.nextProposal, ...child, hash: candidateHash(child.texts), subsample };
}

function mergePool(state: RunState): MergePool {
  const { spec, merge, candidates } = state;
  return {
    candidates,
    pool: undominated(state).pool,
    isTriplet: (parents, ancestor) => getEntry(merge.history, tripletKey(parents, ancestor)) !== undefined,
    isDescription: (parents, from) => getEntry(merge.history, descriptionKey(parents, from)) !== undefined,
    order: spec.setOrder,
    zeroWeights: spec.merge!.zeroWeights,
    hasOverlap: (parents) => overlap(state, parents) >= spec.merge!.overlapFloor,
    isSeen: (texts) => spec.guards.dropSeen && getEntry(state.seen, candidateHash(texts)) !== undefined,
  };
}

function overlap(state: RunState, parents: Pair): number {
  const [first, second] = parents.map((one) => [...paretoScores(state, one).keys()]);
  return intersectionOrder("ascending", first!, second!).length;
}

export function paretoScores(state: RunState, candidate: number): Map<number, number> {
  return new Map(state.candidates[candidate]!.scores.map((row) => [row.example, row.score]));
}
