/**
 * GEPA, pure: the engine's public door.
 *
 * `optimize(spec, ports, state?)` yields journal events; `applyEvent` folds them to a `RunState`; the selectors read
 * it. Make a spec with `studioSpec` or `referenceSpec`, give it an `evaluate` and a `reflect`, and it runs anywhere:
 * `examples/own-task.ts` does it in 20 lines. Resume = fold the stored events and pass the state.
 */
export { optimize } from "./optimize.ts";
export { candidateHash, componentNames, isIntegerLike, withTexts } from "./candidate.ts";
export type { Candidate } from "./candidate.ts";
export type * from "./ports.ts";
export type * from "./events.ts";
export type * from "./trial-event.ts";
export { applyEvent, foldJournal } from "./apply-event.ts";
export { initialState, specOf } from "./state.ts";
export type * from "./state.ts";
export { referenceMerge, referenceSpec, studioMerge, studioSpec } from "./presets.ts";
export type * from "./spec.ts";
export { InvalidSpec, validateSpec } from "./validate-spec.ts";
export type { SpecProblem } from "./validate-spec.ts";
export { frontKeyText, frontsOf } from "./frontier.ts";
export type { Front, FrontKey, Frontier, FrontTable } from "./frontier.ts";
export {
  allProposals,
  bestCandidate,
  bestSoFar,
  firstTestCallIndex,
  frontierMean,
  frontierMembers,
  frontierRows,
  keptAliveBy,
  lineage,
} from "./selectors.ts";
export type { FrontRow } from "./selectors.ts";
export { aliveCandidates, parentTickets } from "./selectors-alive.ts";
export { isFailed, isScored, meanScore, rowOf, sumScores } from "./rows.ts";
export { estimateTokens } from "../shared/estimate-tokens.ts";
export { readCandidatesJson, toCandidatesJson } from "./interop/candidates-json.ts";
export { journalOfImport } from "./interop/imported-run.ts";
export type { Import, ImportedCandidate, ImportedGate, ImportedRun } from "./interop/imported-run.ts";
export { bestImported, readResultJson, toResultJson } from "./interop/result-json.ts";
export type { ResultExtras } from "./interop/result-json.ts";
export { readVizRun, toVizRun } from "./interop/viz-run.ts";
export type { VizExtras } from "./interop/viz-run.ts";
export { createRandom } from "./random/random.ts";
export type { Random } from "./random/random.ts";
export { proposedMinibatchSize } from "./minibatch-size.ts";
export { defaultTemplate, missingPlaceholders } from "./reflector/meta-prompt.ts";
export { extractText } from "./reflector/extract-text.ts";
export { isAccepted } from "./acceptance.ts";
export { proposalNeeds } from "./reservation.ts";
export { undominated } from "./undominated.ts";
export type { Undominated } from "./undominated.ts";
