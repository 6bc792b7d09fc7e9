import { estimateTokens } from "../../engine/index.ts";
import type { Interval } from "../../shared/statistics/interval.ts";
import { compareColour, compareDashes } from "../series/compare-series.ts";
import { formatCount, formatPercent, formatPoints, formatUsd, gainRange, plural } from "../words/numbers.ts";
import type { CompareGroup } from "./comparison.ts";
import { type CallsToScore, compareGroups, groupFigures } from "./group-figures.ts";
import { type RecordedBeside, recordedDash, recordedTest, rolloutsTo } from "./recorded-figures.ts";
import type { RecordedGrpo } from "./recorded-grpo.ts";

/** Where one optimizer ended and what it took, as its line of the table says it. `undefined`: not known. */
export interface FinalLine {
  readonly isFirst: boolean;
  /** The stroke of its line in the chart. */
  readonly colour?: number;
  readonly dash: readonly number[];
  readonly name: string;
  /** How many seeds, or where it comes from; empty: nothing to say. */
  readonly note: string;
  readonly test: Interval | undefined;
  readonly callsTo: string;
  /** Student and Reflection calls. */
  readonly calls: string;
  readonly callShares: string;
  readonly tokens: string | undefined;
  readonly prompt: string;
  readonly cost: string | undefined;
  readonly isFree: boolean;
  /** Against the first of the table, or why not. */
  readonly against: string;
}

/** GRPO as it was recorded, beside the runs it is compared with. */
export interface RecordedLine {
  readonly recorded: RecordedGrpo;
  readonly beside: RecordedBeside;
}

/** Every optimizer's end, the first of them the one that others are held against. `score`: what calls are counted to. */
export function finalLines(
  groups: readonly CompareGroup[],
  score: number,
  grpo?: RecordedLine,
): readonly FinalLine[] {
  const lines = groups.map((group, place) => finalLine(group, place, groups, score));
  return grpo === undefined ? lines : [...lines, recordedLine(grpo, score)];
}

function finalLine(
  group: CompareGroup,
  place: number,
  groups: readonly CompareGroup[],
  score: number,
): FinalLine {
  const figures = groupFigures(group, score);
  const { studentCalls, reflectionCalls, tokens, usd } = figures;
  return {
    isFirst: place === 0,
    colour: compareColour(place),
    dash: compareDashes[place % compareDashes.length] ?? [],
    name: group.name,
    note: seedWords(group, figures.spread, figures.tested),
    test: figures.test,
    callsTo: callsWords(figures.callsTo),
    calls: `${formatCount(studentCalls)} : ${formatCount(reflectionCalls)}`,
    callShares: shareWords(studentCalls, reflectionCalls),
    tokens: tokens === null ? undefined : formatCount(tokens),
    prompt: plural(figures.promptTokens, "token"),
    cost: usd === null ? undefined : formatUsd(usd),
    isFree: usd === 0,
    against:
      place === 0
        ? groups.length === 1
          ? ""
          : "the others are measured against it"
        : againstWords(groups[0] ?? group, group),
  };
}

/** Its weights were trained, its prompt is the seed's. */
function recordedLine({ recorded, beside }: RecordedLine, score: number): FinalLine {
  const calls = rolloutsTo(beside, score);
  return {
    isFirst: false,
    dash: recordedDash,
    name: "GRPO",
    note: beside.note === undefined ? beside.label : `${beside.label}; ${beside.note}`,
    test: recordedTest(beside),
    callsTo: calls === null ? "never" : formatCount(calls),
    calls: `${formatCount(beside.middle.rollouts.at(-1) ?? 0)} : 0`,
    callShares: "",
    tokens: undefined,
    prompt: `${plural(estimateTokens(recorded.seedPrompt), "token")}, the seed`,
    cost: "",
    isFree: true,
    against: "other weights, so not the same Student any more",
  };
}

function seedWords(
  { runs }: CompareGroup,
  spread: readonly [low: number, high: number] | undefined,
  tested: number,
): string {
  if (runs.length === 1) return "";
  return spread === undefined
    ? `${tested} of ${plural(runs.length, "seed")}`
    : `${tested} of ${runs.length} seeds, ${formatPercent(spread[0])} to ${formatPercent(spread[1])}`;
}

function againstWords(first: CompareGroup, group: CompareGroup): string {
  const found = compareGroups(first, group);
  if (found === undefined) return "no test on the same rows yet";
  const { gain, verdict } = found;
  return `${formatPoints(gain.value)} (${gainRange(gain)})${verdict === "unclear" ? ", unclear" : ""}`;
}

function callsWords({ median, reached, runs }: CallsToScore): string {
  const words = median === null ? "never" : formatCount(median);
  return runs === 1 || reached === runs ? words : `${words} (${reached} of ${runs} got there)`;
}

function shareWords(student: number, reflection: number): string {
  const all = student + reflection;
  return all === 0 ? "" : `${formatPercent(student / all)} : ${formatPercent(reflection / all)}`;
}
