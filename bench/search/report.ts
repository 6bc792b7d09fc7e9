import { mean } from "../../src/shared/statistics/mean.ts";
import { nullWorlds, worldWords } from "./make-world.ts";
import type { WorldName } from "./make-world.ts";
import type { SearchOutcome } from "./run-world.ts";

export interface Measured {
  readonly world: WorldName;
  readonly variant: string;
  readonly outcomes: readonly SearchOutcome[];
}

/** Null where fewer than half of the searches got there. */
export function medianCallsTo90(outcomes: readonly SearchOutcome[]): number | null {
  const calls = outcomes.map((one) => one.callsTo90 ?? Number.POSITIVE_INFINITY).toSorted((a, b) => a - b);
  const half = calls.length >> 1;
  const median = calls.length % 2 === 1 ? calls[half]! : (calls[half - 1]! + calls[half]!) / 2;
  return Number.isFinite(median) ? median : null;
}

interface Figures {
  readonly callsTo90: string;
  readonly trueScore: string;
  readonly optimism: string;
  readonly calls: string;
  readonly noBetter: string;
}

function figuresOf(outcomes: readonly SearchOutcome[]): Figures {
  const median = medianCallsTo90(outcomes);
  const reached = outcomes.filter(({ callsTo90 }) => callsTo90 !== null).length;
  const noBetter = outcomes.filter(({ handedOutNoBetter }) => handedOutNoBetter).length;
  return {
    callsTo90: `${median === null ? "never" : median.toFixed(0)} (${reached} of ${outcomes.length})`,
    trueScore: mean(outcomes.map((one) => one.trueScore)).toFixed(3),
    optimism: withInterval(outcomes.map((one) => one.optimism)),
    calls: mean(outcomes.map(({ calls }) => calls)).toFixed(0),
    noBetter: `${noBetter} of ${outcomes.length}`,
  };
}

/** The mean, and how far chance alone may move it (95 %, as of a normal mean). */
function withInterval(numbers: readonly number[]): string {
  const middle = mean(numbers);
  const variance =
    numbers.reduce((sum, one) => sum + (one - middle) ** 2, 0) / Math.max(1, numbers.length - 1);
  return `${signed(middle)} ± ${(1.96 * Math.sqrt(variance / numbers.length)).toFixed(3)}`;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}

export function rowWords({ world, variant, outcomes }: Measured): string {
  const { callsTo90, trueScore, optimism, calls, noBetter } = figuresOf(outcomes);
  return `${world}, ${variant}: 90 % after ${callsTo90} calls, true ${trueScore}, optimism ${optimism}, no better than the seed ${noBetter}, ${calls} calls`;
}

export function reportOf(all: readonly Measured[]): string {
  const worlds = [...new Set(all.map(({ world }) => world))];
  const real = worlds.filter((world) => !nullWorlds.has(world));
  const empty = worlds.filter((world) => nullWorlds.has(world));
  return `${[
    "# Calls a search needs, and what it hands out",
    "",
    "`npm run bench -- search --keep` on made-up worlds: prompts are lists of rules, rows need some and break under others, a",
    "scripted Reflection model mends, harms, bloats and forgets, the same in Python and here. So the true score of every prompt",
    "is known: the mean over 1,000 rows no search sees. Every search is told one seed prompt and may spend the same calls.",
    "",
    "- **90 % after**: calls until the prompt that would be handed out had 90 % of the best reachable true score (saturated: 90 %",
    "  of the way there from the seed), median over the searches; in brackets how many got there. Only prompts that were asked",
    "  every Pareto row count: an inherited score is no score.",
    "- **true**: true score of the prompt handed out at the end, mean.",
    "- **optimism**: what the search says of it on its Pareto rows, less what is to be expected there, mean and 95 % interval.",
    "- **no better**: searches that handed out a prompt that is truly no better than the seed.",
    ...real.flatMap((world) => tableOf(world, all)),
    "",
    "## Worlds in which nothing helps",
    "",
    "Whatever a search hands out here instead of the seed is luck. The studio hands out a prompt only if its lead over the seed",
    "is seen again in the final, on rows or answers that did not choose it.",
    ...empty.flatMap((world) => tableOf(world, all)),
  ].join("\n")}\n`;
}

function tableOf(world: WorldName, all: readonly Measured[]): string[] {
  const own = all.filter((one) => one.world === world);
  const seeds = own[0]!.outcomes.length;
  return [
    "",
    `**${world}**: ${worldWords(world)}; ${seeds} searches`,
    "",
    "| search | 90 % after | true | optimism | no better | calls |",
    "|---|---|---|---|---|---|",
    ...own.map(({ variant, outcomes }) => {
      const { callsTo90, trueScore, optimism, noBetter, calls } = figuresOf(outcomes);
      return `| ${variant} | ${nullWorlds.has(world) ? "–" : callsTo90} | ${trueScore} | ${optimism} | ${noBetter} | ${calls} |`;
    }),
  ];
}
