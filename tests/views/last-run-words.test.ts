import { expect, test } from "vitest";

import { isOwnRun } from "../../src/views/run/demo-runs.ts";
import { nextOfRun, standingOf } from "../../src/views/words/last-run-words.ts";
import { scriptedRun } from "../support/scripted-run.ts";

test("a run one comes back to says what to do next: read it, go on, give it a key, or follow it", () => {
  const next = (status: "finished" | "paused" | "running" | "requested", wish: "run" | "pause" = "run") =>
    nextOfRun({ status, wish }).kind;
  expect([next("finished"), next("paused"), next("running"), next("requested")]).toEqual([
    "read",
    "go-on",
    "follow",
    "follow",
  ]);
  expect(next("requested", "pause")).toBe("go-on");
  const waiting = { kind: "needs-key", origin: "https://api.example.com" } as const;
  expect(nextOfRun({ status: "waiting", wish: "run", waiting })).toEqual({
    kind: "give",
    words: "Give it the key",
  });
});

test("how a run stands is a line of its score, its state and what it spent", async () => {
  const { run } = await scriptedRun({ budget: 120 });
  const paused = { ...run, status: "paused", wish: "pause", summary: { metricCalls: 12 } } as typeof run;
  expect(standingOf(paused, 0)).toBe("paused, 12 of 120 rollouts");
  const waiting = {
    ...paused,
    status: "waiting",
    waiting: { kind: "needs-key", origin: "https://a.example" },
  };
  expect(standingOf(waiting as typeof run, 0)).toMatch(/^waits for a key, 12 of 120 rollouts\. .*a\.example/);
});

test("demos of Home and Learn and recordings are nobody's own runs", () => {
  const own = ["home-1-1", "learn-race-gepa-901-1", "race-5-gepa-5-1", "x"].filter((id) => isOwnRun({ id }));
  expect(own).toEqual(["race-5-gepa-5-1", "x"]);
  const recorded = { model: "m", date: "2026-11-23", command: "c" };
  expect(isOwnRun({ id: "recorded-svg", recorded })).toBe(false);
});
