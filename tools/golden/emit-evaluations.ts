import { isScored } from "../../src/engine/index.ts";
import type { EvaluatedRow, RunState } from "../../src/engine/index.ts";
import type { JsonMap } from "./golden-format.ts";
import type { GoldenSetup } from "./golden-spec.ts";
import { evaluateCall } from "./golden-task.ts";
import { isBestProgram } from "./reference-view.ts";

/** Adds an event of the reference's; `iteration` is added by the caller's emitter. */
export type Emit = (event: string, payload?: JsonMap) => void;

export function emitValset(
  emit: Emit,
  setup: GoldenSetup,
  state: RunState,
  index: number,
  rows: readonly EvaluatedRow[],
): void {
  const ids = rows.map((row) => row.example);
  emit("valset_evaluated", {
    candidate_idx: index,
    average_score: state.candidates[index]!.mean,
    ...(ids.every((id, i) => id === i) ? {} : { val_ids: ids }),
    val_scores: scores(rows),
    is_best_program: index === 0 || isBestProgram(state, index),
    parent_ids: parentsOf(state, index),
    num_examples_evaluated: rows.length,
    total_valset_size: setup.pareto.length,
  });
}

export function emitStart(
  emit: Emit,
  setup: GoldenSetup,
  index: number | null,
  parents: readonly number[],
  minibatch: readonly number[],
  split: "feedback" | "pareto",
  captureTraces: boolean,
): void {
  const examples = split === "feedback" ? setup.feedback : setup.pareto;
  emit("evaluation_start", {
    candidate_idx: index,
    batch_size: minibatch.length,
    capture_traces: captureTraces,
    parent_ids: parents,
    inputs: minibatch.map((example) => examples[example]!.id),
    is_seed_candidate: index === 0,
  });
}

interface Evaluated {
  readonly index: number | null;
  readonly texts: Readonly<Record<string, string>>;
  readonly parents: readonly number[];
  readonly rows: readonly EvaluatedRow[];
  readonly split: "feedback" | "pareto";
  readonly hasTraces: boolean;
}

export function emitScores(emit: Emit, setup: GoldenSetup, one: Evaluated): void {
  const objectives = setup.withObjectives
    ? one.rows.map((row) => outcomeOf(setup, one.texts, one.split, row.example).objectiveScores as JsonMap)
    : null;
  emit("evaluation_end", {
    candidate_idx: one.index,
    scores: scores(one.rows),
    has_trajectories: one.hasTraces,
    parent_ids: one.parents,
    objective_scores: objectives,
    is_seed_candidate: one.index === 0,
  });
}

export function emitBudget(emit: Emit, after: RunState, delta: number): void {
  const limit = after.spec.budget.metricCalls;
  const used = after.spent.metricCalls;
  emit("budget_updated", {
    metric_calls_used: used,
    metric_calls_delta: delta,
    metric_calls_remaining: limit === null ? null : Math.max(0, limit - used),
  });
}

export function scores(rows: readonly EvaluatedRow[]): number[] {
  return rows.filter(isScored).map((row) => row.score);
}

export function parentsOf(state: RunState, index: number): readonly number[] {
  return state.candidates[index]!.parents;
}

type Outcome = Extract<ReturnType<typeof evaluateCall>, { kind: "scored" }>;

export function outcomeOf(
  setup: GoldenSetup,
  candidate: Readonly<Record<string, string>>,
  split: "feedback" | "pareto",
  example: number,
): Outcome {
  const call = {
    callIndex: 0,
    purpose: "parent",
    candidate,
    candidateHash: "",
    split,
    example,
    captureTrace: true,
    stored: true,
  } as const;
  return evaluateCall(setup, call, setup.withObjectives) as Outcome;
}
