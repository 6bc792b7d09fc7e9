import { expect, test } from "vitest";

import { entrantsNamed, raceMinutes, raceTerms } from "../../src/setup/race/race-form.ts";

test("a race has terms while every number is within its bounds, and none else", () => {
  expect(raceTerms("901", "5", "700")).toEqual({ house: 901, seeds: 5, calls: 700 });
  for (const bad of [
    ["-1", "1", "700"],
    ["1", "11", "700"],
    ["1", "1", "99"],
    ["1", "1.5", "700"],
    ["1", "", "700"],
    ["house", "1", "700"],
  ] as const)
    expect(raceTerms(bad[0], bad[1], bad[2])).toBeUndefined();
});

test("an address names its entrants in the race's own order; strangers are left out, and without one the first race is meant", () => {
  expect(entrantsNamed("greedy,gepa,nobody")).toEqual(["gepa", "greedy"]);
  expect(entrantsNamed(undefined)).toEqual(["gepa", "gepa-eyes-shut", "mipro", "policy"]);
  expect(entrantsNamed("")).toEqual([]);
});

test("time is told for all runs with their sealed tests, and never as none", () => {
  expect(raceMinutes(0, 700)).toBe(1);
  expect(raceMinutes(8, 700)).toBeGreaterThan(raceMinutes(4, 700));
});
