import type {
  Finalist,
  FoundMerge,
  ParentsEvaluated,
  SampledTask,
  VerificationBegun,
} from "../journal/events.ts";
import type { PendingProposal, ValidatingProposal } from "./proposal.ts";

export type Phase =
  | { readonly at: "seeding" }
  | { readonly at: "between" }
  /** A merge search of this iteration found nothing; parents come next. */
  | { readonly at: "merge-failed" }
  | { readonly at: "merge-found"; readonly found: FoundMerge }
  | { readonly at: "selected"; readonly tasks: readonly SampledTask[] }
  | {
      readonly at: "parents-evaluated";
      readonly tasks: readonly SampledTask[];
      readonly parents: ParentsEvaluated;
    }
  | { readonly at: "reflected"; readonly gate: readonly PendingProposal[] }
  | {
      readonly at: "verifying";
      readonly candidate: number;
      readonly examples: readonly number[];
      readonly purpose: VerificationBegun["purpose"];
    }
  | { readonly at: "final"; readonly finalists: readonly Finalist[]; readonly fresh: readonly number[] }
  | { readonly at: "validating"; readonly queue: readonly ValidatingProposal[] };
