import type { RunState } from "../../engine/index.ts";
import { eventsSince } from "../../storage/read/events.ts";
import { readRun } from "../../storage/read/runs.ts";
import type { RunRow } from "../../storage/rows.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { requestsByModel } from "../../tasks/requests-per-rollout.ts";
import { countsOf } from "../../tasks/splits/split-sizes.ts";
import type { Splits } from "../../tasks/task-spec.ts";
import { winnerOf } from "../../views/compare/comparison.ts";
import { foldRow } from "../../views/run/fold-journal.ts";
import { plural } from "../../views/words/numbers.ts";
import { usualOptions } from "./draft-options.ts";
import { type Draft, type GoesOn, textsOf } from "./draft.ts";

/** Ways to go on from a result, in the order of its menu. */
const goOnWays = ["reflection", "budget", "rows", "student"] as const;
type GoOnWay = (typeof goOnWays)[number];

/** How many times the budget of the run before "more budget" means. */
const moreBudget = 2;

/** The address part that asks New run for it, and back: `budget:run-id`. */
export const goOnId = (way: GoOnWay, runId: string): string => `${way}:${runId}`;

function readGoOnId(id: string): { readonly way: GoOnWay; readonly runId: string } | undefined {
  const way = goOnWays.find((one) => id.startsWith(`${one}:`));
  return way === undefined ? undefined : { way, runId: id.slice(way.length + 1) };
}

/** Pareto rows a candidate does not get full marks on, by their ids. Sealed rows stay out: what is learned from cannot test. */
function wrongRows(run: Pick<RunRow, "splits">, state: RunState, candidate: number): readonly string[] {
  const ids = (state.candidates[candidate]?.scores ?? [])
    .filter(({ score }) => score < 1)
    .flatMap(({ example }) => run.splits.pareto[example] ?? []);
  const learned = new Set(run.splits.feedback);
  return ids.filter((id) => !learned.has(id));
}

/** A run's rows, divided as it had them; rows that are learned from as well come first among those. */
export function splitsGoingOn({ splits }: Pick<RunRow, "splits">, { rows }: Pick<GoesOn, "rows">): Splits {
  return { ...splits, feedback: [...rows, ...splits.feedback] };
}

/** A draft that starts where a run ended: its winner as the first prompt, its rows, its models and budget. */
function draftGoingOn(run: RunRow, state: RunState, way: GoOnWay): Partial<Draft> {
  const candidate = winnerOf(state);
  const texts = state.candidates[candidate]?.texts ?? {};
  // In the task's own order, which says whose text is the first.
  const inOrder = Object.entries(run.task.seedCandidate).map(
    ([name, text]) => [name, texts[name] ?? text] as const,
  );
  const goesOn: GoesOn = {
    taskId: run.taskId,
    runId: run.id,
    number: run.number,
    candidate,
    way,
    rows: way === "rows" ? wrongRows(run, state, candidate) : [],
  };
  const { metricCalls } = state.budget;
  const savedRequests = requestsByModel(run.task);
  const each = Math.max(1, savedRequests.student + savedRequests.reflection);
  // A run from before requests were counted had a budget of rollouts.
  const requests = state.budget.requests ?? (metricCalls === null ? null : metricCalls * each);
  return {
    task: "saved",
    savedTaskId: run.taskId,
    goesOn,
    name: run.task.name,
    ...textsOf(Object.fromEntries(inOrder)),
    savedRows: countsOf(splitsGoingOn(run, goesOn)),
    student: run.student,
    reflection: run.reflection,
    savedRequests,
    ...(requests === null ? {} : { requests: requests * (way === "budget" ? moreBudget : 1) }),
    options: {
      ...usualOptions,
      objective: run.task.objective ?? "",
      background: run.task.background ?? "",
    },
  };
}

/** The ways that make sense for a result, each as its menu says it. */
export function goOnTitles(
  run: Pick<RunRow, "splits">,
  state: RunState,
  candidate: number,
): readonly (readonly [way: GoOnWay, title: string])[] {
  const wrong = wrongRows(run, state, candidate).length;
  const titles: Readonly<Record<GoOnWay, string>> = {
    reflection: "With a stronger Reflection model…",
    budget: "With twice the budget…",
    rows: `Learning from ${plural(wrong, "row")} still wrong…`,
    student: "With another Student…",
  };
  return goOnWays.filter((way) => way !== "rows" || wrong > 0).map((way) => [way, titles[way]]);
}

/** What New run says of a draft that goes on from a run: where it comes from and what is left to choose. */
export function goOnWords({ number, candidate, way, rows }: GoesOn): string {
  const from = `This goes on from run ${number}: its c${candidate} is the first prompt, its rows are divided as they were.`;
  const next = {
    reflection: "Choose a stronger model for Reflection below.",
    student: "Choose another Student below.",
    budget: "It may spend twice as much.",
    rows:
      rows.length === 0
        ? "There is no Pareto row left that it gets wrong and does not learn from yet."
        : `It also learns from ${plural(rows.length, "Pareto row")} it still gets wrong, so their score flatters; the sealed rows say what it is worth.`,
  }[way];
  return `${from} ${next}`;
}

/** The run a draft goes on from, as far as the draft still is about its task. */
export function goesOnFrom(draft: Pick<Draft, "task" | "savedTaskId" | "goesOn">): GoesOn | undefined {
  return draft.task === "saved" && draft.goesOn?.taskId === draft.savedTaskId ? draft.goesOn : undefined;
}

/** A run to go on from; the gate for what came in a file and nobody has read holds here too. */
export async function readRunToGoOn(
  db: StudioDatabase,
  runId: string,
): Promise<RunRow | { readonly problem: string }> {
  const run = await readRun(db, runId);
  if (run === undefined) return { problem: "The run to go on from is no longer kept here." };
  return run.unconfirmed === true
    ? {
        problem: `Run ${run.number} came in a file. Look at what it would do and allow it on its page first; nothing of it has run.`,
      }
    : run;
}

export async function openGoOn(
  db: StudioDatabase,
  id: string,
): Promise<Partial<Draft> | { readonly problem: string }> {
  const asked = readGoOnId(id);
  if (asked === undefined)
    return { problem: "The address does not say how to go on. What stands here is as it was." };
  const run = await readRunToGoOn(db, asked.runId);
  if ("problem" in run) return run;
  const events = await eventsSince(db, run.id, 0);
  const state = events.reduce<RunState | undefined>(foldRow, undefined);
  return state === undefined
    ? { problem: `Run ${run.number} has not begun: there is nothing to go on from yet.` }
    : draftGoingOn(run, state, asked.way);
}
