import { applyEvent, foldJournal, optimize } from "../../src/engine/index.ts";
import type {
  Candidate,
  EnginePorts,
  EngineSpec,
  EvaluationCall,
  EvaluationOutcome,
  JournalEvent,
  ReflectionAnswer,
  ReflectionRequest,
  RunState,
} from "../../src/engine/index.ts";

/** A small made-up task: a text is a list of rule numbers, a row wants some of them and forbids others. */
export interface RuleRow {
  readonly wants: Readonly<Record<string, readonly number[]>>;
  readonly forbids: readonly number[];
}

export interface RuleTask {
  readonly feedback: readonly RuleRow[];
  readonly pareto: readonly RuleRow[];
}

export function rulesOf(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

/** A script for the outside world: which calls fail, what the reflector says, in what order answers arrive. */
export interface Script {
  /** Another score than the task's own. */
  readonly score?: (call: EvaluationCall, score: number) => number;
  readonly fails?: (call: EvaluationCall) => boolean;
  readonly reflect?: (request: ReflectionRequest) => ReflectionAnswer;
  /** Answers come back one by one in reverse instead of all together. */
  readonly reversed?: boolean;
  readonly withObjectives?: boolean;
  readonly ports?: Partial<EnginePorts>;
}

export interface World {
  readonly ports: EnginePorts;
  /** Every question asked, by callIndex; asking another question under the same index throws. */
  readonly asked: Map<number, string>;
  /** Rollouts and reflections that were really run. */
  readonly ran: { rollouts: number; reflections: number };
  readonly reflections: ReflectionRequest[];
}

/** Ports that answer a call once and remember the answer, as the conductor does. */
export function createWorld(task: RuleTask, script: Script = {}, shared?: World): World {
  const asked = shared?.asked ?? new Map<number, string>();
  const ran = { rollouts: 0, reflections: 0 };
  const reflections: ReflectionRequest[] = [];
  const remember = (callIndex: number, question: string): boolean => {
    const before = asked.get(callIndex);
    if (before !== undefined && before !== question) throw new Error(`call ${callIndex} has two questions`);
    asked.set(callIndex, question);
    return before === undefined;
  };
  const evaluate = async (calls: readonly EvaluationCall[]): Promise<EvaluationOutcome[]> => {
    const ordered = script.reversed === true ? calls.toReversed() : calls;
    const outcomes: EvaluationOutcome[] = [];
    for (const call of ordered) {
      if (script.reversed === true) await Promise.resolve();
      const isNew = remember(call.callIndex, `${call.candidateHash} ${call.split} ${call.example}`);
      if (call.stored && isNew) throw new Error(`call ${call.callIndex} was never stored`);
      if (isNew) ran.rollouts += 1;
      outcomes.push(outcomeOf(task, script, call));
    }
    return outcomes;
  };
  const reflect = async (request: ReflectionRequest): Promise<ReflectionAnswer> => {
    if (script.reversed === true) await new Promise((done) => setTimeout(done, request.task % 2));
    if (
      remember(request.callIndex, `reflect ${request.component} ${request.currentText} ${request.attempt}`)
    ) {
      ran.reflections += 1;
    }
    reflections.push(request);
    return script.reflect?.(request) ?? repair(request);
  };
  const workedExample: EnginePorts["workedExample"] = (example) => {
    const text = Object.values(task.feedback[example]!.wants).flat().join(",");
    return text === "" ? null : { text, answer: text };
  };
  const ports = { stop: { aborted: false }, evaluate, reflect, workedExample, ...script.ports };
  return { ports, asked, ran, reflections };
}

function outcomeOf(task: RuleTask, script: Script, call: EvaluationCall): EvaluationOutcome {
  const { callIndex } = call;
  if (script.fails?.(call) === true) return { kind: "failed", callIndex, reason: "the line is dead" };
  const row = (call.split === "feedback" ? task.feedback : task.pareto)[call.example]!;
  const { coverage, safety, score: own } = scoreRow(call.candidate, row);
  const score = script.score?.(call, own) ?? own;
  return {
    kind: "scored",
    callIndex,
    score,
    output: "",
    ...(script.withObjectives === true ? { objectiveScores: { coverage, safety } } : {}),
    ...(call.captureTrace ? { records: recordsOf(call.candidate, row, score) } : {}),
  };
}

export function scoreRow(
  candidate: Candidate,
  row: RuleRow,
): { score: number; coverage: number; safety: number } {
  const wanted = Object.entries(row.wants).flatMap(([name, rules]) => rules.map((rule) => ({ name, rule })));
  const met = wanted.filter(({ name, rule }) => rulesOf(candidate[name] ?? "").includes(rule)).length;
  const bad = Object.values(candidate).some((text) =>
    rulesOf(text).some((rule) => row.forbids.includes(rule)),
  );
  const coverage = wanted.length === 0 ? 1 : met / wanted.length;
  return { coverage, safety: bad ? 0 : 1, score: bad ? 0 : coverage };
}

function recordsOf(
  candidate: Candidate,
  row: RuleRow,
  score: number,
): Record<string, Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(candidate).map(([name, text]) => {
      const missing = (row.wants[name] ?? []).filter((rule) => !rulesOf(text).includes(rule));
      return [name, { Inputs: "a row", Score: score, Feedback: missing.join(",") }];
    }),
  );
}

/** Adds the first missing rule of the first imperfect row; a fresh useless one when nothing is missing. */
export function repair(request: ReflectionRequest): ReflectionAnswer {
  const rules = rulesOf(request.currentText);
  const missing = request.records.flatMap((row) => rulesOf(String(row.record["Feedback"] ?? "")));
  const next = missing.find((rule) => !rules.includes(rule)) ?? 100 + rules.length;
  return { kind: "proposed", text: [...rules, next].toSorted((a, b) => a - b).join(",") };
}

/** No search of these tasks has so many events: one that does would never end. */
const endless = 20_000;

/** Runs to the end, or takes at most so many events. */
export async function journalOf(
  spec: EngineSpec,
  ports: EnginePorts,
  prefix: readonly JournalEvent[] = [],
  most = endless,
): Promise<JournalEvent[]> {
  const events = [...prefix];
  const start = foldJournal(prefix) ?? undefined;
  for await (const event of optimize(spec, ports, start)) {
    events.push(event);
    if (events.length === endless) throw new Error("this search does not end");
    if (events.length >= most) break;
  }
  return events;
}

export function stateOf(events: readonly JournalEvent[]): RunState {
  return foldJournal(events)!;
}

/** Every state a journal passes through, from the first event on. */
export function statesOf(events: readonly JournalEvent[]): RunState[] {
  const states: RunState[] = [];
  for (const event of events) {
    const before = states.at(-1);
    states.push(before === undefined ? foldJournal([event])! : applyEvent(before, event));
  }
  return states;
}

export function eventsOf<T extends JournalEvent["type"]>(
  events: readonly JournalEvent[],
  type: T,
): Extract<JournalEvent, { type: T }>[] {
  return events.filter((event): event is Extract<JournalEvent, { type: T }> => event.type === type);
}

export function stopOf(events: readonly JournalEvent[]): string {
  const last = events.at(-1);
  return last?.type === "run-stopped" ? last.reason.kind : "not stopped";
}
