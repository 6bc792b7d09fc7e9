import { appendFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { summariseGrpo } from "../../bench/race/grpo-figures.ts";
import { openKeptRace } from "../../bench/race/kept-searches.ts";
import { figuresOf, type SearchFigures } from "../../bench/race/race-figures.ts";
import { ratioWords } from "../../bench/race/ratio-words.ts";
import { reportOf } from "../../bench/race/report.ts";
import { summarise } from "../../bench/race/summarise.ts";
import { type JournalEvent, studioSpec } from "../../src/engine/index.ts";
import { readRecordedGrpo, type RecordedGrpo } from "../../src/views/compare/recorded-grpo.ts";
import { sampleRecording } from "../support/sample-recording.ts";

function figures(
  optimizer: string,
  policySeed: number,
  callsToNinety: number | null,
  more: Partial<SearchFigures> = {},
): SearchFigures {
  return {
    optimizer,
    policySeed,
    callsToNinety,
    curve: [{ calls: 40, best: 0.3 }],
    callsToConvergence: callsToNinety ?? 700,
    metricCalls: 700,
    reflectionCalls: 20,
    testRight: 200,
    testRows: 240,
    seedTestRight: 60,
    promptTokens: 50,
    studentTokens: 70_000,
    reflectionTokens: 0,
    ...more,
  };
}

const recorded = (): RecordedGrpo => {
  const reading = readRecordedGrpo(sampleRecording());
  if (reading.kind !== "ok") throw new Error(reading.message);
  return reading.value;
};

describe("a race that is interrupted", () => {
  const file = join(mkdtempSync(join(tmpdir(), "kept-race-")), "race.jsonl");

  test("keeps every finished search and every ceiling for the next start", () => {
    const kept = openKeptRace(file);
    kept.keepCeiling(901, 0.95);
    kept.keepSearch({ commit: "abc", figures: figures("gepa", 901, 200) });
    const again = openKeptRace(file);
    expect(again.ceilingOf(901)).toBe(0.95);
    expect(again.search("gepa", 901)).toEqual({ commit: "abc", figures: figures("gepa", 901, 200) });
    expect(again.search("gepa", 902)).toBeUndefined();
  });

  test("leaves out a line that a kill cut short, and goes on behind it", () => {
    appendFileSync(file, '\n{"search":{"commit":"abc","figu');
    openKeptRace(file).keepSearch({ commit: "def", figures: figures("random", 901, null) });
    const again = openKeptRace(file);
    expect(again.search("gepa", 901)?.commit).toBe("abc");
    expect(again.search("random", 901)?.commit).toBe("def");
  });

  test("runs an optimizer again that changed, and keeps the newer search", () => {
    const kept = openKeptRace(file);
    kept.forget("gepa");
    expect(kept.search("gepa", 901)).toBeUndefined();
    expect(kept.search("random", 901)).toBeDefined();
    kept.keepSearch({ commit: "new", figures: figures("gepa", 901, 150) });
    expect(openKeptRace(file).search("gepa", 901)?.commit).toBe("new");
  });
});

describe("calls to 90 % of the ceiling", () => {
  const reached = (median: number) => ({ median, isLowerBound: false });
  const never = (median: number) => ({ median, isLowerBound: true });

  test("are a lower bound when at least half of the searches never got there", () => {
    const own = [figures("a", 1, 100), figures("a", 2, 300), figures("a", 3, null)];
    expect(summarise("a", own).callsToNinety).toEqual({ median: 300, isLowerBound: false });
    const fewer = [figures("a", 1, 100), figures("a", 2, null)];
    expect(summarise("a", fewer).callsToNinety).toEqual({ median: 400, isLowerBound: true });
  });

  test("give a ratio that says which side is only a bound, and nothing when both are", () => {
    expect(ratioWords(reached(600), reached(200))).toBe("3.0");
    expect(ratioWords(never(700), reached(200))).toBe("> 3.5");
    expect(ratioWords(reached(350), never(700))).toBe("< 0.5");
    expect(ratioWords(never(700), never(700))).toBe("not known: neither got there");
  });

  test("count training rollouts for the recorded GRPO, on the race's own policies alone", () => {
    const summary = summariseGrpo(recorded(), new Map([[901, 0.9]]))!;
    // 90 % of 0.9 is 0.81; the sample's validation is 0.25, 0.5, 0.85 after 0, 480 and 960 rollouts.
    expect(summary).toMatchObject({ runs: 1, reachedNinety: 1, callsToNinety: { median: 960 } });
    expect(summariseGrpo(recorded(), new Map([[7, 0.9]]))).toBeNull();
  });
});

describe("the report of a race", () => {
  const all = [901, 902, 903].flatMap((seed) => [
    figures("gepa", seed, 200),
    figures("gepa-expected-answer", seed, 300),
    figures("gepa-eyes-shut", seed, null),
    figures("mipro", seed, null, { testRight: 180, promptTokens: 150 }),
    figures("random", seed, null),
  ]);
  const ceilings = new Map([901, 902, 903].map((seed) => [seed, 0.9]));
  const optimizers = ["gepa", "gepa-expected-answer", "gepa-eyes-shut", "mipro", "random"];
  const report = reportOf(
    optimizers.map((optimizer) => summarise(optimizer, all)),
    summariseGrpo(recorded(), ceilings),
    { gepa: "GEPA", random: "Random search", mipro: "MIPROv2" },
    {
      date: "2026-01-01",
      commits: ["abc", "def"],
      command: "npm run bench -- race",
      policySeeds: [901, 902, 903],
      ceilings,
      budget: { metricCalls: 700, reflectionCalls: 40 },
      weights: "0".repeat(64),
      rules: ["Same rows."],
    },
  );

  test("has the ratio to GEPA at its three feedback levels, blind and GRPO", () => {
    expect(report).toContain("| deciding words | 200 | > 3.5 | 4.8 |");
    expect(report).toContain("| expected label | 300 | > 2.3 | 3.2 |");
    expect(report).toContain("| score | > 700 | not known: neither got there | < 1.4 |");
  });

  test("has the difference to MIPROv2 at the same budget and the ratio of the prompts' lengths", () => {
    expect(report).toContain("| MIPROv2 | +8.3 points | 3.0 times GEPA's |");
  });

  test("says that the weights were trained, on which weights the recording started, and what the toy proves", () => {
    expect(report).toContain("GRPO (recorded, weights trained)");
    expect(report).toContain("starting from other weights than this race");
    expect(report).toContain("It proves nothing about large models");
    expect(report).toContain("at commit abc, def");
  });
});

describe("figures of a search", () => {
  test("count the best when its inherited rows are asked, not when it joins", () => {
    const spec = studioSpec({
      seedCandidates: [{ main: "seed" }],
      splits: { feedback: 4, pareto: 4, test: 4, paretoIsFeedback: false },
    });
    const scores = (from: number, examples: readonly number[], score: number) =>
      examples.map((example, i) => ({ example, callIndex: from + i, score }));
    const calls = (from: number, count: number) => ({ from, count });
    const texts = (text: string) => ({ texts: { main: text }, hash: text });
    const all = [0, 1, 2, 3];
    const journal: readonly JournalEvent[] = [
      { type: "run-started", spec },
      {
        type: "candidate-added",
        index: 0,
        kind: "seed",
        iteration: 0,
        ...texts("seed"),
        parents: [],
        calls: calls(0, 4),
        rows: scores(0, all, 0),
        metricCalls: 4,
      },
      {
        type: "candidate-added",
        index: 1,
        kind: "mutation",
        iteration: 1,
        ...texts("new"),
        parents: [0],
        inherits: 0,
        calls: calls(4, 2),
        rows: scores(4, [0, 1], 1),
        metricCalls: 2,
      },
      { type: "verification-begun", candidate: 1, examples: [2, 3], purpose: "verify" },
      {
        type: "candidate-rescored",
        candidate: 1,
        calls: calls(6, 2),
        rows: scores(6, [2, 3], 1),
        metricCalls: 2,
      },
      { type: "test-evaluated", candidate: 0, calls: calls(8, 4), rows: scores(8, all, 0) },
      { type: "test-evaluated", candidate: 1, calls: calls(12, 4), rows: scores(12, all, 1) },
    ];
    const found = figuresOf("gepa", 901, journal, 1, undefined);
    expect(found.curve).toEqual([
      { calls: 4, best: 0 },
      { calls: 8, best: 1 },
    ]);
    expect([found.callsToNinety, found.testRight]).toEqual([8, 4]);
  });
});
