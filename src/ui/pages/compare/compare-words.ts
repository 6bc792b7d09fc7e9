import { formatPercent, formatPoints, plural } from "../../kit/numbers.ts";
import { bestMean, type CompareGroup, compareResults, winnerTest } from "./comparison.ts";

/** The finding of a comparison, as far as it is known yet. */
export function compareHeading(groups: readonly CompareGroup[]): string {
  const [first, ...others] = groups;
  if (first === undefined) return "Nothing to compare yet";
  if (others.length === 0) return `${first.name} alone: choose another run of the same task`;
  if (!groups.every((group) => winnerTest(group.middle.state) !== undefined)) {
    const ahead = groups.toSorted((a, b) => bestMean(b.middle.state) - bestMean(a.middle.state))[0] ?? first;
    return `${ahead.name} is ahead so far: ${formatPercent(bestMean(ahead.middle.state), 0)} of the Pareto rows`;
  }
  const ranked = groups.toSorted((a, b) => testMean(b) - testMean(a));
  const [best, next] = [ranked[0] ?? first, ranked[1] ?? first];
  const paired = compareResults(next.middle, best.middle);
  if (paired !== undefined && paired.verdict === "unclear")
    return `No clear difference between ${best.name} and ${next.name} on ${plural(paired.rows, "unseen row")}.`;
  return `${best.name} is worth ${formatPoints(testMean(best) - testMean(next)).slice(1)} points over ${next.name} on unseen rows.`;
}

export function testMean(group: CompareGroup): number {
  return winnerTest(group.middle.state)?.mean ?? 0;
}
