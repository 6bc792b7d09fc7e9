/**
 * GEPA, pure: the engine's public door.
 *
 * `optimize(spec, ports, state?)` yields journal events; `applyEvent` folds them to a `RunState`; the selectors read
 * it. Make a spec with `studioSpec` or `referenceSpec`, give it an `evaluate` and a `reflect`, and it runs anywhere:
 * `examples/own-task.ts` does it in 20 lines. Resume = fold the stored events and pass the state.
 */
export { optimize } from "./optimize.ts";
export { candidateHash } from "./pool/candidate-hash.ts";
export type { Candidate } from "./pool/candidate.ts";
export type * from "./ports.ts";
export type * from "./hooks.ts";
export type * from "./vocabulary.ts";
export type * from "./journal/events.ts";
export type * from "./journal/trial-event.ts";
export { applyEvent, foldJournal } from "./state/apply-event.ts";
export { initialState, progressOf } from "./state/state.ts";
export type * from "./state/state.ts";
export { changed, referenceMerge, referenceSpec, studioMerge, studioSpec } from "./options/presets.ts";
export type { SpecChanges, StudioOptions } from "./options/presets.ts";
export type * from "./options/spec.ts";
export { InvalidSpec, validateSpec } from "./options/validate-spec.ts";

export { frontsOf } from "./pool/frontier.ts";
export type { FrontKey } from "./pool/frontier.ts";
export {
  allProgress,
  allProposals,
  bestCandidate,
  bestSoFar,
  frontierMean,
  frontierMembers,
  frontierRows,
  keptAliveBy,
  lineage,
} from "./state/selectors.ts";

export { aliveCandidates, parentTickets } from "./pool/selectors-alive.ts";
export { isFailed, isScored, meanScore, rowOf } from "./journal/rows.ts";
export { estimateTokens } from "../shared/estimate-tokens.ts";
export { readCandidatesJson, toCandidatesJson } from "./interop/candidates-json.ts";
export { journalOfImport } from "./interop/imported-run.ts";
export type { ImportedRun } from "./interop/imported-run.ts";
export { bestImported, readResultJson, toResultJson } from "./interop/result-json.ts";

export { readVizRun, toVizRun } from "./interop/viz-run.ts";

export { createRandom } from "./random/random.ts";

export { defaultTemplate } from "./reflector/meta-prompt.ts";
export { missingPlaceholders } from "./reflector/placeholders.ts";
export { extractText } from "./reflector/extract-text.ts";
export { samplingSeed } from "./reflector/sampling.ts";
export { isAccepted } from "./pool/acceptance.ts";
export { paretoPositions, withStandIns } from "./pool/left-out.ts";

export { metricCallsLeft, tooSmall, withSent } from "./budget/requests.ts";
export { reflectionCallsLeft, showsOnly } from "./budget/reservation.ts";
export { requestsIn, withRequests } from "./journal/requests-in.ts";
export { undominated } from "./pool/undominated.ts";
