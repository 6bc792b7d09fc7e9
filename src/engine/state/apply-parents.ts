import { withItem } from "../../shared/paged-list.ts";
import { isOneInTurn } from "../budget/reservation.ts";
import type { ParentsEvaluated, ParentsSelected, SampledTask } from "../journal/events.ts";
import { componentNames } from "../pool/candidate.ts";
import { closeIteration, letWait, openIteration } from "./apply-iteration.ts";
import { noteUnanswered } from "./apply-left-out.ts";
import { takeRows } from "./apply-rows.ts";
import type { Draft } from "./draft.ts";
import { progressOf } from "./state.ts";
import type { WaitingProposal } from "./state.ts";

export function applyParentsSelected(state: Draft, event: ParentsSelected): void {
  openIteration(state, event.iteration);
  const { tasks, sampler } = event;
  state.phase = { at: "selected", tasks };
  if (sampler !== undefined) state.sampler = { order: state.sampler?.order ?? [], ...sampler };
  state.random.wordsDrawn = event.wordsDrawn;
  if (state.waiting.length > 0)
    state.waiting = state.waiting.filter(
      (one) => !tasks.some(({ given }) => given?.proposal === one.proposal),
    );
}

export function applyParentsEvaluated(state: Draft, event: ParentsEvaluated): void {
  if (state.phase.at !== "selected") return;
  const { tasks } = state.phase;
  state.spent.metricCalls += event.metricCalls;
  for (const { parent, rows, passedOver = [] } of event.evaluations) {
    const asked = [...rows, ...passedOver];
    takeRows(state, "feedback", state.candidates[parent]!.hash, asked);
    noteUnanswered(state, asked);
  }
  advancePointers(state, event, tasks);
  letWait(state, tasksToTryAgain(event, tasks));
  if (event.tasks.some((task) => task.verdict !== "skip")) {
    state.phase = { at: "parents-evaluated", tasks: tasks.map(composed(event)), parents: event };
    return;
  }
  if (event.tasks.some((task) => task.verdict === "skip" && task.reason === "too-many-failures"))
    state.idle.callsFailed = true;
  closeIteration(state);
}

/** The minibatch a task has after more rows were looked at. */
function composed(event: ParentsEvaluated): (task: SampledTask, index: number) => SampledTask {
  return (task, index) => {
    const { rows, passedOver } = event.evaluations[event.tasks[index]!.evaluation]!;
    return passedOver === undefined ? task : { ...task, minibatch: rows.map((row) => row.example) };
  };
}

/** Round robin moves on when a component was picked, whatever becomes of the proposal; a skipped task does not. */
function advancePointers(state: Draft, event: ParentsEvaluated, tasks: readonly SampledTask[]): void {
  const isRoundRobin = isOneInTurn(state.spec);
  for (const [i, verdict] of event.tasks.entries()) {
    const { parent } = tasks[i]!;
    const old = progressOf(state, parent);
    const moves = isRoundRobin && verdict.verdict === "reflect" && verdict.components.length > 0;
    const names = moves ? componentNames(state.candidates[parent]!.texts) : [];
    state.progress = withItem(state.progress, parent, {
      ...old,
      chosen: old.chosen + 1,
      nextComponent: moves
        ? (names.indexOf(verdict.components.at(-1)!) + 1) % names.length
        : old.nextComponent,
    });
  }
}

/** Given texts whose parent could not be evaluated wait for another iteration. */
function tasksToTryAgain(event: ParentsEvaluated, tasks: readonly SampledTask[]): WaitingProposal[] {
  return event.tasks.flatMap((verdict, i) => {
    const { given, parent, minibatch } = tasks[i]!;
    if (verdict.verdict !== "skip" || given === undefined) return [];
    return [{ ...given, parent, minibatch, notBefore: event.iteration + 1 }];
  });
}
