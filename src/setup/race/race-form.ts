import { type OptimizerName, entrants } from "../../rivals/optimizers.ts";
import { defaultRoutingSizes } from "../../tasks/routing/generate-routing.ts";
import { readNumber } from "../../views/words/typed-number.ts";

/** What a first race shows: reading against not reading, and the field's best known rival. */
const firstEntrants: readonly OptimizerName[] = ["gepa", "gepa-eyes-shut", "mipro", "policy"];

/** Calls a second on the embedded model, for the estimate only: the slowest seen in `npm run demo`, on two very busy cores. */
const callsPerSecond = 10;

/** Rows of the sealed test, for the seed and for the winner. */
const testCalls = 2 * defaultRoutingSizes.test;

/** What may be typed. With fewer requests nobody gets past the seed's own score and one rewrite. */
export const raceBounds = {
  house: { whole: true, least: 0, most: 1_000_000 },
  seeds: { whole: true, least: 1, most: 10 },
  calls: { whole: true, least: 100, most: 10_000 },
} as const;

interface RaceTerms {
  readonly house: number;
  readonly seeds: number;
  /** Student requests of each run. */
  readonly calls: number;
}

/** What the typed numbers say; undefined while one of them is out of its bounds. */
export function raceTerms(house: string, seeds: string, calls: string): RaceTerms | undefined {
  const terms = {
    house: readNumber(house, raceBounds.house) ?? Number.NaN,
    seeds: readNumber(seeds, raceBounds.seeds) ?? Number.NaN,
    calls: readNumber(calls, raceBounds.calls) ?? Number.NaN,
  };
  return Object.values(terms).some(Number.isNaN) ? undefined : terms;
}

/** The entrants an address names, separated by commas; without it those of a first race. */
export function entrantsNamed(search: string | readonly string[] | undefined): readonly OptimizerName[] {
  if (typeof search !== "string") return firstEntrants;
  const names = search.split(",");
  return entrants.map((entrant) => entrant.optimizer).filter((optimizer) => names.includes(optimizer));
}

/** About how long that many runs of so many requests each take, in minutes. */
export function raceMinutes(runs: number, requests: number): number {
  return Math.max(1, Math.round((runs * (requests + testCalls)) / callsPerSecond / 60));
}
