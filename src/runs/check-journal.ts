import { applyEvent } from "../engine/apply-event.ts";
import type { JournalEvent } from "../engine/events.ts";
import { initialState, type RunState } from "../engine/state.ts";
import type { JournalCheck } from "../storage/bundle/survey-bundle.ts";

/** A record, so that a new kind of event cannot be forgotten here. */
const known: Readonly<Record<JournalEvent["type"], true>> = {
  "run-started": true,
  "candidate-added": true,
  "parents-selected": true,
  "parents-evaluated": true,
  reflected: true,
  "children-judged": true,
  "validation-incomplete": true,
  "merge-searched": true,
  "merge-judged": true,
  "iteration-failed": true,
  "run-stopped": true,
  "run-reopened": true,
  "test-evaluated": true,
  "budget-raised": true,
  "candidate-entered": true,
  "feedback-added": true,
  "trial-evaluated": true,
};

/** Folds a stranger's journal as it is read, so that one no page could open is refused before it is stored. */
export function makeJournalCheck(): JournalCheck {
  let state: RunState | undefined;
  return (event) => {
    if (!Object.hasOwn(known, event.type))
      return `the journal holds an event of the unknown kind "${event.type}"`;
    try {
      if (event.type === "run-started") state ??= initialState(event.spec);
      if (state === undefined) return "the journal does not begin with its start";
      state = applyEvent(state, event);
      return undefined;
    } catch (error) {
      return `the journal cannot be followed (${error instanceof Error ? error.message : String(error)})`;
    }
  };
}
