import type { JournalEvent } from "../engine/journal/events.ts";
import type { SteeringRequest } from "../engine/ports.ts";
import type { SteeringRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";

const eventOf: Readonly<Record<SteeringRequest["kind"], JournalEvent["type"]>> = {
  "raise-budget": "budget-raised",
  "enter-candidate": "candidate-entered",
  "add-feedback": "feedback-added",
  "ask-again": "rows-asked-again",
};

/** What a person asked for during the run, handed to the engine in order and freed with the event it became. */
export interface Steering {
  /** Reads new requests; called before each step of the engine, which asks for them without waiting. */
  refresh(): Promise<void>;
  /** True when something waits to be handed over. */
  isAsked(): boolean;
  /** All that waits is the wish that rows that were left out be asked again. */
  asksRowsOnly(): boolean;
  take(): readonly SteeringRequest[];
  /** The stored request this event came from, to be removed in the event's own transaction. */
  settledBy(event: JournalEvent): number | undefined;
}

export function makeSteering(db: StudioDatabase, runId: string): Steering {
  let open: readonly SteeringRow[] = [];
  let handed: readonly SteeringRow[] = [];
  return {
    async refresh() {
      const held = new Set(handed.map((row) => row.id));
      const rows = await db.steering.where("runId").equals(runId).sortBy("id");
      open = rows.filter((row) => !held.has(row.id));
    },
    isAsked: () => open.length > 0,
    asksRowsOnly: () => open.length > 0 && open.every(({ request }) => request.kind === "ask-again"),
    take() {
      handed = [...handed, ...open];
      const requests = open.map((row) => row.request);
      open = [];
      return requests;
    },
    settledBy(event) {
      const row = handed.find(({ request }) => eventOf[request.kind] === event.type);
      handed = handed.filter((each) => each !== row);
      return row?.id;
    },
  };
}
