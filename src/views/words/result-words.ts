import type { RunState } from "../../engine/index.ts";
import type { StudentChoice } from "../../models/model-choice.ts";
import { differenceOf } from "../../shared/statistics/difference.ts";
import type { Interval } from "../../shared/statistics/interval.ts";
import { meanOf } from "../../shared/statistics/mean-of.ts";
import type { TestLooks } from "../../storage/read/checks.ts";
import type { RunRow } from "../../storage/rows.ts";
import type { TestComparison } from "../result/test-comparison.ts";
import { formatCount, formatPercent, formatPoints, plural } from "./numbers.ts";
import { differingWords } from "./outcome-words.ts";

/** The finding of a run, in the one sentence that a page head has room for. */
export function resultHeading(found: TestComparison): string {
  const after = share(found.after.value);
  const before = share(found.before.value);
  if (found.verdict === "unclear")
    return `Not distinguishable from the seed: ${after} against ${before} on ${plural(found.rows, "unseen row")}.`;
  if (found.verdict === "worse")
    return `The new prompt is worse on unseen rows: ${after}. The seed had ${before}.`;
  return found.passFail
    ? `The new prompt gets ${after} of unseen rows right. The seed got ${before}.`
    : `The new prompt scores ${after} on unseen rows. The seed scored ${before}.`;
}

/** The two scores of a comparison, for those who do not see the chart. */
export function intervalWords({ before, after }: Pick<TestComparison, "before" | "after">): string {
  return `seed ${formatPercent(before.value)}, winner ${formatPercent(after.value)}, with 95 percent intervals.`;
}

/** The finding before the sealed test was opened: what the search's own rows say. */
export function paretoHeading(run: Pick<RunRow, "status">, state: RunState, winner: number): string {
  if (state.candidates.length > 0 && !Number.isFinite(state.candidates[winner]?.mean))
    return `${plural(state.candidates.length, "prompt")} without a score.`;
  const isSearching = run.status !== "finished" && state.status === "searching";
  if (winner === 0 && run.status === "finished")
    return "No better than where it started: nothing beat the seed.";
  const mean = (index: number): string => share(state.candidates[index]?.mean ?? 0);
  return `${isSearching ? "The search goes on. " : ""}On the Pareto rows: ${mean(0)} → ${mean(winner)}.`;
}

/** How often the test was looked at, for its caption. The first look is what a test is for. */
export function looksWords(seen: TestLooks | undefined): string {
  const times = seen?.looks.length ?? 0;
  const partly = seen?.partly ?? 0;
  const others =
    partly === 0
      ? ""
      : ` Some of them stood in ${plural(partly, "other test")} that ${partly === 1 ? "was" : "were"} opened.`;
  if (times <= 1) return times === 0 ? "" : `, seen this once.${others}`;
  return `. This test was already seen ${formatCount(times)} times, over all runs kept or deleted here.${others}`;
}

/** The same in three words, for a table. */
export function shortVerdict(found: Pick<TestComparison, "verdict">): string {
  return { better: "better than the seed", worse: "worse than the seed", unclear: "not distinguishable" }[
    found.verdict
  ];
}

const share = (value: number): string => formatPercent(value, 0);

/** How sure that is, in a sentence or two. */
export function sureWords(found: TestComparison): string {
  const points = formatPoints(found.gain.value);
  const isPlain = found.gain.low >= 0;
  const end = (value: number): string => (isPlain ? formatPoints(value).slice(1) : formatPoints(value));
  if (found.gain.low === found.gain.high)
    return `A ${nameOf(found.gain)} of ${points.replace(/^[+−]/, "")} points on every row alike: rows drawn from these can give no interval. ${differingWords(found)}`;
  const between = `the 95 % interval runs from ${end(found.gain.low)} to ${end(found.gain.high)}`;
  return `A ${nameOf(found.gain)} of ${points.replace(/^[+−]/, "")} points; ${between}. ${differingWords(found)}`;
}

const nameOf = ({ value }: Interval): string => (value < 0 ? "loss" : "gain");

/** What the search's own rows promised, against what unseen rows say: luck only where the statistics say so. */
export function paretoWords(scores: readonly number[], test: Interval): string {
  const pareto = meanOf(scores);
  const promise = `On the ${plural(scores.length, "Pareto row")} it had ${formatPercent(pareto.value)}`;
  return differenceOf(pareto, test).low > 0
    ? `${promise}, more than unseen rows bear out: part of that was luck with these rows.`
    : `${promise}, which agrees with the unseen rows.`;
}

export function pWords(p: number): string {
  return p < 0.0001 ? "p < 0.0001" : `p = ${p.toPrecision(2)}`;
}

/** What we would do with an unclear result: keep the shorter one. */
export function keepWords(seedTokens: number, winnerTokens: number): string {
  return winnerTokens < seedTokens
    ? `The rows cannot tell the two apart. The new prompt is shorter (${plural(winnerTokens, "token")} against ${seedTokens}), so we would take it.`
    : `The rows cannot tell the two apart. We would keep the seed: it is ${winnerTokens === seedTokens ? "as short" : "shorter"} (${plural(seedTokens, "token")} against ${winnerTokens}).`;
}

/** Where even the better prompt is surely wrong on most rows: what a prompt cannot mend. Undefined otherwise. */
export function poorWords(
  found: TestComparison,
  student: StudentChoice,
  isOwnRows: boolean,
): string | undefined {
  const best = found.after.value >= found.before.value ? found.after : found.before;
  if (best.high >= 0.5) return undefined;
  const words = `Even the better of the two gets ${formatPercent(best.value, 0)}. A prompt brings out what a model can do and adds nothing to it: try a stronger Student.`;
  return student.kind === "embedded" && isOwnRows
    ? `${words} The embedded model was made for short messages and house rules in capital letters; on other rows it mostly fails, whatever the prompt.`
    : words;
}

/** What another Student made of both prompts. */
export function tryVerdict(found: TestComparison | undefined): string {
  if (found === undefined) return "No row was answered for both prompts.";
  const left =
    found.unanswered === 0 ? "" : `, ${plural(found.unanswered, "row")} without an answer left out`;
  return `${shortVerdict(found)}${left}`;
}
