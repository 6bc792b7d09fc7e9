import type { GateVerdict, NewProposal, ReflectionEvidence } from "../journal/events.ts";
import type { Candidate } from "../pool/candidate.ts";
import type { EvaluatedRow } from "../vocabulary.ts";

/** Everything that answers "why was this kept or not, on what rows, against whom". */
export interface ProposalEntry {
  readonly proposal: number;
  readonly kind: "mutation" | "merge" | "person";
  readonly iteration: number;
  readonly parents: readonly number[];
  /** The rewritten components (for a merge: all of them). */
  readonly texts: Candidate;
  readonly hash: string;
  /** Positions in the feedback split (for a merge: in the Pareto split). */
  readonly minibatch: readonly number[];
  readonly parentRows: readonly EvaluatedRow[];
  readonly childRows: readonly EvaluatedRow[];
  /** Sums the gate compared; null when it was never paid for. */
  readonly before: number | null;
  readonly after: number | null;
  readonly reflections: readonly ReflectionEvidence[];
  /** What was thought to be the cause, where one letter named several. */
  readonly hypothesis?: string;
  /** No rewrite: positions of the feedback rows that now stand behind the text. */
  readonly examples?: readonly number[];
  readonly verdict: ProposalVerdict;
  /** Index in the pool, once it is there. */
  readonly candidate: number | null;
}

type ProposalVerdict =
  | "accepted"
  | "validation-incomplete"
  | "clearly-worse"
  | Exclude<GateVerdict, "selected">
  | NonNullable<NewProposal["dropped"]>;

export type UnsettledProposal = Omit<ProposalEntry, "verdict" | "candidate">;

/** A proposal on its way to the gate. */
export interface PendingProposal {
  readonly entry: UnsettledProposal;
  /** Earlier iterations in which too few rows were answered. */
  readonly tries: number;
}

/** A proposal that passed its gate and waits for its Pareto evaluation. */
export interface ValidatingProposal extends PendingProposal {
  /** Pareto positions to score it on; null = all. */
  readonly validate: readonly number[] | null;
}
