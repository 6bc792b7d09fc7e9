import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import {
  type RecordedRace,
  readRecordedRace,
  recordedRaceAt,
  recordedRaceTable,
} from "../../src/views/compare/recorded-race.ts";

const shipped = fileURLToPath(new URL("../../public/recorded/race.json", import.meta.url));

const sample = {
  format: "gepa-studio/recorded-race",
  version: 1,
  date: "2026-01-01",
  policySeed: 901,
  requests: 300,
  racers: [
    {
      name: "GEPA",
      steps: [
        [40, 0],
        [60, 0.5],
        [90, 0.9],
      ],
      calls: 150,
      test: 0.95,
    },
    { name: "Greedy search", steps: [[40, 0]], calls: 300, test: 0.1 },
  ],
};

function raceOf(file: unknown): RecordedRace {
  const reading = readRecordedRace(file);
  if (reading.kind !== "ok") throw new Error(reading.message);
  return reading.value;
}

describe("a recorded race", () => {
  test("stands at any moment as it did: lines up to there, and the sealed test once a racer has ended", () => {
    const race = raceOf(sample);
    const early = recordedRaceAt(race, 70);
    expect(early.lines.map(({ calls, steps }) => [calls, steps.at(-1)?.score])).toEqual([
      [70, 0.5],
      [70, 0],
    ]);
    expect(early.standing.map(({ pareto, test }) => [pareto, test])).toEqual([
      [0.5, undefined],
      [0, undefined],
    ]);
    const late = recordedRaceAt(race, 200).standing;
    expect(late.map(({ calls, test, stands }) => [calls, test, stands])).toEqual([
      [150, 0.95, "recorded, ended"],
      [200, undefined, "recorded"],
    ]);
    expect(recordedRaceTable(race).rows).toHaveLength(2);
  });

  test.each([
    ["another format", { ...sample, format: "x" }, "this is not a recording of a race"],
    ["a later version", { ...sample, version: 2 }, "version 2 of the recording is not known here"],
    ["nobody", { ...sample, racers: [] }, "racers has no entry"],
    [
      "a score above 1",
      { ...sample, racers: [{ ...sample.racers[0], test: 95 }] },
      "racers[0].test has 95, not a share of 1",
    ],
  ])("with %s is refused in words", (_, file, message) => {
    expect(readRecordedRace(file)).toEqual({ kind: "bad-import", message });
  });

  test.skipIf(!existsSync(shipped))("ships with the studio, and reading won it", () => {
    const race = raceOf(JSON.parse(readFileSync(shipped, "utf8")));
    const [gepa, ...others] = recordedRaceAt(race, race.requests).standing;
    expect(others).toHaveLength(2);
    for (const other of others) expect(gepa?.test).toBeGreaterThan(other.test ?? 1);
    for (const { calls } of race.racers) expect(calls).toBeLessThanOrEqual(race.requests);
  });
});
