import type { JournalEvent } from "../engine/index.ts";

/** Events that no optimizer makes: the conductor's, and what a person asked for. */
const othersTypes: ReadonlySet<JournalEvent["type"]> = new Set([
  "run-stopped",
  "run-reopened",
  "test-evaluated",
  "budget-raised",
  "candidate-entered",
  "feedback-added",
  "rows-asked-again",
]);

/** A journal that is read along while a rival makes its own part of it again. */
interface PastEvents {
  /** All of it has been read. */
  isOver(): boolean;
  /** Reads the events of others that come next. */
  others(): readonly JournalEvent[];
  /**
   * The same, asked before a step: a stop that fell into the middle of a step is left for its end, because the step's
   * calls were numbered before it.
   */
  othersBetweenSteps(): readonly JournalEvent[];
  /** Reads the next event, which must be the one just made; false when the journal is over and the event is new. */
  isMadeAgain(event: JournalEvent): boolean;
}

export function makePastEvents(journal: readonly JournalEvent[]): PastEvents {
  let at = 0;
  function others(): JournalEvent[] {
    const from = at;
    while (at < journal.length && othersTypes.has(journal[at]!.type)) at += 1;
    return journal.slice(from, at);
  }
  return {
    isOver: () => at === journal.length,
    others,
    othersBetweenSteps() {
      const next = journal[at];
      return next?.type === "run-stopped" && next.pendingCalls.count > 0 ? [] : others();
    },
    isMadeAgain(event) {
      const was = journal[at];
      if (was === undefined) return false;
      if (placeOf(was) !== placeOf(event))
        throw new Error(
          `event ${at} of the journal is ${placeOf(was)}, but the search now makes ${placeOf(event)}`,
        );
      at += 1;
      return true;
    },
  };
}

function placeOf(event: JournalEvent): string {
  return "calls" in event ? `${event.type} from call ${event.calls.from}` : event.type;
}
