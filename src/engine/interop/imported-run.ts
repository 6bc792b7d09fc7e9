import type { CandidateAdded, JournalEvent, StopReason } from "../journal/events.ts";
import { sumScores } from "../journal/rows.ts";
import { referenceSpec } from "../options/presets.ts";
import type { EngineSpec } from "../options/spec.ts";
import { candidateHash } from "../pool/candidate-hash.ts";
import { componentNames, withTexts } from "../pool/candidate.ts";
import type { Candidate } from "../pool/candidate.ts";
import type { ScoredRow } from "../vocabulary.ts";
import type { ObjectiveScores } from "../vocabulary.ts";

/** A run made by another program, in our words. */
export interface ImportedRun {
  readonly from: Extract<StopReason, { kind: "imported" }>["from"];
  readonly seed: number;
  /** Ids of the Pareto rows, in the order of our positions. */
  readonly paretoIds: readonly string[];
  /** Feedback rows as far as the file shows them; opaque JSON. */
  readonly feedbackRows: readonly unknown[];
  readonly candidates: readonly ImportedCandidate[];
  readonly rejected: readonly ImportedGate[];
}

export interface ImportedCandidate {
  readonly texts: Candidate;
  readonly parents: readonly number[];
  readonly scores: readonly { readonly example: number; readonly score: number }[];
  readonly objectiveMeans: ObjectiveScores | null;
  /** Metric calls from its Pareto evaluation to the next candidate's, as far as the file tells. */
  readonly metricCalls: number;
  readonly gate: ImportedGate | null;
}

/** A proposal on its minibatch. */
export interface ImportedGate {
  readonly parent: number;
  readonly texts: Candidate;
  readonly rows: readonly { readonly example: number; readonly before: number; readonly after: number }[];
}

export type Import =
  | { readonly kind: "ok"; readonly run: ImportedRun }
  | { readonly kind: "bad-import"; readonly message: string };

/** A journal that folds to the imported run: every page can show it, and its best candidate can seed a new run. */
export function journalOfImport(run: ImportedRun): JournalEvent[] {
  const events: JournalEvent[] = [{ type: "run-started", spec: specOf(run) }];
  const writer: Writer = { run, events, calls: 0, proposals: 0, iteration: 0 };
  for (const [index, candidate] of run.candidates.entries()) {
    if (candidate.gate !== null) writeGate(writer, candidate.gate, true);
    else if (index > 0) writer.iteration += 1;
    writeCandidate(writer, index, candidate);
  }
  for (const gate of run.rejected) writeGate(writer, gate, false);
  const pendingCalls = { from: writer.calls, count: 0 };
  events.push({ type: "run-stopped", reason: { kind: "imported", from: run.from }, pendingCalls });
  return events;
}

interface Writer {
  readonly run: ImportedRun;
  readonly events: JournalEvent[];
  calls: number;
  proposals: number;
  iteration: number;
}

function specOf(run: ImportedRun): EngineSpec {
  const pareto = run.paretoIds.length;
  return referenceSpec({
    seed: run.seed,
    seedCandidates: run.candidates.filter((one) => one.parents.length === 0).map((one) => one.texts),
    splits: { feedback: Math.max(1, run.feedbackRows.length), pareto, test: 0, paretoIsFeedback: false },
    budget: { metricCalls: Math.max(1, totalCalls(run)), reflectionCalls: null, policy: "overshoot" },
  });
}

function totalCalls(run: ImportedRun): number {
  return run.candidates.reduce((sum, one) => sum + one.metricCalls, 0);
}

function takeCalls(writer: Writer, count: number): { from: number; count: number } {
  const calls = { from: writer.calls, count };
  writer.calls += count;
  return calls;
}

function writeCandidate(writer: Writer, index: number, candidate: ImportedCandidate): void {
  const calls = takeCalls(writer, candidate.scores.length);
  const rows = candidate.scores.map((row, i): ScoredRow => ({ ...row, callIndex: calls.from + i }));
  const kind = candidate.parents.length === 0 ? "seed" : candidate.parents.length > 1 ? "merge" : "mutation";
  const event: CandidateAdded = {
    type: "candidate-added",
    index,
    kind,
    iteration: kind === "seed" ? 0 : writer.iteration,
    texts: candidate.texts,
    hash: candidateHash(candidate.texts),
    parents: candidate.parents,
    ...(candidate.gate === null ? {} : { proposal: writer.proposals - 1 }),
    calls,
    rows,
    ...(candidate.objectiveMeans === null ? {} : { objectiveMeans: candidate.objectiveMeans }),
    metricCalls: candidate.metricCalls,
  };
  writer.events.push(event);
}

/** The four events of a reflective iteration, as far as the file tells. */
function writeGate(writer: Writer, gate: ImportedGate, isKept: boolean): void {
  writer.iteration += 1;
  const { iteration } = writer;
  const { parent, texts } = gate;
  const parentCalls = takeCalls(writer, gate.rows.length);
  const reflectionCalls = takeCalls(writer, 1);
  const before = scoredRows(gate, parentCalls.from, "before");
  const hash = candidateHash(withTexts(writer.run.candidates[parent]!.texts, texts));
  const proposal = writer.proposals++;
  const minibatch = gate.rows.map((row) => row.example);
  writer.events.push(
    { type: "parents-selected", iteration, tasks: [{ parent, minibatch }], wordsDrawn: 0 },
    {
      type: "parents-evaluated",
      iteration,
      calls: parentCalls,
      evaluations: [{ parent, rows: before }],
      tasks: [{ verdict: "reflect", evaluation: 0, components: componentNames(texts) }],
      metricCalls: 0,
    },
    {
      type: "reflected",
      iteration,
      calls: reflectionCalls,
      reflections: [],
      proposals: [{ proposal, task: 0, texts, hash }],
      reflectionCalls: 0,
      wordsDrawn: 0,
    },
    judgedGate(writer, gate, proposal, sumScores(before), isKept),
  );
}

function judgedGate(
  writer: Writer,
  gate: ImportedGate,
  proposal: number,
  before: number,
  isKept: boolean,
): JournalEvent {
  const calls = takeCalls(writer, gate.rows.length);
  const rows = scoredRows(gate, calls.from, "after");
  const verdict = isKept ? "selected" : "not-better";
  const judgements = [{ proposal, rows, before, after: sumScores(rows), verdict } as const];
  return { type: "children-judged", iteration: writer.iteration, calls, judgements, metricCalls: 0 };
}

function scoredRows(gate: ImportedGate, firstCall: number, side: "before" | "after"): ScoredRow[] {
  return gate.rows.map((row, i) => ({ example: row.example, callIndex: firstCall + i, score: row[side] }));
}
