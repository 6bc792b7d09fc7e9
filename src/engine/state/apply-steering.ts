import type { BudgetRaised, CandidateEntered, RunStopped } from "../journal/events.ts";
import type { RunState, WaitingProposal } from "./state.ts";

/** The calls of a step that was under way stay reserved for it. */
export function applyRunStopped(state: RunState, { reason, pendingCalls }: RunStopped): RunState {
  return {
    ...state,
    status: "stopped",
    stopReason: reason,
    pendingCalls: pendingCalls.count > 0 ? pendingCalls : state.pendingCalls,
    nextCallIndex: Math.max(state.nextCallIndex, pendingCalls.from + pendingCalls.count),
  };
}

export function applyBudgetRaised(state: RunState, event: BudgetRaised): RunState {
  const { budget } = state;
  const {
    metricCalls = budget.metricCalls,
    requests = budget.requests,
    reflectionCalls = budget.reflectionCalls,
  } = event;
  return { ...state, budget: { ...budget, metricCalls, requests, reflectionCalls } };
}

/** A person's text waits for the next iteration, where it meets the gate. */
export function applyCandidateEntered(state: RunState, event: CandidateEntered): RunState {
  const { proposal, parent, texts } = event;
  const waiting: WaitingProposal = {
    origin: "person",
    proposal,
    parent,
    texts,
    tries: 0,
    minibatch: null,
    notBefore: 0,
  };
  return { ...state, nextProposal: proposal + 1, waiting: [...state.waiting, waiting] };
}
