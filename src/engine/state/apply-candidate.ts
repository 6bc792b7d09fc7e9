import { addEntry, append } from "../../shared/append-only.ts";
import { withItem } from "../../shared/paged-list.ts";
import { mostMerges } from "../budget/reservation.ts";
import type { CandidateAdded } from "../journal/events.ts";
import { requestsIn } from "../journal/requests-in.ts";
import { meanObjectives, meanScore } from "../journal/rows.ts";
import { addToFrontier } from "../pool/frontier.ts";
import { isInherited, withInherited } from "../pool/inherited-rows.ts";
import { unscored } from "../pool/open-rows.ts";
import { withEntry } from "../pool/standing.ts";
import type { ScoredRow } from "../vocabulary.ts";
import { closeIteration } from "./apply-iteration.ts";
import { takeRows } from "./apply-rows.ts";
import type { Draft } from "./draft.ts";
import { progressOf } from "./state.ts";
import type { CandidateEntry, RunState } from "./state.ts";

export function applyCandidateAdded(state: Draft, event: CandidateAdded): void {
  const entry = entryOf(state, event);
  const { spec, spent } = state;
  takeRows(state, "pareto", event.hash, event.rows);
  state.candidates = [...state.candidates, entry];
  state.leftOut = [...state.leftOut, ...(event.leftOut ?? [])];
  state.progress = withItem(state.progress, event.index, {
    nextComponent: inheritedPointer(state, event),
    chosen: 0,
    failedVerifications: 0,
    rejected: [],
  });
  const { scores, objectiveMeans } = entry;
  state.frontier = addToFrontier(state.frontier, spec.frontier, event.index, scores, objectiveMeans);
  ({ best: state.best, leader: state.leader } = withEntry(state, entry, state.candidates, spec.winner));
  state.final = null;
  state.seen = addEntry(state.seen, event.hash, event.proposal ?? -1);
  spent.metricCalls += event.metricCalls;
  spent.fullEvaluations += 1;
  if (event.kind === "seed") afterSeed(state);
  else afterChild(state, event);
}

function entryOf(state: RunState, event: CandidateAdded): CandidateEntry {
  const inherits = event.inherits ?? null;
  const scores =
    inherits === null ? event.rows : withInherited(state.candidates[inherits]!.scores, event.rows);
  const inheritedRows = scores.filter(isInherited).length;
  const openRows = openRowsOf(state, event, scores);
  const scoredAfter = state.spent.requests;
  return {
    index: event.index,
    kind: event.kind,
    texts: event.texts,
    hash: event.hash,
    parents: event.parents,
    proposal: event.proposal ?? null,
    iteration: event.iteration,
    scores,
    mean: meanScore(scores),
    objectiveMeans: event.objectiveMeans ?? meanObjectives(scores),
    inherits,
    inheritedRows,
    openRows,
    discoveredAfter: state.spent.metricCalls,
    triedAfter: scoredAfter - requestsIn(event),
    scoredAfter,
    provenAfter: inheritedRows + openRows === 0 ? scoredAfter : null,
  };
}

/** None, but for a seed that was asked its first rows, and for those who inherit its scores. */
function openRowsOf(
  { spec, leftOut, candidates }: RunState,
  { inherits, opening, leftOut: more = [] }: CandidateAdded,
  scores: readonly ScoredRow[],
): number {
  const isOpen = opening === true || (inherits !== undefined && candidates[inherits]!.openRows > 0);
  return isOpen ? unscored({ spec, leftOut: [...leftOut, ...more] }, scores).length : 0;
}

/** A child goes on where its parents stand (the furthest of them): the parent's pointer has already moved. */
function inheritedPointer(state: RunState, event: CandidateAdded): number {
  return Math.max(0, ...event.parents.map((parent) => progressOf(state, parent).nextComponent));
}

function afterSeed(state: Draft): void {
  const done = state.candidates.length >= state.spec.seedCandidates.length;
  state.phase = done ? { at: "between" } : { at: "seeding" };
  state.improvement = { bestMean: state.best.mean, iterationsSince: 0 };
}

function afterChild(state: Draft, event: CandidateAdded): void {
  if (state.phase.at !== "validating") return;
  const { queue } = state.phase;
  const settled = queue.find(({ entry }) => entry.proposal === event.proposal);
  const left = queue.filter((one) => one !== settled);
  state.idle.childTried = true;
  if (event.kind === "merge") mergeUsed(state);
  else mergeEarned(state, event.iteration);
  if (settled !== undefined)
    state.proposals = append(state.proposals, {
      ...settled.entry,
      verdict: "accepted",
      candidate: event.index,
    });
  if (left.length === 0) closeIteration(state);
  else state.phase = { at: "validating", queue: left };
}

function mergeUsed({ merge }: Draft): void {
  merge.due -= 1;
  merge.accepted += 1;
}

/** Every accepted mutation earns one merge, while fewer than the cap were made. */
function mergeEarned({ merge, spec }: Draft, iteration: number): void {
  if (spec.merge === null) return;
  const made = spec.merge.cap === "accepted" ? merge.accepted : merge.invocations;
  if (made < mostMerges(spec)) merge.due += 1;
  merge.lastMutationIteration = iteration;
}
