import type { CandidateEntry, CandidateProgress, RunState } from "./state/state.ts";
import type { ReflectionRecordRow } from "./vocabulary.ts";

/** Each may return null to leave the decision to the spec's own choice. */
export interface EngineHooks {
  selectParent?(state: RunState): number | null;
  sampleMinibatch?(state: RunState): readonly number[] | null;
  selectComponents?(
    state: RunState,
    parent: CandidateEntry,
    progress: CandidateProgress,
    rows: readonly ReflectionRecordRow[],
  ): readonly string[] | null;
  accept?(before: number, after: number, state: RunState): boolean | null;
  /** Positions of the Pareto split a new candidate is scored on. */
  validationBatch?(state: RunState): readonly number[] | null;
}
