import { sum } from "../../shared/statistics/mean.ts";
import { isFailed, isScored, rowOf } from "../journal/rows.ts";
import type { EngineSpec, FrontierKind } from "../options/spec.ts";
import type { Candidate } from "../pool/candidate.ts";
import type { EvaluationCall, EvaluationOutcome, EvaluationPurpose } from "../ports.ts";
import { knownRollout } from "../state/apply-rows.ts";
import type { KnownRollout } from "../state/known-rollouts.ts";
import type { RunState } from "../state/state.ts";
import type { CallRange, EvaluatedRow, ScoredRow } from "../vocabulary.ts";
import type { Split } from "../vocabulary.ts";
import { reserveCalls } from "./step-context.ts";
import type { StepContext } from "./step-context.ts";

/** One candidate on some rows. `read` says whether known rollouts may stand in for calls. */
export interface RowGroup {
  readonly purpose: EvaluationPurpose;
  readonly texts: Candidate;
  readonly hash: string;
  readonly split: Split;
  readonly examples: readonly number[];
  readonly captureTrace: boolean;
  readonly read: "never" | "reused" | "cache";
}

interface EvaluatedGroups {
  readonly calls: CallRange;
  /** Rows per group, in the order asked. */
  readonly rows: readonly (readonly EvaluatedRow[])[];
  /** Rows that were paid for, per group. */
  readonly metricCalls: readonly number[];
  readonly callsPerGroup: readonly number[];
  /** Why the first failed call failed. */
  readonly failure: string | null;
}

/**
 * Runs all groups' calls at once; null when the run was stopped meanwhile (nothing is to be journalled then). `before`: the
 * calls the same step has made already.
 */
export async function evaluateGroups(
  run: StepContext,
  state: RunState,
  groups: readonly RowGroup[],
  before?: CallRange,
): Promise<EvaluatedGroups | null> {
  const known = groups.map((group) => readableRows(state, group));
  const callsPerGroup = known.map((rows) => rows.filter((row) => row === null).length);
  const count = sum(callsPerGroup);
  const { from } = reserveCalls(run, state, (before?.count ?? 0) + count);
  const range = { from: from + (before?.count ?? 0), count };
  const asked: EvaluationCall[] = [];
  for (const [g, group] of groups.entries()) {
    for (const [i, example] of group.examples.entries()) {
      if (known[g]![i] === null) asked.push(callFor(group, example, range.from + asked.length));
    }
  }
  if (!(await answer(run, asked))) return null;
  let next = range.from;
  const rows = groups.map((group, g) =>
    group.examples.map(
      (example, i): EvaluatedRow => known[g]![i] ?? checkedRow(state.spec, example, run.answers.get(next++)!),
    ),
  );
  return {
    calls: range,
    rows,
    metricCalls: rows.map((group) => group.filter((row) => isScored(row) && row.from === undefined).length),
    callsPerGroup,
    failure: firstFailure(rows),
  };
}

function firstFailure(rows: readonly (readonly EvaluatedRow[])[]): string | null {
  for (const group of rows) {
    const failed = group.find(isFailed);
    if (failed !== undefined) return failed.failed;
  }
  return null;
}

/** Asks for the calls that are not answered yet; false when the run was stopped. */
export async function answer(run: StepContext, calls: readonly EvaluationCall[]): Promise<boolean> {
  const missing = calls.filter((call) => !run.answers.has(call.callIndex));
  if (missing.length === 0) return true;
  if (run.ports.stop.aborted) return false;
  const outcomes = await run.ports.evaluate(missing);
  if (run.ports.stop.aborted) return false;
  for (const outcome of outcomes) run.answers.set(outcome.callIndex, outcome);
  const silent = missing.find((call) => !run.answers.has(call.callIndex));
  if (silent !== undefined) throw new Error(`evaluate gave no outcome for call ${silent.callIndex}`);
  return true;
}

export function callFor(
  group: Omit<RowGroup, "examples" | "read">,
  example: number,
  callIndex: number,
): EvaluationCall {
  return {
    callIndex,
    purpose: group.purpose,
    candidate: group.texts,
    candidateHash: group.hash,
    split: group.split,
    example,
    captureTrace: group.captureTrace,
    stored: false,
  };
}

/** Per example the row that is known already, or null where a call is needed. */
function readableRows(state: RunState, group: RowGroup): (ScoredRow | null)[] {
  if (group.read === "never") return group.examples.map(() => null);
  const from = group.read;
  return group.examples.map((example) => {
    const known = knownRollout(state, group.split, example, group.hash);
    return known === undefined ? null : readRow(example, known, from);
  });
}

function readRow(example: number, known: KnownRollout, from: "reused" | "cache"): ScoredRow {
  const { callIndex, score, objectives } = known;
  const row =
    objectives === undefined ? { example, callIndex, score } : { example, callIndex, score, objectives };
  return { ...row, from };
}

/** Scores no search can use count as failed calls, with what to change: they never enter a sum. */
function checkedRow(spec: EngineSpec, example: number, outcome: EvaluationOutcome): EvaluatedRow {
  const reason = outcome.kind === "scored" ? scoreProblem(spec.frontier, outcome) : null;
  return rowOf(example, reason === null ? outcome : { kind: "failed", callIndex: outcome.callIndex, reason });
}

function scoreProblem(
  frontier: FrontierKind,
  { score, objectiveScores }: Extract<EvaluationOutcome, { kind: "scored" }>,
): string | null {
  if (!Number.isFinite(score)) return `the metric gave the score ${score}: return a finite number`;
  let objectives = 0;
  for (const name in objectiveScores) {
    const value = objectiveScores[name]!;
    if (!Number.isFinite(value))
      return `the objective "${name}" has the score ${value}: return a finite number`;
    objectives += 1;
  }
  if (frontier === "instance" || objectives > 0) return null;
  return `a frontier of kind "${frontier}" needs objective scores on every row: return them, or choose "instance"`;
}
