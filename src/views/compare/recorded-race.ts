import {
  fail,
  readList,
  readNumber,
  readObject,
  readShare,
  readText,
  tryReading,
} from "../../engine/interop/read-json.ts";
import type { ChartTable } from "../series/chart-table.ts";
import { compareColour, compareDashes, type CompareLine } from "../series/compare-series.ts";
import { type StepPoint, stepAt } from "../series/score-series.ts";
import { formatCount, formatPercent } from "../words/numbers.ts";
import type { RaceLine } from "./race-lines.ts";

/** A racer as it ran once: its best score over requests, and what the sealed test said at the end. */
interface RecordedRacer {
  readonly name: string;
  readonly steps: readonly StepPoint[];
  /** Requests it had spent when it ended. */
  readonly calls: number;
  /** 0 to 1. */
  readonly test: number;
}

/** A race that was run once, to be shown where there is no time to run one. */
export interface RecordedRace {
  readonly date: string;
  readonly policySeed: number;
  /** Student requests each might spend. */
  readonly requests: number;
  readonly racers: readonly RecordedRacer[];
}

type RecordedRaceReading =
  | { readonly kind: "ok"; readonly value: RecordedRace }
  | { readonly kind: "bad-import"; readonly message: string };

/** Reads a recording as `tools/recorded-race` writes it. */
export function readRecordedRace(value: unknown): RecordedRaceReading {
  return tryReading(() => {
    const file = readObject(value, "the file");
    if (file["format"] !== "gepa-studio/recorded-race") fail("this is not a recording of a race");
    if (file["version"] !== 1) fail(`version ${String(file["version"])} of the recording is not known here`);
    const racers = readList(file["racers"], "racers");
    if (racers.length === 0) fail("racers has no entry");
    return {
      date: readText(file["date"], "date"),
      policySeed: readNumber(file["policySeed"], "policySeed"),
      requests: readNumber(file["requests"], "requests"),
      racers: racers.map((racer, place) => readRacer(racer, `racers[${place}]`)),
    };
  });
}

function readRacer(value: unknown, what: string): RecordedRacer {
  const racer = readObject(value, what);
  return {
    name: readText(racer["name"], `${what}.name`),
    steps: readList(racer["steps"], `${what}.steps`).map((step, place) => {
      const [calls, score] = readList(step, `${what}.steps[${place}]`);
      return {
        calls: readNumber(calls, `${what}.steps[${place}]`),
        score: readShare(score, `${what}.steps[${place}]`),
      };
    }),
    calls: readNumber(racer["calls"], `${what}.calls`),
    test: readShare(racer["test"], `${what}.test`),
  };
}

/** The race as it stood when each had spent so many requests, or had ended. */
export function recordedRaceAt(
  { racers }: RecordedRace,
  requests: number,
): { readonly lines: readonly CompareLine[]; readonly standing: readonly RaceLine[] } {
  const dashOf = (place: number): readonly number[] => compareDashes[place % compareDashes.length] ?? [];
  return {
    lines: racers.map((racer, place) => ({
      id: `recorded-${place}`,
      name: racer.name,
      steps: racer.steps.filter(({ calls }) => calls <= requests),
      calls: Math.min(racer.calls, requests),
      colour: compareColour(place),
      dash: dashOf(place),
      strong: true,
    })),
    standing: racers.map((racer, place) => ({
      name: racer.name,
      stands: requests < racer.calls ? "recorded" : "recorded, ended",
      calls: Math.min(racer.calls, Math.floor(requests)),
      pareto: stepAt(racer.steps, requests)?.score ?? 0,
      test: requests < racer.calls ? undefined : racer.test,
      dash: dashOf(place),
      colour: compareColour(place),
    })),
  };
}

/** The whole race as rows of text. */
export function recordedRaceTable({ racers }: RecordedRace): ChartTable {
  return {
    columns: [
      { title: "Optimizer" },
      { title: "Requests", numeric: true },
      { title: "Best", numeric: true },
      { title: "Sealed test", numeric: true },
    ],
    rows: racers.map(({ name, calls, steps, test }) => [
      name,
      formatCount(calls),
      formatPercent(steps.at(-1)?.score ?? 0),
      formatPercent(test),
    ]),
  };
}

/** Why a recorded race is not shown; undefined while nothing is wrong. */
export function recordedRaceProblem(
  reading: RecordedRaceReading | { readonly kind: "none" } | undefined,
  hasFailed: boolean,
): string | undefined {
  if (reading?.kind === "bad-import") return `The recorded race cannot be shown: ${reading.message}.`;
  if (reading?.kind === "none") return "This studio was built without its recorded race.";
  return hasFailed ? "The recorded race could not be loaded. Reload the page." : undefined;
}
