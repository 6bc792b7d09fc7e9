import type { AcceptanceCriterion, SelectionStrategy } from "../options/spec.ts";

/** Sums over the rows of a minibatch that both answered. */
interface MinibatchSums {
  readonly score: number;
  /** All objectives together. */
  readonly objectives: number;
}

/** Sums of probabilities that differ by less are the same. */
const sameParts = 1e-6;

/** Is a child's minibatch sum good enough against its parent's? */
export function isAccepted(
  criterion: AcceptanceCriterion,
  { score: before, objectives }: MinibatchSums,
  { score: after, objectives: objectivesAfter }: MinibatchSums,
): boolean {
  if (criterion.kind === "strict") return after > before;
  if (criterion.kind === "parts-break-ties")
    return after > before || (after === before && objectivesAfter > objectives + sameParts);
  if (criterion.kind === "improvement-or-equal") return after >= before;
  return after > before - criterion.tolerance;
}

/** Which of the accepted proposals enter the pool; the first wins a tie. Returned in their own order. */
export function selectImprovements<T extends { readonly before: number; readonly after: number }>(
  strategy: SelectionStrategy,
  accepted: readonly T[],
): readonly T[] {
  if (strategy.kind === "all") return accepted;
  const byGain = accepted.toSorted((a, b) => b.after - b.before - (a.after - a.before));
  return byGain.slice(0, strategy.kind === "best" ? 1 : strategy.k);
}
