/** Something in a spec that must be changed before anything is spent. */
export interface SpecProblem {
  readonly kind: SpecProblemKind;
  /** Path of the field, as in the spec. */
  readonly field: string;
  /** A sentence that says what to change. */
  readonly message: string;
}

type SpecProblemKind =
  | "no-seed"
  | "empty-seed"
  | "component-name"
  | "seeds-differ"
  | "empty-split"
  | "no-stop-condition"
  | "unknown-choice"
  | "out-of-range"
  | "wrong-type"
  | "missing-placeholder"
  | "unknown-component"
  | "budget-too-small";

export function problem(kind: SpecProblemKind, field: string, message: string): SpecProblem {
  return { kind, field, message };
}
