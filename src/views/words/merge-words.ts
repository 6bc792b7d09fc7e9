import type { MergeJudged, MergeSearched, RunState } from "../../engine/index.ts";
import { formatPercent, plural } from "./numbers.ts";
import { isPassFail, sumWords } from "./sum-words.ts";

interface Merge {
  readonly before: RunState;
  readonly after: RunState;
  readonly searched: MergeSearched;
  readonly judged: MergeJudged;
}

/** What the engine did to merge two candidates, step by step. `parts` are the names of the task's texts, in its order. */
export function mergeSteps(
  { before, after, judged, searched }: Merge,
  parts: readonly string[],
): readonly string[] {
  const { found } = searched;
  if (found === null) return [];
  const sum = (value: number | undefined): string =>
    sumWords(value ?? 0, judged.rows.length, isPassFail(judged.rows));
  const [one, other] = found.parents;
  const mean = (index: number): string => formatPercent(before.candidates[index]?.mean ?? 0, 0);
  const child = after.candidates.at(-1);
  const taken = parts.map((part, at) => `${part.toLowerCase()} from c${found.description[at]}`);
  return [
    `It drew the pair c${one} and c${other} from the frontier and found their common ancestor, c${found.ancestor}.`,
    `Part by part it asked who changed it since then: ${taken.join("; ")}.`,
    `It tried the child on ${plural(found.subsample.length, "row")} on which the two differ: ${sum(judged.after)} against ${sum(judged.parentSums[0])} and ${sum(judged.parentSums[1])}. As good as the better parent is enough.`,
    `Only then it spent the ${plural(before.spec.splits.pareto, "Pareto row")}: c${child?.index} has ${formatPercent(child?.mean ?? 0, 0)}, its parents ${mean(one)} and ${mean(other)}.`,
  ];
}
