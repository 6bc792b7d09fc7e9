import type { EngineSpec } from "../../engine/index.ts";
import type { RunRow } from "../../storage/rows.ts";
import { limitOf } from "../words/spent-words.ts";
import type { ComparedRun } from "./comparison.ts";

/** A condition that runs must share before their scores may be compared, as something that can be told apart. */
interface Condition {
  readonly name: string;
  readonly of: (one: ComparedRun) => string;
}

/** Components that hold demonstrations begin empty, so they are no part of the prompt that all start from. */
function seedPrompt(engine: EngineSpec): string {
  const texts = Object.values(engine.seedCandidates[0] ?? {});
  return texts.filter((text) => text !== "").join("\n");
}

function modelOf({ student }: RunRow): string {
  return JSON.stringify(student);
}

/** Whether answers a run asked for before cost it nothing the second time. */
export function isReuseFree(engine: EngineSpec): boolean {
  return engine.cache || engine.reuseParentRollouts;
}

/** How answers that were asked for before count, the same for all of a race. */
export function reuseWords(isFree: boolean): string {
  return isFree
    ? "an answer asked for before may be used again for free by all of them"
    : "every request counted, no answer read again for free";
}

const conditions: readonly Condition[] = [
  { name: "rows", of: ({ run }) => JSON.stringify(run.splits) },
  { name: "Student", of: ({ run }) => modelOf(run) },
  { name: "Reflection model", of: ({ run }) => JSON.stringify(run.reflection) },
  { name: "metric", of: ({ run }) => JSON.stringify(run.task.metrics) },
  { name: "seed prompt", of: ({ run }) => seedPrompt(run.engine) },
  { name: "budget of requests", of: ({ state }) => String(limitOf(state)) },
  { name: "budget of Reflection requests", of: ({ state }) => String(state.budget.reflectionCalls) },
  {
    name: "way of counting (some read answers again for free)",
    of: ({ run }) => String(isReuseFree(run.engine)),
  },
  { name: "rule for the winner", of: ({ run }) => JSON.stringify(run.engine.winner) },
];

/** Names of the conditions these runs do not share; empty when it was a fair race. */
export function unequalConditions(runs: readonly ComparedRun[]): readonly string[] {
  return conditions.filter(({ of }) => new Set(runs.map(of)).size > 1).map(({ name }) => name);
}

/** Whether the runs may be held against each other, in a sentence or two. */
export function fairnessSentence(runs: readonly ComparedRun[]): string {
  const unequal = unequalConditions(runs);
  if (unequal.length > 0) return `Not an equal race. These runs differ in their ${listed(unequal)}.`;
  const counting = reuseWords(runs.some(({ run }) => isReuseFree(run.engine)));
  return `Checked: the same rows, seed prompt, Student, metric and budget of requests of each kind; ${counting}. ${difference(runs)}`;
}

function difference(runs: readonly ComparedRun[]): string {
  const differ = (of: (one: ComparedRun) => string): boolean => new Set(runs.map(of)).size > 1;
  if (differ(({ run }) => run.optimizer))
    return "What differs is who proposes the next prompt, and what they are told about the last.";
  if (differ(({ run }) => JSON.stringify({ ...run.engine, seed: 0 })))
    return "What differs are options of the search.";
  if (!differ(({ run }) => String(run.engine.seed)))
    return "Nothing they were given differs, the seed of the search included: what does is what the models answered.";
  return "What differs are the draws of the search alone, by its seed: how far chance goes.";
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
