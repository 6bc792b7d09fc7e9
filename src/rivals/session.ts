import {
  candidateHash,
  isFailed,
  isScored,
  metricCallsLeft,
  paretoPositions,
  rowOf,
  samplingSeed,
  withStandIns,
  type CallRange,
  type Candidate,
  type EngineSpec,
  type EvaluatedRow,
  type EvaluationPurpose,
  type JournalEvent,
  type ReflectionRecordRow,
  type ReflectiveRecord,
  type RunState,
  type ScoredRow,
  type StopReason,
} from "../engine/index.ts";
import type { RivalPorts } from "./ports.ts";
import { type Log, need, openLog, record, SearchEnd } from "./session-log.ts";

/** Rows of one candidate, with the calls that gave them. */
interface Evaluated {
  readonly rows: readonly EvaluatedRow[];
  readonly from: number;
  readonly metricCalls: number;
  /** By callIndex, what every component was given and answered; only where traces were asked for. */
  readonly records: ReadonlyMap<number, Readonly<Record<string, ReflectiveRecord>>>;
}

/** What the Reflection model is asked. */
interface Letter {
  readonly component: string;
  readonly currentText: string;
  readonly prompt: string;
  readonly records: readonly ReflectionRecordRow[];
  readonly parent: number;
}

/** As dspy samples its proposers. */
const proposerTemperature = 1;

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
  ask(
    request: Letter,
  ): Promise<{ readonly callIndex: number; readonly text: string | null; readonly isFinal: boolean }>;
  /** Scores a candidate on the judging rows and gives the event that puts it into the pool. */
  addCandidate(texts: Candidate, parents: readonly number[]): Promise<JournalEvent>;
}

export function createSession(
  spec: EngineSpec,
  ports: RivalPorts,
  journal: readonly JournalEvent[] = [],
  judging: ReadonlySet<number> | null = null,
): RivalSession {
  const log = openLog(spec, ports, journal);
  const judgingRows = (): readonly number[] =>
    paretoPositions(log.state).filter((position) => judging?.has(position) ?? true);
  return {
    spec,
    ports,
    state: () => log.state,
    record: (event) => record(log, event),
    fresh() {
      const events = log.unread;
      log.unread = [];
      return events;
    },
    callsUnderWay() {
      const from = log.state.nextCallIndex;
      return { from, count: Math.max(0, Math.max(log.nextCall, log.reservedTo) - from) };
    },
    metricCallsLeft: () => metricCallsLeft(log.state),
    judgingRows,
    need: (metricCalls, reflectionCalls) => need(log, metricCalls, reflectionCalls),
    evaluate: (...asked) => evaluate(log, ...asked),
    addCandidate: (texts, parents) => addCandidate(log, judgingRows(), texts, parents),
    ask: (request) => ask(log, request),
  };
}

async function evaluate(
  log: Log,
  texts: Candidate,
  split: "feedback" | "pareto",
  examples: readonly number[],
  purpose: EvaluationPurpose,
  captureTrace = false,
): Promise<Evaluated> {
  const { ports, answers } = log;
  const from = log.nextCall;
  log.nextCall += examples.length;
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

async function addCandidate(
  log: Log,
  positions: readonly number[],
  texts: Candidate,
  parents: readonly number[],
): Promise<JournalEvent> {
  need(log, positions.length);
  const isFirst = log.state.candidates.length === 0;
  const done = await evaluate(log, texts, "pareto", positions, isFirst ? "seed" : "pareto");
  const { state } = log;
  const leftOut = isFirst ? done.rows.filter(isFailed) : [];
  const rows = isFirst
    ? done.rows.filter(isScored)
    : withStandIns(state, done.rows, parents.length === 0 ? [0] : parents);
  if (rows === null || rows.length === 0) throw new SearchEnd(unscored(state, done.rows));
  return record(log, {
    type: "candidate-added",
    index: state.candidates.length,
    kind: isFirst ? "seed" : "mutation",
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

async function ask(log: Log, request: Letter): ReturnType<RivalSession["ask"]> {
  need(log, 0, 1);
  const { ports, state } = log;
  const callIndex = log.nextCall++;
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
