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
import { childTried, closeIteration } from "./apply-iteration.ts";
import { rememberRows, spendRows } from "./apply-rows.ts";
import { progressOf } from "./state.ts";
import type { CandidateEntry, RunState } from "./state.ts";

export function applyCandidateAdded(state: RunState, event: CandidateAdded): RunState {
  const entry = entryOf(state, event);
  const { spec } = state;
  const candidates = [...state.candidates, entry];
  let next = rememberRows(spendRows(state, event.rows), "pareto", event.hash, event.rows);
  next = {
    ...next,
    candidates,
    leftOut: [...state.leftOut, ...(event.leftOut ?? [])],
    progress: withItem(state.progress, event.index, {
      nextComponent: inheritedPointer(state, event),
      chosen: 0,
      failedVerifications: 0,
      rejected: [],
    }),
    frontier: addToFrontier(state.frontier, spec.frontier, event.index, entry.scores, entry.objectiveMeans),
    ...withEntry(state, entry, candidates, spec.winner),
    final: null,
    seen: addEntry(next.seen, event.hash, event.proposal ?? -1),
    spent: {
      ...next.spent,
      metricCalls: next.spent.metricCalls + event.metricCalls,
      fullEvaluations: next.spent.fullEvaluations + 1,
    },
  };
  return event.kind === "seed" ? afterSeed(next) : afterChild(next, event);
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

function afterSeed(state: RunState): RunState {
  const done = state.candidates.length >= state.spec.seedCandidates.length;
  return {
    ...state,
    phase: done ? { at: "between" } : { at: "seeding" },
    improvement: { bestMean: state.best.mean, iterationsSince: 0 },
  };
}

function afterChild(state: RunState, event: CandidateAdded): RunState {
  if (state.phase.at !== "validating") return state;
  const queue = state.phase.queue.filter(({ entry }) => entry.proposal !== event.proposal);
  const settled = state.phase.queue.find(({ entry }) => entry.proposal === event.proposal);
  const next: RunState = {
    ...childTried(state),
    phase: { at: "validating", queue },
    merge: event.kind === "merge" ? mergeUsed(state) : mergeEarned(state, event.iteration),
    proposals:
      settled === undefined
        ? state.proposals
        : append(state.proposals, { ...settled.entry, verdict: "accepted", candidate: event.index }),
  };
  return queue.length === 0 ? closeIteration(next) : next;
}

function mergeUsed({ merge }: RunState): RunState["merge"] {
  return { ...merge, due: merge.due - 1, accepted: merge.accepted + 1 };
}

/** Every accepted mutation earns one merge, while fewer than the cap were made. */
function mergeEarned({ merge, spec }: RunState, iteration: number): RunState["merge"] {
  if (spec.merge === null) return merge;
  const made = spec.merge.cap === "accepted" ? merge.accepted : merge.invocations;
  const due = made < mostMerges(spec) ? merge.due + 1 : merge.due;
  return { ...merge, due, lastMutationIteration: iteration };
}
