import { bestCandidate } from "../../engine/index.ts";
import { formatPercent, formatPoints, plural } from "../words/numbers.ts";
import { bestMean, type CompareGroup } from "./comparison.ts";
import { listed } from "./fairness.ts";
import { compareGroups, groupTestMean } from "./group-figures.ts";

/** The finding of a comparison, as far as it is known yet. A run's number stays on the line of its name. */
export function compareHeading(groups: readonly CompareGroup[], isUnderWay = false): string {
  if (isUnderWay && groups.every(({ middle }) => middle.state.candidates.length === 0))
    return "They are off: no score yet";
  return finding(groups).replaceAll(/\bRun (\d)/g, "Run\u00a0$1");
}

function finding(groups: readonly CompareGroup[]): string {
  const [first, ...others] = groups;
  if (first === undefined) return "Nothing to compare yet";
  if (others.length === 0) return `${first.name} alone: choose another run on the same rows`;
  if (!groups.every((group) => groupTestMean(group) !== undefined)) {
    const score = ({ middle }: CompareGroup): number => bestMean(middle.state);
    const [ahead = first] = groups.toSorted((a, b) => score(b) - score(a));
    // Of the prompt they all start from each may have asked other rows: that says nothing of who leads.
    if (!groups.some(({ middle }) => (bestCandidate(middle.state)?.index ?? 0) > 0))
      return "No one has a better prompt yet";
    const of = `${formatPercent(score(ahead), 0)} of the Pareto rows`;
    const level = groups.filter((group) => score(group) === score(ahead)).map(({ name }) => name);
    if (level.length === groups.length) return `No one is ahead yet: ${of}`;
    return level.length === 1
      ? `${ahead.name} is ahead so far: ${of}`
      : `${listed(level)} are level so far: ${of}`;
  }
  const ranked = groups.toSorted((a, b) => testMean(b) - testMean(a));
  const [best, next] = [ranked[0] ?? first, ranked[1] ?? first];
  const paired = compareGroups(next, best);
  if (paired !== undefined && paired.verdict === "unclear")
    return `No clear difference between ${best.name} and ${next.name} on ${plural(paired.rows, "unseen row")}.`;
  return `${best.name} is worth ${formatPoints(testMean(best) - testMean(next)).slice(1)} points over ${next.name} on unseen rows.`;
}

function testMean(group: CompareGroup): number {
  return groupTestMean(group) ?? 0;
}
