import type { BudgetRaised, CandidateEntered, FeedbackAdded, RowsAskedAgain } from "../journal/events.ts";
import type { SteeringRequest } from "../ports.ts";
import type { RunState } from "../state/state.ts";
import type { StepContext } from "./step-context.ts";

/**
 * What a person asked for since the last iteration, as journal events. A text for a candidate or components that do
 * not exist, and a remark on a row that does not, have no place in the search and are left out.
 */
export function steeringEvents(
  run: StepContext,
  state: RunState,
): (BudgetRaised | CandidateEntered | FeedbackAdded | RowsAskedAgain)[] {
  if (state.phase.at !== "between") return [];
  let proposal = state.nextProposal;
  return (run.ports.steering?.() ?? [])
    .filter((request) => hasPlace(state, request))
    .map((request) => {
      if (request.kind === "enter-candidate") {
        const { parent, texts } = request;
        return { type: "candidate-entered", proposal: proposal++, parent, texts };
      }
      if (request.kind === "add-feedback") {
        return { type: "feedback-added", example: request.example, text: request.text };
      }
      if (request.kind === "ask-again") return { type: "rows-asked-again" };
      const { kind: _kind, ...totals } = request;
      return { type: "budget-raised", ...totals };
    });
}

function hasPlace(state: RunState, request: SteeringRequest): boolean {
  if (request.kind === "raise-budget" || request.kind === "ask-again") return true;
  if (request.kind === "add-feedback")
    return request.example >= 0 && request.example < state.spec.splits.feedback;
  const parent = state.candidates[request.parent];
  const names = Object.keys(request.texts);
  return parent !== undefined && names.length > 0 && names.every((name) => name in parent.texts);
}
