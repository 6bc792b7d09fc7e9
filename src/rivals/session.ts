import {
  applyEvent,
  candidateHash,
  initialState,
  isFailed,
  isScored,
  metricCallsLeft,
  paretoPositions,
  rowOf,
  samplingSeed,
  tooSmall,
  withRequests,
  withSent,
  withStandIns,
  type CallRange,
  type Candidate,
  type EngineSpec,
  type EvaluatedRow,
  type EvaluationOutcome,
  type EvaluationPurpose,
  type JournalEvent,
  type ReflectionRecordRow,
  type ReflectiveRecord,
  type RunState,
  type ScoredRow,
  type StopReason,
} from "../engine/index.ts";
import { makePastEvents } from "./past-events.ts";
import type { RivalPorts } from "./ports.ts";

/** Rows of one candidate, with the calls that gave them. */
interface Evaluated {
  readonly rows: readonly EvaluatedRow[];
  readonly from: number;
  readonly metricCalls: number;
  /** By callIndex, what every component was given and answered; only where traces were asked for. */
  readonly records: ReadonlyMap<number, Readonly<Record<string, ReflectiveRecord>>>;
}

/** As dspy samples its proposers. */
const proposerTemperature = 1;

/** Thrown inside an optimizer when the search must end; the runner turns it into the journal's last event. */
export class SearchEnd extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`the search ended: ${reason.kind}`);
    this.reason = reason;
  }
}

/**
 * Bookkeeping every rival shares: call numbers, budget, the pool. Rivals keep no state that survives a kill: a
 * resumed run is run again from its start, its calls are answered from storage by their callIndex, and its events come
 * out the same. What others wrote into the journal between them (a stop, the sealed test, a raised budget) is taken
 * in where it stands.
 */
export interface RivalSession {
  readonly spec: EngineSpec;
  readonly ports: RivalPorts;
  state(): RunState;
  record(event: JournalEvent): JournalEvent;
  /** Events made since the last call that the journal does not have yet, in order. */
  fresh(): readonly JournalEvent[];
  /** Calls given to the step under way, or reserved for it; none between steps. */
  callsUnderWay(): CallRange;
  /** Pareto rows candidates are scored on: all that count, or as many as the optimizer allows itself. */
  judgingRows(): readonly number[];
  /** Metric calls left before the limit. */
  metricCallsLeft(): number;
  /** Begins a step: its calls are the next so many. Ends the search when fewer are left than it needs. */
  need(metricCalls: number, reflectionCalls?: number): void;
  evaluate(
    texts: Candidate,
    split: "feedback" | "pareto",
    examples: readonly number[],
    purpose: EvaluationPurpose,
    captureTrace?: boolean,
  ): Promise<Evaluated>;
  /** Asks the Reflection model once; null when it failed. */
  ask(request: {
    readonly component: string;
    readonly currentText: string;
    readonly prompt: string;
    readonly records: readonly ReflectionRecordRow[];
    readonly parent: number;
  }): Promise<{ readonly callIndex: number; readonly text: string | null; readonly isFinal: boolean }>;
  /** Scores a candidate on the judging rows and gives the event that puts it into the pool. */
  addCandidate(texts: Candidate, parents: readonly number[]): Promise<JournalEvent>;
}

export function createSession(
  spec: EngineSpec,
  ports: RivalPorts,
  journal: readonly JournalEvent[] = [],
  judging: ReadonlySet<number> | null = null,
): RivalSession {
  const past = makePastEvents(journal);
  let state = initialState(spec);
  let nextCall = 0;
  let reservedTo = 0;
  let unread: JournalEvent[] = [];
  /** Outcomes of the step under way. */
  const answers = new Map<number, EvaluationOutcome>();

  function record(decided: JournalEvent): JournalEvent {
    const event = withRequests(state.spec, decided, (callIndex) => answers.get(callIndex));
    answers.clear();
    takeIn(past.others());
    // What was asked for is answered even by a search that has nothing left to do.
    if (event.type === "run-stopped") takeSteering();
    if (!past.isMadeAgain(event)) unread.push(event);
    state = applyEvent(state, event);
    return event;
  }

  /** The sealed test has callIndexes too: the search goes on behind them. */
  function takeIn(events: readonly JournalEvent[]): void {
    for (const event of events) state = applyEvent(state, event);
    if (events.length > 0) nextCall = Math.max(nextCall, state.nextCallIndex);
  }

  function takeSteering(): void {
    if (!past.isOver()) return;
    for (const request of ports.steering?.() ?? []) {
      if (request.kind === "raise-budget") {
        const { kind: _, ...totals } = request;
        record({ type: "budget-raised", ...totals });
      } else if (request.kind === "add-feedback")
        // Rivals read no feedback; the remark is kept, so that it is asked for once.
        record({ type: "feedback-added", example: request.example, text: request.text });
      else if (request.kind === "ask-again") record({ type: "rows-asked-again" });
    }
  }

  function need(metricCalls: number, reflectionCalls = 0): void {
    reservedTo = nextCall;
    takeIn(past.othersBetweenSteps());
    takeSteering();
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
    const seen = past.isOver() ? withSent(state, ports.requestsSent?.()) : state;
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
    reservedTo = nextCall + metricCalls + reflectionCalls;
  }

  async function evaluate(
    texts: Candidate,
    split: "feedback" | "pareto",
    examples: readonly number[],
    purpose: EvaluationPurpose,
    captureTrace = false,
  ): Promise<Evaluated> {
    const from = nextCall;
    nextCall += examples.length;
    const hash = candidateHash(texts);
    const calls = examples.map((example, i) => ({
      callIndex: from + i,
      purpose,
      candidate: texts,
      candidateHash: hash,
      split,
      example,
      captureTrace,
      stored: false,
    }));
    const outcomes = await ports.evaluate(calls);
    for (const outcome of outcomes) answers.set(outcome.callIndex, outcome);
    if (ports.stop.aborted) throw new SearchEnd({ kind: "stopped-by-person" });
    const rows = calls.map((call) =>
      rowOf(
        call.example,
        answers.get(call.callIndex) ?? { kind: "failed", callIndex: call.callIndex, reason: "no answer" },
      ),
    );
    const records = outcomes.flatMap((outcome) =>
      outcome.kind === "scored" && outcome.records !== undefined
        ? [[outcome.callIndex, outcome.records] as const]
        : [],
    );
    return { rows, from, metricCalls: rows.filter(isScored).length, records: new Map(records) };
  }

  function judgingRows(): number[] {
    return paretoPositions(state).filter((position) => judging?.has(position) ?? true);
  }

  async function addCandidate(texts: Candidate, parents: readonly number[]): Promise<JournalEvent> {
    const positions = judgingRows();
    need(positions.length);
    const done = await evaluate(
      texts,
      "pareto",
      positions,
      state.candidates.length === 0 ? "seed" : "pareto",
    );
    const isFirst = state.candidates.length === 0;
    const leftOut = isFirst ? done.rows.filter(isFailed) : [];
    const rows = isFirst
      ? done.rows.filter(isScored)
      : withStandIns(state, done.rows, parents.length === 0 ? [0] : parents);
    if (rows === null || rows.length === 0) throw new SearchEnd(unscored(state, done.rows));
    return record({
      type: "candidate-added",
      index: state.candidates.length,
      kind: state.candidates.length === 0 ? "seed" : "mutation",
      iteration: state.iteration,
      texts,
      hash: candidateHash(texts),
      parents,
      calls: { from: done.from, count: positions.length },
      rows,
      ...(leftOut.length === 0 ? {} : { leftOut }),
      metricCalls: done.metricCalls,
    });
  }

  return {
    spec,
    ports,
    state: () => state,
    record,
    fresh() {
      const events = unread;
      unread = [];
      return events;
    },
    callsUnderWay() {
      const from = state.nextCallIndex;
      return { from, count: Math.max(0, Math.max(nextCall, reservedTo) - from) };
    },
    metricCallsLeft: () => metricCallsLeft(state),
    judgingRows,
    need,
    evaluate,
    addCandidate,
    async ask(request) {
      need(0, 1);
      const callIndex = nextCall++;
      const answer = await ports.reflect({
        callIndex,
        attempt: 1,
        iteration: state.iteration,
        task: 0,
        purpose: "reflect",
        sampling: { temperature: proposerTemperature, seed: samplingSeed(state.spec.seed, callIndex) },
        ...request,
      });
      if (ports.stop.aborted) throw new SearchEnd({ kind: "stopped-by-person" });
      return {
        callIndex,
        text: answer.kind === "failed" ? null : answer.text,
        isFinal: answer.kind === "proposed",
      };
    },
  };
}

function unscored(state: RunState, rows: readonly EvaluatedRow[]): StopReason {
  const failed = rows.filter((row) => "failed" in row);
  const reason = failed[0] === undefined ? "no answer" : (failed[0] as { readonly failed: string }).failed;
  return state.candidates.length === 0
    ? { kind: "seed-not-scored", missing: failed.length, of: rows.length, reason }
    : { kind: "failed", reason };
}

export function meanOf(rows: readonly EvaluatedRow[]): number {
  const scored = rows.filter((row): row is ScoredRow => isScored(row));
  return scored.length === 0 ? 0 : scored.reduce((sum, row) => sum + row.score, 0) / scored.length;
}
