import { frontierMembers, isScored } from "../../src/engine/index.ts";
import type { JournalEvent, RunState } from "../../src/engine/index.ts";
import type { Json } from "./golden-format.ts";
import type { JournalRun, JournalStep } from "./journal-run.ts";
import { candidateMeans, frontMapping, isBestProgram } from "./reference-view.ts";

/** An iteration in the goldens' form, while it is put together. */
export type IterationRecord = Record<string, Json>;

/** Every iteration of a run, with all the fields a full golden has. */
export function recordIterations(run: JournalRun): IterationRecord[] {
  const groups = new Map<number, JournalStep[]>();
  for (const step of run.steps) {
    const iteration = iterationOf(step.event);
    if (iteration === 0) continue;
    groups.set(iteration, [...(groups.get(iteration) ?? []), step]);
  }
  return [...groups].map(([iteration, steps]) =>
    recordIteration(iteration, steps, startOfDraws(run, steps[0]!)),
  );
}

export function iterationOf(event: JournalEvent): number {
  return "iteration" in event ? event.iteration : 0;
}

function startOfDraws(run: JournalRun, first: JournalStep): number {
  const place = run.steps.indexOf(first);
  return run.steps[place - 1]?.drawsAfter ?? 0;
}

function recordIteration(
  iteration: number,
  steps: readonly JournalStep[],
  drawsBefore: number,
): IterationRecord {
  const record: Record<string, Json> = { iteration, kind: "none", tasks: [], accepted: [], rejected: [] };
  const push = (field: string, ...values: Json[]): void => {
    record[field] = [...((record[field] as Json[] | undefined) ?? []), ...values];
  };
  for (const step of steps) recordStep(record, push, step);
  const first = steps[0]!.before;
  const last = steps.at(-1)!;
  if (record["front_updates"] !== undefined) record["front_changed"] = changedFronts(first, last.after);
  return {
    ...record,
    proposal_accepted: (record["accepted"] as Json[]).length > 0,
    total_metric_calls: last.after.spent.metricCalls,
    num_full_val_evals: last.after.spent.fullEvaluations,
    best_idx: last.after.best.index,
    rng_start: drawsBefore,
    rng_end: last.drawsAfter,
  };
}

type Push = (field: string, ...values: Json[]) => void;

function recordStep(record: Record<string, Json>, push: Push, { event, before, after }: JournalStep): void {
  switch (event.type) {
    case "merge-searched":
      record["merge_invoked"] = true;
      if (event.found === null) return;
      record["kind"] = "merge";
      record["merge_parents"] = event.found.parents;
      record["merged_candidate"] = event.found.texts;
      record["merge_triplet"] = [...event.found.parents, event.found.ancestor];
      record["merge_subsample_ids"] = event.found.subsample;
      return;
    case "merge-judged":
      push("evals", [null, record["merge_parents"]!, event.rows.filter(isScored).map((row) => row.score)]);
      record["merge_accepted"] = event.verdict === "selected";
      return;
    case "parents-selected":
      record["kind"] = "reflective";
      record["tasks"] = event.tasks.map(({ parent, minibatch }) => ({
        selected: parent,
        selected_score: candidateMeans(before)[parent]!,
        minibatch_ids: minibatch,
      }));
      return;
    case "parents-evaluated":
      return recordParents(push, event, before);
    case "reflected":
      return push("proposed", ...event.proposals.map((one) => one.texts));
    case "children-judged":
      return recordChildren(push, event, before);
    case "candidate-added":
      return recordAdded(push, event, before, after);
    case "iteration-failed":
      record["error"] = event.reason;
      if (event.stage === "merge") record["merge_invoked"] = true;
      return;
    default:
  }
}

function recordParents(
  push: Push,
  event: Extract<JournalEvent, { type: "parents-evaluated" }>,
  state: RunState,
): void {
  const tasks = state.phase.at === "selected" ? state.phase.tasks : [];
  for (const [i, verdict] of event.tasks.entries()) {
    const { parent } = tasks[i]!;
    const { rows } = event.evaluations[verdict.evaluation]!;
    push("evals", [parent, state.candidates[parent]!.parents, rows.filter(isScored).map((row) => row.score)]);
    if (verdict.verdict === "reflect") push("components", verdict.components);
    if (verdict.verdict === "skip") {
      push("skipped", { candidate_idx: parent, reason: verdict.reason.replaceAll("-", "_") });
    }
  }
}

function recordChildren(
  push: Push,
  event: Extract<JournalEvent, { type: "children-judged" }>,
  state: RunState,
): void {
  const gate = state.phase.at === "reflected" ? state.phase.gate : [];
  for (const [i, { rows, verdict, before, after }] of event.judgements.entries()) {
    push("evals", [null, gate[i]!.entry.parents, rows.filter(isScored).map((row) => row.score)]);
    if (verdict !== "selected") push("rejected", { old_score: before, new_score: after });
  }
}

function recordAdded(
  push: Push,
  event: Extract<JournalEvent, { type: "candidate-added" }>,
  before: RunState,
  after: RunState,
): void {
  const entry = after.candidates[event.index]!;
  const gate = before.phase.at === "validating" ? before.phase.queue[0]!.entry.after : 0;
  push("accepted", { new_idx: event.index, new_score: gate, parents: event.parents });
  const old = frontierMembers(before);
  const now = frontierMembers(after);
  push("front_updates", { new_front: now, displaced: old.filter((one) => !now.includes(one)) });
  const ids = event.rows.map((row) => row.example);
  push("valset", {
    candidate_idx: event.index,
    average_score: entry.mean,
    val_scores: event.rows.map((row) => row.score),
    is_best_program: isBestProgram(after, event.index),
    ...(ids.every((id, i) => id === i) ? {} : { val_ids: ids }),
  });
}

function changedFronts(before: RunState, after: RunState): Json[] {
  const old = new Set(frontMapping(before).map((entry) => JSON.stringify(entry)));
  return frontMapping(after).filter((entry) => !old.has(JSON.stringify(entry)));
}
