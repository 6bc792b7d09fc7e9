import type { AcceptanceCriterion, SelectionStrategy } from "../options/spec.ts";

/** Is a child's minibatch sum good enough against its parent's? */
export function isAccepted(criterion: AcceptanceCriterion, before: number, after: number): boolean {
  if (criterion.kind === "strict") return after > before;
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
