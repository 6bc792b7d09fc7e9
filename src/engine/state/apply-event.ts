import type { IterationFailed, JournalEvent, TestEvaluated } from "../journal/events.ts";
import { requestsIn } from "../journal/requests-in.ts";
import { sumScores } from "../journal/rows.ts";
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
import { applyBudgetRaised, applyCandidateEntered, applyRunStopped } from "./apply-steering.ts";
import { initialState, notIdle, specOf } from "./state.ts";
import type { RunState, Spent } from "./state.ts";

/** The next state. Pure and total; the given state stays what it was. */
export function applyEvent(state: RunState, event: JournalEvent): RunState {
  const next = fold(withPaid(state, event), event);
  const events = state.events + 1;
  if (!("calls" in event)) return { ...next, events };
  const { nextCallIndex, pendingCalls } = advancedCalls(next, event.calls);
  return { ...next, events, nextCallIndex, pendingCalls };
}

/** Requests are counted before anything else: what an event brings was known after them. */
function withPaid(state: RunState, event: JournalEvent): RunState {
  const requests = requestsIn(event);
  return requests === 0
    ? state
    : { ...state, spent: { ...state.spent, requests: state.spent.requests + requests } };
}

/** The state a journal (or any prefix of it) describes; null for an empty one. */
export function foldJournal(events: readonly JournalEvent[]): RunState | null {
  const spec = specOf(events);
  return spec === null ? null : events.reduce(applyEvent, initialState(spec));
}

function fold(state: RunState, event: JournalEvent): RunState {
  switch (event.type) {
    case "run-started":
      return { ...state, status: "searching" };
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
      return {
        ...state,
        status: "searching",
        stopReason: null,
        failure: null,
        idle: notIdle,
        endsAs: event.forRows === true ? state.stopReason : null,
      };
    case "test-evaluated":
      return applyTestEvaluated(state, event);
    case "budget-raised":
      return applyBudgetRaised(state, event);
    case "candidate-entered":
      return applyCandidateEntered(state, event);
    case "feedback-added":
      return { ...state, feedback: [...state.feedback, { example: event.example, text: event.text }] };
    case "rows-asked-again":
      return applyRowsAskedAgain(state);
    case "left-out-evaluated":
      return applyLeftOutEvaluated(state, event);
    case "trial-evaluated":
      return applyTrialEvaluated(state, event);
  }
}

/** Steps that were stopped under way have their calls in `pendingCalls`, before `nextCallIndex`. */
function advancedCalls(state: RunState, calls: CallRange): Pick<RunState, "nextCallIndex" | "pendingCalls"> {
  const pending = state.pendingCalls;
  const nextCallIndex = Math.max(state.nextCallIndex, calls.from + calls.count);
  if (pending === null || calls.from !== pending.from) return { nextCallIndex, pendingCalls: pending };
  const left = pending.count - calls.count;
  const rest = { from: pending.from + calls.count, count: left };
  return { nextCallIndex, pendingCalls: left > 0 ? rest : null };
}

function applyTestEvaluated(state: RunState, event: TestEvaluated): RunState {
  const scored = event.rows.filter((row) => "score" in row);
  const mean = scored.length === 0 ? Number.NaN : sumScores(scored) / scored.length;
  return {
    ...state,
    retests: state.retests.filter((candidate) => candidate !== event.candidate),
    test: [
      ...state.test,
      {
        candidate: event.candidate,
        rows: event.rows,
        mean,
        ...(event.asked === true ? { asked: true } : {}),
      },
    ],
    spent: { ...state.spent, ...testSpent(state, event) },
  };
}

function testSpent(
  { spent }: RunState,
  { calls, requests = calls.count }: TestEvaluated,
): Pick<Spent, "testCalls" | "testRequests"> {
  return { testCalls: spent.testCalls + calls.count, testRequests: spent.testRequests + requests };
}

function applyIterationFailed(state: RunState, event: IterationFailed): RunState {
  return closeIteration({
    ...openIteration(state, event.iteration),
    failure: event.continues ? null : event.reason,
    random: { ...state.random, wordsDrawn: event.wordsDrawn },
  });
}

function applyTrialEvaluated(state: RunState, event: TrialEvaluated): RunState {
  const { spent } = state;
  return {
    ...state,
    iteration: Math.max(state.iteration, event.trial),
    spent: {
      ...spent,
      metricCalls: spent.metricCalls + event.metricCalls,
      reflectionCalls: spent.reflectionCalls + event.reflectionCalls,
    },
  };
}
