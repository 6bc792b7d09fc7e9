import type { JournalEvent } from "../engine/journal/events.ts";
import { candidateHash } from "../engine/pool/candidate-hash.ts";
import { applyEvent } from "../engine/state/apply-event.ts";
import { initialState, type RunState } from "../engine/state/state.ts";
import { reasonOf } from "../shared/reason-of.ts";
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
  "verification-begun": true,
  "candidate-rescored": true,
  "final-begun": true,
  "final-evaluated": true,
  "merge-searched": true,
  "merge-judged": true,
  "iteration-failed": true,
  "run-stopped": true,
  "run-reopened": true,
  "test-evaluated": true,
  "budget-raised": true,
  "candidate-entered": true,
  "feedback-added": true,
  "rows-asked-again": true,
  "left-out-evaluated": true,
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
      const components = Object.keys(state.spec.seedCandidates[0] ?? {});
      const strange =
        event.type === "run-started"
          ? undefined
          : (strangeName(event, components, "event") ?? strangeHash(event));
      if (strange !== undefined) return strange;
      state = applyEvent(state, event);
      return undefined;
    } catch (error) {
      return `the journal cannot be followed (${reasonOf(error)})`;
    }
  };
}

/** The first name in an event that should be a component's and is not, wherever in the event it stands. */
function strangeName(value: unknown, components: readonly string[], at: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const field = `${at}.${key}`;
    const odd = namesIn(key, part).find((name) => !components.includes(name));
    if (odd !== undefined)
      return `its field "${field}" names the component "${odd}", which its run does not have`;
    const deeper = key === "texts" ? undefined : strangeName(part, components, field);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** Names of components that stand in a field so called. */
function namesIn(key: string, part: unknown): readonly string[] {
  if (key === "component") return [String(part)];
  if (key === "components") return Array.isArray(part) ? part.map(String) : [String(part)];
  return key === "texts" && typeof part === "object" && part !== null ? Object.keys(part) : [];
}

/** A candidate's hash is what its rollouts are found by: one that is not its texts' would show another's. */
function strangeHash(event: JournalEvent): string | undefined {
  if (event.type !== "candidate-added" || event.hash === candidateHash(event.texts)) return undefined;
  return `its field "event.hash" is not the hash of the texts of candidate ${event.index}`;
}
