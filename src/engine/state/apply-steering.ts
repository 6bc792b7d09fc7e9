import type { BudgetRaised, CandidateEntered, RunReopened, RunStopped } from "../journal/events.ts";
import { letWait } from "./apply-iteration.ts";
import type { Draft } from "./draft.ts";
import { notIdle } from "./state.ts";

/** The calls of a step that was under way stay reserved for it. */
export function applyRunStopped(state: Draft, { reason, pendingCalls }: RunStopped): void {
  state.status = "stopped";
  state.stopReason = reason;
  if (pendingCalls.count > 0) state.pendingCalls = pendingCalls;
  state.nextCallIndex = Math.max(state.nextCallIndex, pendingCalls.from + pendingCalls.count);
}

export function applyRunReopened(state: Draft, { forRows }: RunReopened): void {
  state.endsAs = forRows === true ? state.stopReason : null;
  state.status = "searching";
  state.stopReason = null;
  state.failure = null;
  Object.assign(state.idle, notIdle);
}

export function applyBudgetRaised(state: Draft, event: BudgetRaised): void {
  const { budget } = state;
  const {
    metricCalls = budget.metricCalls,
    requests = budget.requests,
    reflectionCalls = budget.reflectionCalls,
  } = event;
  state.budget = { ...budget, metricCalls, requests, reflectionCalls };
}

/** A person's text waits for the next iteration, where it meets the gate. */
export function applyCandidateEntered(state: Draft, event: CandidateEntered): void {
  const { proposal, parent, texts } = event;
  state.nextProposal = proposal + 1;
  letWait(state, [{ origin: "person", proposal, parent, texts, tries: 0, minibatch: null, notBefore: 0 }]);
}
