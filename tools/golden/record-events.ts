import { frontierMembers } from "../../src/engine/index.ts";
import type { EvaluatedRow, JournalEvent, RunState } from "../../src/engine/index.ts";
import {
  emitBudget,
  emitScores,
  emitStart,
  emitValset,
  outcomeOf,
  parentsOf,
  scores,
} from "./emit-evaluations.ts";
import type { Emit } from "./emit-evaluations.ts";
import { pythonFloat } from "./golden-format.ts";
import type { Json, JsonMap } from "./golden-format.ts";
import type { GoldenSetup } from "./golden-spec.ts";
import type { JournalRun, JournalStep } from "./journal-run.ts";
import { iterationOf } from "./record-iterations.ts";
import { bestByPolicy } from "./reference-view.ts";

/** The reference's callbacks, in its order, told from our journal. */
export function recordEvents(run: JournalRun, setup: GoldenSetup, resumed: RunState | null): Json[] {
  const events: Json[] = [];
  let iteration = 0;
  const emit: Emit = (event, payload = {}) => void events.push({ event, iteration, ...payload });
  const sizes = { trainset_size: setup.feedback.length, valset_size: setup.pareto.length };
  events.push({ event: "optimization_start", ...sizes });
  const seeded = resumed ?? run.steps.find((step) => step.event.type === "candidate-added")?.after;
  if (seeded === undefined) return events;
  emitValset(emit, setup, seeded, 0, seeded.candidates[0]!.scores);
  const saved = resumed?.iteration ?? 0;
  for (const step of run.steps) {
    const next = iterationOf(step.event);
    if (next > 0 && next !== iteration) {
      if (iteration > 0) emitEnd(emit, run, iteration);
      const previous = iteration === 0 ? saved : iteration;
      events.push({ event: "state_saved", iteration: previous });
      iteration = next;
      emit("iteration_start");
    }
    emitStep(emit, setup, step);
  }
  if (iteration > 0) emitEnd(emit, run, iteration);
  if (run.final.stopReason?.kind !== "failed") {
    events.push({
      event: "optimization_end",
      best_candidate_idx: bestByPolicy(run.final),
      total_iterations: run.final.iteration - 1,
      total_metric_calls: run.final.spent.metricCalls,
    });
  }
  return events;
}

function emitEnd(emit: Emit, run: JournalRun, iteration: number): void {
  const added = run.steps.some(
    ({ event }) => event.type === "candidate-added" && event.iteration === iteration && event.kind !== "seed",
  );
  emit("iteration_end", { proposal_accepted: added });
}

function emitStep(emit: Emit, setup: GoldenSetup, step: JournalStep): void {
  const { event, before, after } = step;
  switch (event.type) {
    case "parents-selected":
      for (const { parent, minibatch } of event.tasks) {
        emit("candidate_selected", { candidate_idx: parent, score: before.candidates[parent]!.mean });
        emit("minibatch_sampled", { minibatch_ids: minibatch, trainset_size: setup.feedback.length });
      }
      return;
    case "parents-evaluated":
      return emitParents(emit, setup, event, before, after);
    case "reflected":
      for (const { task, texts } of event.proposals) {
        emit("proposal_end", { new_instructions: texts, proposal_id: `${event.iteration}-${task}` });
      }
      return emitChildrenStart(emit, setup, after);
    case "children-judged":
      return emitChildren(emit, setup, event, before, after);
    case "merge-judged":
      return emitMerge(emit, setup, event, before, after);
    case "candidate-added":
      return event.kind === "seed" ? undefined : emitAdded(emit, setup, event, before, after);
    case "iteration-failed":
      emitInterrupted(emit, setup, before);
      return emit("error", { exception: event.reason, will_continue: event.continues });
    default:
      return undefined;
  }
}

function examplesOf(rows: readonly EvaluatedRow[]): number[] {
  return rows.map((row) => row.example);
}

/** An evaluation that raised had been announced. */
function emitInterrupted(emit: Emit, setup: GoldenSetup, { phase, candidates }: RunState): void {
  if (phase.at === "selected") {
    for (const { parent, minibatch } of phase.tasks) {
      emitStart(emit, setup, parent, candidates[parent]!.parents, minibatch, "feedback", true);
    }
  } else if (phase.at === "merge-found") {
    emitStart(emit, setup, null, phase.found.parents, phase.found.subsample, "pareto", false);
  }
}

function emitParents(
  emit: Emit,
  setup: GoldenSetup,
  event: Extract<JournalEvent, { type: "parents-evaluated" }>,
  before: RunState,
  after: RunState,
): void {
  const tasks = before.phase.at === "selected" ? before.phase.tasks : [];
  const evaluated = event.tasks.map((verdict, i) => ({
    parent: tasks[i]!.parent,
    rows: event.evaluations[verdict.evaluation]!.rows,
  }));
  for (const { parent, rows } of evaluated)
    emitStart(emit, setup, parent, parentsOf(before, parent), examplesOf(rows), "feedback", true);
  for (const { parent, rows } of evaluated) {
    const { texts } = before.candidates[parent]!;
    emitScores(emit, setup, {
      index: parent,
      texts,
      parents: parentsOf(before, parent),
      rows,
      split: "feedback",
      hasTraces: true,
    });
  }
  emitBudget(emit, after, event.metricCalls);
  for (const [i, verdict] of event.tasks.entries()) {
    const { parent, rows } = evaluated[i]!;
    if (verdict.verdict === "skip") {
      const reason = verdict.reason.replaceAll("-", "_");
      emit("evaluation_skipped", { candidate_idx: parent, reason, scores: scores(rows) });
    } else if (verdict.verdict === "reflect") {
      emitDataset(emit, setup, before, parent, verdict.components, rows);
    }
  }
}

function emitDataset(
  emit: Emit,
  setup: GoldenSetup,
  state: RunState,
  parent: number,
  components: readonly string[],
  rows: readonly EvaluatedRow[],
): void {
  const { texts } = state.candidates[parent]!;
  const dataset = Object.fromEntries(
    components.map((name) => [
      name,
      rows.map((row) => outcomeOf(setup, texts, "feedback", row.example).records![name]! as JsonMap),
    ]),
  );
  emit("reflective_dataset_built", { candidate_idx: parent, components, dataset });
  emit("proposal_start", { components, parent_candidate: texts });
}

function emitChildrenStart(emit: Emit, setup: GoldenSetup, after: RunState): void {
  if (after.phase.at !== "reflected") return;
  for (const { entry } of after.phase.gate) {
    emitStart(emit, setup, null, entry.parents, examplesOf(entry.parentRows), "feedback", true);
  }
}

function emitChildren(
  emit: Emit,
  setup: GoldenSetup,
  event: Extract<JournalEvent, { type: "children-judged" }>,
  before: RunState,
  after: RunState,
): void {
  const gate = before.phase.at === "reflected" ? before.phase.gate : [];
  for (const [i, { rows }] of event.judgements.entries()) {
    const { parents, texts: changes } = gate[i]!.entry;
    const texts = { ...before.candidates[parents[0]!]!.texts, ...changes };
    emitScores(emit, setup, {
      index: null,
      texts,
      parents,
      rows,
      split: "feedback",
      hasTraces: true,
    });
  }
  emitBudget(emit, after, event.metricCalls);
  for (const judgement of event.judgements) {
    if (judgement.verdict === "selected") continue;
    const reason = rejection(before, judgement.verdict, judgement.before, judgement.after);
    emit("candidate_rejected", { old_score: judgement.before, new_score: judgement.after, reason });
  }
}

function rejection(state: RunState, verdict: string, before: number, after: number): string {
  const [old, now] = [pythonFloat(before), pythonFloat(after)];
  if (verdict === "duplicate-of-sibling") return "Duplicate of another candidate selected this iteration";
  if (verdict === "not-better") return `New subsample score ${now} not better than old score ${old}`;
  const { selection } = state.spec;
  const name = selection.kind === "best" ? "BestImprovement" : "TopKImprovements";
  return `Passed acceptance (score ${old} -> ${now}) but was not selected by the selection strategy (${name})`;
}

function emitMerge(
  emit: Emit,
  setup: GoldenSetup,
  event: Extract<JournalEvent, { type: "merge-judged" }>,
  before: RunState,
  after: RunState,
): void {
  if (before.phase.at !== "merge-found") return;
  const { parents, texts } = before.phase.found;
  emitStart(emit, setup, null, parents, examplesOf(event.rows), "pareto", false);
  emitScores(emit, setup, {
    index: null,
    texts,
    parents,
    rows: event.rows,
    split: "pareto",
    hasTraces: false,
  });
  emitBudget(emit, after, event.metricCalls);
  emit("merge_attempted", { parent_ids: parents, merged_candidate: texts });
  if (event.verdict === "selected") return;
  const sums = event.parentSums.map(pythonFloat).join(", ");
  const reason = `Merged score ${pythonFloat(event.after)} worse than both parents [${sums}]`;
  emit("merge_rejected", { parent_ids: parents, reason });
}

function emitAdded(
  emit: Emit,
  setup: GoldenSetup,
  event: Extract<JournalEvent, { type: "candidate-added" }>,
  before: RunState,
  after: RunState,
): void {
  emitBudget(emit, after, event.metricCalls);
  const old = frontierMembers(before);
  const now = frontierMembers(after);
  emit("pareto_front_updated", {
    new_front: now,
    displaced_candidates: old.filter((one) => !now.includes(one)),
  });
  emitValset(emit, setup, after, event.index, event.rows);
  const parents = event.parents;
  if (event.kind === "merge") emit("merge_accepted", { new_candidate_idx: event.index, parent_ids: parents });
  const gate = before.phase.at === "validating" ? before.phase.queue[0]!.entry.after : 0;
  emit("candidate_accepted", { new_candidate_idx: event.index, new_score: gate, parent_ids: parents });
}
