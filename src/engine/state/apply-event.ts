import type { IterationFailed, JournalEvent, TestEvaluated } from "../journal/events.ts";
import { requestsIn } from "../journal/requests-in.ts";
import { isScored, sumScores } from "../journal/rows.ts";
import type { TrialEvaluated } from "../journal/trial-event.ts";
import type { CallRange } from "../vocabulary.ts";
import { applyCandidateAdded } from "./apply-candidate.ts";
import { closeIteration, openIteration } from "./apply-iteration.ts";
import { applyLeftOutEvaluated, applyRowsAskedAgain } from "./apply-left-out.ts";
import { applyMergeJudged, applyMergeSearched } from "./apply-merge.ts";
import { applyParentsEvaluated, applyParentsSelected } from "./apply-parents.ts";
import { applyChildrenJudged, applyReflected, applyValidationIncomplete } from "./apply-proposals.ts";
import {
  applyCandidateRescored,
  applyFinalBegun,
  applyFinalEvaluated,
  applyVerificationBegun,
} from "./apply-rescoring.ts";
import {
  applyBudgetRaised,
  applyCandidateEntered,
  applyRunReopened,
  applyRunStopped,
} from "./apply-steering.ts";
import { draftOf } from "./draft.ts";
import type { Draft } from "./draft.ts";
import { initialState, specOf } from "./state.ts";
import type { RunState } from "./state.ts";

/** The next state. Pure and total; the given state stays what it was. */
export function applyEvent(state: RunState, event: JournalEvent): RunState {
  const next = draftOf(state);
  fold(next, event);
  return next;
}

/** The state a journal (or any prefix of it) describes; null for an empty one. */
export function foldJournal(events: readonly JournalEvent[]): RunState | null {
  const spec = specOf(events);
  if (spec === null) return null;
  const state = draftOf(initialState(spec));
  for (const event of events) fold(state, event);
  return state;
}

/** Requests are counted before anything else: what an event brings was known after them. */
function fold(state: Draft, event: JournalEvent): void {
  state.spent.requests += requestsIn(event);
  change(state, event);
  state.events += 1;
  if ("calls" in event) takeCalls(state, event.calls);
}

function change(state: Draft, event: JournalEvent): void {
  switch (event.type) {
    case "run-started":
      state.status = "searching";
      return;
    case "candidate-added":
      return applyCandidateAdded(state, event);
    case "parents-selected":
      return applyParentsSelected(state, event);
    case "parents-evaluated":
      return applyParentsEvaluated(state, event);
    case "reflected":
      return applyReflected(state, event);
    case "children-judged":
      return applyChildrenJudged(state, event);
    case "validation-incomplete":
      return applyValidationIncomplete(state, event);
    case "verification-begun":
      return applyVerificationBegun(state, event);
    case "candidate-rescored":
      return applyCandidateRescored(state, event);
    case "final-begun":
      return applyFinalBegun(state, event);
    case "final-evaluated":
      return applyFinalEvaluated(state, event);
    case "merge-searched":
      return applyMergeSearched(state, event);
    case "merge-judged":
      return applyMergeJudged(state, event);
    case "iteration-failed":
      return applyIterationFailed(state, event);
    case "run-stopped":
      return applyRunStopped(state, event);
    case "run-reopened":
      return applyRunReopened(state, event);
    case "test-evaluated":
      return applyTestEvaluated(state, event);
    case "budget-raised":
      return applyBudgetRaised(state, event);
    case "candidate-entered":
      return applyCandidateEntered(state, event);
    case "feedback-added":
      state.feedback = [...state.feedback, { example: event.example, text: event.text }];
      return;
    case "rows-asked-again":
      return applyRowsAskedAgain(state);
    case "left-out-evaluated":
      return applyLeftOutEvaluated(state, event);
    case "trial-evaluated":
      return applyTrialEvaluated(state, event);
  }
}

/** Steps that were stopped under way have their calls in `pendingCalls`, before `nextCallIndex`. */
function takeCalls(state: Draft, { from, count }: CallRange): void {
  state.nextCallIndex = Math.max(state.nextCallIndex, from + count);
  const pending = state.pendingCalls;
  if (pending === null || from !== pending.from) return;
  const left = pending.count - count;
  state.pendingCalls = left > 0 ? { from: from + count, count: left } : null;
}

function applyTestEvaluated(state: Draft, event: TestEvaluated): void {
  const { candidate, calls, rows, asked, requests = calls.count } = event;
  const scored = rows.filter(isScored);
  const mean = scored.length === 0 ? Number.NaN : sumScores(scored) / scored.length;
  state.retests = state.retests.filter((one) => one !== candidate);
  state.test = [...state.test, { candidate, rows, mean, ...(asked === true ? { asked } : {}) }];
  state.spent.testCalls += calls.count;
  state.spent.testRequests += requests;
}

function applyIterationFailed(state: Draft, event: IterationFailed): void {
  openIteration(state, event.iteration);
  state.failure = event.continues ? null : event.reason;
  state.random.wordsDrawn = event.wordsDrawn;
  closeIteration(state);
}

function applyTrialEvaluated(state: Draft, event: TrialEvaluated): void {
  state.iteration = Math.max(state.iteration, event.trial);
  state.spent.metricCalls += event.metricCalls;
  state.spent.reflectionCalls += event.reflectionCalls;
}
