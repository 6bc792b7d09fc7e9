import { withItem } from "../../shared/paged-list.ts";
import { isOneInTurn } from "../budget/reservation.ts";
import type { ParentsEvaluated, ParentsSelected, SampledTask } from "../journal/events.ts";
import { componentNames } from "../pool/candidate.ts";
import { callsFailed, closeIteration, openIteration } from "./apply-iteration.ts";
import { noteUnanswered } from "./apply-left-out.ts";
import { rememberRows, spendRows } from "./apply-rows.ts";
import { progressOf } from "./state.ts";
import type { RunState, WaitingProposal } from "./state.ts";

export function applyParentsSelected(state: RunState, event: ParentsSelected): RunState {
  const opened = openIteration(state, event.iteration);
  const used = new Set(event.tasks.flatMap((task) => (task.given ? [task.given.proposal] : [])));
  return {
    ...opened,
    phase: { at: "selected", tasks: event.tasks },
    sampler:
      event.sampler === undefined ? state.sampler : { order: state.sampler?.order ?? [], ...event.sampler },
    random: { ...state.random, wordsDrawn: event.wordsDrawn },
    waiting: used.size === 0 ? state.waiting : state.waiting.filter((one) => !used.has(one.proposal)),
  };
}

export function applyParentsEvaluated(state: RunState, event: ParentsEvaluated): RunState {
  if (state.phase.at !== "selected") return state;
  const { tasks } = state.phase;
  let next: RunState = {
    ...state,
    spent: { ...state.spent, metricCalls: state.spent.metricCalls + event.metricCalls },
  };
  for (const { parent, rows, passedOver = [] } of event.evaluations) {
    const asked = [...rows, ...passedOver];
    next = rememberRows(spendRows(next, asked), "feedback", state.candidates[parent]!.hash, asked);
    next = noteUnanswered(next, asked);
  }
  next = advancePointers(next, event, tasks);
  const waiting = tasksToTryAgain(event, tasks);
  if (event.tasks.some((task) => task.verdict !== "skip")) {
    const phase = { at: "parents-evaluated", tasks: tasks.map(composed(event)), parents: event } as const;
    return { ...next, phase, waiting: [...next.waiting, ...waiting] };
  }
  const failed = event.tasks.some((task) => task.verdict === "skip" && task.reason === "too-many-failures");
  return closeIteration(failed ? callsFailed(next) : next, waiting);
}

/** The minibatch a task has after more rows were looked at. */
function composed(event: ParentsEvaluated): (task: SampledTask, index: number) => SampledTask {
  return (task, index) => {
    const { rows, passedOver } = event.evaluations[event.tasks[index]!.evaluation]!;
    return passedOver === undefined ? task : { ...task, minibatch: rows.map((row) => row.example) };
  };
}

/** Round robin moves on when a component was picked, whatever becomes of the proposal; a skipped task does not. */
function advancePointers(state: RunState, event: ParentsEvaluated, tasks: readonly SampledTask[]): RunState {
  let { progress } = state;
  const isRoundRobin = isOneInTurn(state.spec);
  event.tasks.forEach((verdict, i) => {
    const { parent } = tasks[i]!;
    const old = progressOf({ progress }, parent);
    const moves = isRoundRobin && verdict.verdict === "reflect" && verdict.components.length > 0;
    const names = moves ? componentNames(state.candidates[parent]!.texts) : [];
    progress = withItem(progress, parent, {
      ...old,
      chosen: old.chosen + 1,
      nextComponent: moves
        ? (names.indexOf(verdict.components.at(-1)!) + 1) % names.length
        : old.nextComponent,
    });
  });
  return { ...state, progress };
}

/** Given texts whose parent could not be evaluated wait for another iteration. */
function tasksToTryAgain(event: ParentsEvaluated, tasks: readonly SampledTask[]): WaitingProposal[] {
  return event.tasks.flatMap((verdict, i) => {
    const { given, parent, minibatch } = tasks[i]!;
    if (verdict.verdict !== "skip" || given === undefined) return [];
    return [{ ...given, parent, minibatch, notBefore: event.iteration + 1 }];
  });
}
