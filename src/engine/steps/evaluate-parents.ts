import { sum } from "../../shared/statistics/mean.ts";
import type { IterationFailed, ParentsEvaluated, SampledTask, TaskVerdict } from "../journal/events.ts";
import { isScored } from "../journal/rows.ts";
import { componentNames } from "../pool/candidate.ts";
import { progressOf } from "../state/state.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";
import type { EvaluatedRow } from "../vocabulary.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { RowGroup } from "./evaluate-groups.ts";
import { iterationFailed } from "./iteration-failed.ts";
import { lookFurther } from "./look-further.ts";
import type { Looked } from "./look-further.ts";
import { rowsWithRecords } from "./read-records.ts";
import type { StepContext } from "./step-context.ts";

/** Runs each distinct (parent, minibatch) once, with traces, and says what each task does next. */
export async function evaluateParents(
  run: StepContext,
  state: RunState,
  tasks: readonly SampledTask[],
): Promise<ParentsEvaluated | IterationFailed | null> {
  const distinct = distinctTasks(state, tasks);
  const done = await evaluateGroups(
    run,
    state,
    distinct.map((task) => groupFor(state, task)),
  );
  if (done === null) return null;
  if (done.failure !== null && state.spec.failures.kind !== "leave-out") {
    return iterationFailed(run, state, "parents", done.failure, done.calls);
  }
  const looked = await withMoreRows(run, state, tasks, done);
  if (looked === null) return null;
  const { passedOver } = looked;
  const pointers = new Map<number, number>();
  const verdicts: TaskVerdict[] = [];
  for (const task of tasks) {
    const evaluation = distinct.findIndex((one) => isSame(state, one, task));
    const verdict = await taskVerdict(run, state, task, evaluation, looked.rows[evaluation]!, pointers);
    if (verdict === null) return null;
    verdicts.push(verdict);
  }
  return {
    type: "parents-evaluated",
    iteration: state.iteration,
    calls: looked.calls,
    evaluations: distinct.map((one, i) => ({
      parent: one.parent,
      rows: looked.rows[i]!,
      ...(passedOver === undefined ? {} : { passedOver }),
    })),
    tasks: verdicts,
    metricCalls: sum(looked.metricCalls),
  };
}

/** A single task of its own may look at more rows than it drew. */
async function withMoreRows(
  run: StepContext,
  state: RunState,
  tasks: readonly SampledTask[],
  done: Looked,
): Promise<Looked | null> {
  const task = tasks[0]!;
  const isOwn = tasks.length === 1 && task.given === undefined && state.spec.minibatch.failureAware;
  return isOwn ? lookFurther(run, state, task, groupFor(state, task), done) : done;
}

function distinctTasks(state: RunState, tasks: readonly SampledTask[]): SampledTask[] {
  return tasks.filter((task, i) => tasks.findIndex((one) => isSame(state, one, task)) === i);
}

/** The pool may hold the same texts twice (the reference lets copies in): they are one parent here. */
function isSame({ candidates }: RunState, a: SampledTask, b: SampledTask): boolean {
  return (
    candidates[a.parent]!.hash === candidates[b.parent]!.hash && a.minibatch.join() === b.minibatch.join()
  );
}

/** A parent is paid for afresh, unless the Student is deterministic, or the task is tried again. */
function groupFor(state: RunState, task: SampledTask): RowGroup {
  const { texts, hash } = state.candidates[task.parent]!;
  const again = task.given !== undefined && task.given.tries > 0 && state.spec.cache;
  return {
    purpose: "parent",
    texts,
    hash,
    split: "feedback",
    examples: task.minibatch,
    captureTrace: true,
    read: state.spec.reuseParentRollouts || again ? "reused" : "never",
  };
}

async function taskVerdict(
  run: StepContext,
  state: RunState,
  task: SampledTask,
  evaluation: number,
  rows: readonly EvaluatedRow[],
  pointers: Map<number, number>,
): Promise<TaskVerdict | null> {
  const scored = rows.filter(isScored);
  if (scored.length * 2 < rows.length || scored.length === 0) {
    return { verdict: "skip", evaluation, reason: "too-many-failures" };
  }
  if (task.given !== undefined) return { verdict: "given", evaluation };
  const { perfectScore } = state.spec;
  if (perfectScore !== null && scored.every((row) => row.score >= perfectScore)) {
    return { verdict: "skip", evaluation, reason: "all-scores-perfect" };
  }
  const components = await selectComponents(run, state, task.parent, rows, pointers);
  return components === null ? null : { verdict: "reflect", evaluation, components };
}

/** Round robin is per candidate, and moves on even if the proposal is rejected later. */
async function selectComponents(
  run: StepContext,
  state: RunState,
  parent: number,
  rows: readonly EvaluatedRow[],
  pointers: Map<number, number>,
): Promise<readonly string[] | null> {
  const entry = state.candidates[parent]!;
  const names = componentNames(entry.texts);
  const hook = run.ports.hooks?.selectComponents;
  if (state.spec.componentSelector === "custom" && hook !== undefined) {
    const read = await rowsWithRecords(run, state, entry, rows, names[0]!);
    if (read === null) return null;
    const own = hook(state, entry, progressOf(state, parent), read);
    if (own !== null) return own;
  }
  if (state.spec.componentSelector === "all") return names;
  const next = pointers.get(parent) ?? progressOf(state, parent).nextComponent;
  const pointer =
    state.spec.componentSelector === "failing" ? await firstFailing(run, state, entry, rows, next) : next;
  if (pointer === null) return null;
  pointers.set(parent, (pointer + 1) % names.length);
  return [names[pointer]!];
}

/** The next component in turn that a failing row has something to say about; the next one if there is none. */
async function firstFailing(
  run: StepContext,
  state: RunState,
  entry: CandidateEntry,
  rows: readonly EvaluatedRow[],
  next: number,
): Promise<number | null> {
  const names = componentNames(entry.texts);
  if (names.length === 1) return next;
  const perfect = state.spec.perfectScore ?? 1;
  const failing = rows.filter((row) => isScored(row) && row.score < perfect);
  for (let i = 0; i < names.length; i++) {
    const at = (next + i) % names.length;
    const read = await rowsWithRecords(run, state, entry, failing, names[at]!);
    if (read === null) return null;
    if (read.some(({ record }) => Object.keys(record).length > 0)) return at;
  }
  return next;
}
