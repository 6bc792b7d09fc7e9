import { modelName } from "../../models/model-name.ts";
import { optimizerTitle } from "../../rivals/optimizers.ts";
import type { RunRow } from "../../storage/rows.ts";
import { plural } from "../words/numbers.ts";
import { statusWords } from "../words/sentences.ts";

/** What a run's program is: how many prompts it has, by name where there are several. */
export function programWords({ task }: Pick<RunRow, "task">): string {
  const names = task.program.modules.map(({ name }) => name);
  if (names.length === 0) return "no model asked";
  return names.length === 1 ? "one prompt" : `${plural(names.length, "prompt")}: ${names.join(", ")}`;
}

/** The task of a run whose own name does not say it, as those of a race are named after their optimizers. */
export const taskBeside = ({ name, task }: Pick<RunRow, "name" | "task">): string =>
  name.includes(task.name) ? "" : task.name;

/** "Run 5, MIPROv2, on mails". */
export function runTitle(run: Pick<RunRow, "number" | "name" | "task">): string {
  const task = taskBeside(run);
  return `Run ${run.number}, ${run.name}${task === "" ? "" : `, on ${task}`}`;
}

/** Everything of a run that its line shows, for a search. */
function wordsOf(run: RunRow): string {
  const models = [modelName(run.student), modelName(run.reflection)];
  const made = [optimizerTitle(run.optimizer), programWords(run), run.task.name, ...models];
  return [`run ${run.number}`, run.name, ...made, statusWords(run)].join(" ").toLowerCase();
}

/** Runs that hold every word of a search. */
export function findRuns(runs: readonly RunRow[], text: string): readonly RunRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0
    ? runs
    : runs.filter((run) => {
        const all = wordsOf(run);
        return words.every((word) => all.includes(word));
      });
}

export type RunOrder = "newest" | "best" | "gain" | "requests" | "name";

export const runOrders: readonly (readonly [RunOrder, string])[] = [
  ["newest", "newest first"],
  ["best", "best score first"],
  ["gain", "largest gain first"],
  ["requests", "most requests first"],
  ["name", "by name"],
];

const bestOf = ({ summary }: RunRow): number => summary?.bestTestScore ?? summary?.bestScore ?? -1;

function gainOf({ summary }: RunRow): number {
  const { seedTestScore, bestTestScore, seedScore, bestScore } = summary ?? {};
  const [from, to] = bestTestScore === undefined ? [seedScore, bestScore] : [seedTestScore, bestTestScore];
  return from === undefined || to === undefined ? -2 : to - from;
}

const spentOf = ({ summary }: RunRow): number => summary?.requests ?? summary?.metricCalls ?? 0;

/** Runs in an order; among equals the newest is first. */
export function sortRuns(runs: readonly RunRow[], order: RunOrder): readonly RunRow[] {
  const newest = (a: RunRow, b: RunRow): number => b.number - a.number;
  const by: Readonly<Record<RunOrder, (a: RunRow, b: RunRow) => number>> = {
    newest,
    best: (a, b) => bestOf(b) - bestOf(a),
    gain: (a, b) => gainOf(b) - gainOf(a),
    requests: (a, b) => spentOf(b) - spentOf(a),
    name: (a, b) => a.name.localeCompare(b.name),
  };
  return runs.toSorted((a, b) => by[order](a, b) || newest(a, b));
}

/** "12 runs, 1 under way". */
export function runsHeading(runs: readonly Pick<RunRow, "status">[]): string {
  if (runs.length === 0) return "No run yet";
  const going = runs.filter(({ status }) => status === "running").length;
  return `${plural(runs.length, "run")}${going > 0 ? `, ${going} under way` : ""}`;
}

/** Asked for, and held before it began. */
export function isHeld({ status, wish }: Pick<RunRow, "status" | "wish">): boolean {
  return status === "requested" && wish !== "run";
}

/** Under way, or soon. */
export function isGoing(run: Pick<RunRow, "status" | "wish">): boolean {
  return !isHeld(run) && (run.status === "running" || run.status === "requested");
}
