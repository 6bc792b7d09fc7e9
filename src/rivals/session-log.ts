import {
  applyEvent,
  initialState,
  metricCallsLeft,
  tooSmall,
  withRequests,
  withSent,
  type EngineSpec,
  type EvaluationOutcome,
  type JournalEvent,
  type RunState,
  type StopReason,
} from "../engine/index.ts";
import { makePastEvents } from "./past-events.ts";
import type { RivalPorts } from "./ports.ts";

/** Thrown inside an optimizer when the search must end; the runner turns it into the journal's last event. */
export class SearchEnd extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`the search ended: ${reason.kind}`);
    this.reason = reason;
  }
}

/** The log of a search that is run again from its start, and where its calls stand. */
export interface Log {
  readonly past: ReturnType<typeof makePastEvents>;
  readonly ports: RivalPorts;
  state: RunState;
  nextCall: number;
  /** The call after those reserved for the step under way. */
  reservedTo: number;
  unread: JournalEvent[];
  /** Outcomes of the step under way. */
  readonly answers: Map<number, EvaluationOutcome>;
}

export function openLog(spec: EngineSpec, ports: RivalPorts, journal: readonly JournalEvent[]): Log {
  return {
    past: makePastEvents(journal),
    ports,
    state: initialState(spec),
    nextCall: 0,
    reservedTo: 0,
    unread: [],
    answers: new Map(),
  };
}

/** Takes an event in; it is new where the journal does not have it yet. */
export function record(log: Log, decided: JournalEvent): JournalEvent {
  const { past, answers } = log;
  const event = withRequests(log.state.spec, decided, (callIndex) => answers.get(callIndex));
  answers.clear();
  takeIn(log, past.others());
  // What was asked for is answered even by a search that has nothing left to do.
  if (event.type === "run-stopped") takeSteering(log);
  if (!past.isMadeAgain(event)) log.unread.push(event);
  log.state = applyEvent(log.state, event);
  return event;
}

/** The sealed test has callIndexes too: the search goes on behind them. */
function takeIn(log: Log, events: readonly JournalEvent[]): void {
  for (const event of events) log.state = applyEvent(log.state, event);
  if (events.length > 0) log.nextCall = Math.max(log.nextCall, log.state.nextCallIndex);
}

function takeSteering(log: Log): void {
  if (!log.past.isOver()) return;
  for (const request of log.ports.steering?.() ?? []) {
    if (request.kind === "raise-budget") {
      const { kind: _, ...totals } = request;
      record(log, { type: "budget-raised", ...totals });
    } else if (request.kind === "add-feedback")
      // Rivals read no feedback; the remark is kept, so that it is asked for once.
      record(log, { type: "feedback-added", example: request.example, text: request.text });
    else if (request.kind === "ask-again") record(log, { type: "rows-asked-again" });
  }
}

/** Begins a step: its calls are the next so many. Ends the search when fewer are left than it needs. */
export function need(log: Log, metricCalls: number, reflectionCalls = 0): void {
  const { past, ports } = log;
  log.reservedTo = log.nextCall;
  takeIn(log, past.othersBetweenSteps());
  takeSteering(log);
  if (ports.stop.aborted) throw new SearchEnd({ kind: "stopped-by-person" });
  const limit = ports.outerLimit?.() ?? null;
  if (limit !== null)
    throw new SearchEnd({
      kind: "outer-limit",
      what: limit.kind,
      used: limit.used,
      limit: limit.limit,
      unit: limit.unit,
    });
  // What is made again from the journal was affordable when it was made.
  const seen = past.isOver() ? withSent(log.state, ports.requestsSent?.()) : log.state;
  if (metricCallsLeft(seen) < metricCalls) throw new SearchEnd(tooSmall(seen, metricCalls));
  const hasReflections =
    (seen.budget.reflectionCalls ?? Number.POSITIVE_INFINITY) - seen.spent.reflectionCalls;
  if (hasReflections < reflectionCalls)
    throw new SearchEnd({
      kind: "budget-too-small",
      what: "reflection-calls",
      needs: reflectionCalls,
      has: hasReflections,
    });
  log.reservedTo = log.nextCall + metricCalls + reflectionCalls;
}
