import type { Candidate } from "../pool/candidate.ts";
import type { engineOptions, mergeOptions } from "./engine-options.ts";
import type { ValuesOf } from "./option.ts";

/**
 * Everything the search is told, as plain data. Make one with `studioSpec` or `referenceSpec`; what each option
 * means stands in `engineOptions`.
 */
export interface EngineSpec extends ValuesOf<typeof engineOptions> {
  /** `reference` makes the decisions of gepa 0.1.4; `studio` is the same algorithm with the lessons of the field. */
  readonly preset: "reference" | "studio";
  /** At least one; all with the same components in the same order. Candidate 0 is the first (gepa#134). */
  readonly seedCandidates: readonly Candidate[];
  readonly splits: SplitSizes;
}

/** How many examples each split has. */
interface SplitSizes {
  readonly feedback: number;
  readonly pareto: number;
  readonly test: number;
  /** The Pareto split is the feedback split (same rows, same order): the cache may then serve both. */
  readonly paretoIsFeedback: boolean;
}

export type ParentSelector = EngineSpec["parentSelector"];
export type FrontierKind = EngineSpec["frontier"];
export type SamplingStrategy = EngineSpec["sampling"];
export type AcceptanceCriterion = EngineSpec["acceptance"];
export type SelectionStrategy = EngineSpec["selection"];
export type MergeOptions = ValuesOf<typeof mergeOptions>;
export type WinnerRule = EngineSpec["winner"];
export type Budget = EngineSpec["budget"];
export type Guards = EngineSpec["guards"];
export type ReflectorOptions = EngineSpec["reflector"];
