import { describe, expect, test } from "vitest";

import { isScored } from "../../src/engine/index.ts";
import { ablationRuns, ablations, ablationSize } from "../../src/setup/race/ablations.ts";
import { raceRulesFor, raceRun } from "../../src/setup/race/race.ts";
import { compareHeading } from "../../src/views/compare/compare-words.ts";
import { compareLines, groupRuns } from "../../src/views/compare/comparison.ts";
import type { ComparedRun } from "../../src/views/compare/comparison.ts";
import { fairnessSentence, unequalConditions } from "../../src/views/compare/fairness.ts";
import { compareGroups, groupFigures } from "../../src/views/compare/group-figures.ts";
import { lostRows, onSameTest } from "../../src/views/compare/lost-rows.ts";
import { pastRaces } from "../../src/views/compare/past-races.ts";
import { raceLines } from "../../src/views/compare/race-lines.ts";
import { raceTable } from "../../src/views/compare/race-table.ts";
import {
  recordedBeside,
  recordedLines,
  recordedTest,
  rolloutsTo,
} from "../../src/views/compare/recorded-figures.ts";
import { type RecordedGrpo, readRecordedGrpo } from "../../src/views/compare/recorded-grpo.ts";
import { addable, sameRowsWords, usualChoice } from "../../src/views/compare/usual-choice.ts";
import { besideUprights, stackedPlaces } from "../../src/views/series/stacked-places.ts";
import { spentNow } from "../../src/views/words/spent-words.ts";
import { sampleRecording } from "../support/sample-recording.ts";
import { scriptedRun, type ScriptedChoice } from "../support/scripted-run.ts";

const small = { sizes: { feedback: 20, pareto: 12, test: 24 }, budget: 200 };

async function compared(choice: ScriptedChoice, changes: object = {}): Promise<ComparedRun> {
  const { run, state } = await scriptedRun({ ...small, ...choice });
  return { run: { ...run, ...changes }, state };
}

function recording(policySeeds: readonly number[] = [901]): RecordedGrpo {
  const sample = sampleRecording();
  const reading = readRecordedGrpo({
    ...sample,
    runs: policySeeds.map((policySeed) => ({ ...sample.runs[0]!, policySeed })),
  });
  if (reading.kind !== "ok") throw new Error(reading.message);
  return reading.value;
}

describe("seeds of one search", () => {
  test("are one line of the table: their mean, what they needed, and how far they lie apart", async () => {
    const [good, poor, rival] = [
      await compared({ id: "a", seed: 1 }, { name: "GEPA" }),
      await compared({ id: "b", seed: 2, clumsy: 0.5 }, { name: "GEPA" }),
      await compared({ id: "c", seed: 3, clumsy: 0.4 }, { name: "Greedy search", optimizer: "greedy" }),
    ];
    const groups = groupRuns([good, poor, rival]);
    expect(groups.map((group) => [group.name, group.runs.length])).toEqual([
      ["GEPA", 2],
      ["Greedy search", 1],
    ]);
    const figures = groupFigures(groups[0]!, 0.999);
    const means = [good, poor].map((one) => one.state.test.at(-1)!.mean);
    expect(figures.test!.value).toBeCloseTo((means[0]! + means[1]!) / 2, 10);
    expect(figures.test!.low).toBeLessThan(figures.test!.value);
    expect(figures.spread).toEqual([Math.min(...means), Math.max(...means)]);
    expect(figures.studentCalls).toBe((good.state.spent.metricCalls + poor.state.spent.metricCalls) / 2);
    expect(figures.callsTo).toMatchObject({ runs: 2 });
    expect(compareGroups(groups[0]!, groups[1]!)!.rows).toBe(24);
  });

  test("are said to have spent what their own pages say, requests that brought no answer included", async () => {
    const good = await compared({ id: "a", seed: 1 }, { name: "GEPA" });
    const killed = { ...good, run: { ...good.run, summary: { ...good.run.summary!, requests: 204 } } };
    expect(spentNow(killed.run, killed.state, true)).toBe(204);
    expect(groupFigures(groupRuns([killed])[0]!, 0.999).studentCalls).toBe(204);
    expect(compareLines(groupRuns([killed])).map(({ calls }) => calls)).toEqual([204]);
    expect(raceTable(groupRuns([killed]), undefined, "request").rows[0]).toContain("204");
  });

  test("on the same rows are compared though their file was chosen twice, and others are not said to share theirs", async () => {
    const [{ run }, other] = [
      await compared({ id: "a", seed: 1 }),
      await compared({ id: "c", seed: 1, policySeed: 6 }),
    ];
    const twice = { ...run, id: "b", taskId: "the same file again" };
    expect(usualChoice([other.run, run, twice])).toEqual(["a", "b"]);
    expect(addable([other.run, run, twice], ["a"]).map(({ id }) => id)).toEqual(["b"]);
    expect([run, twice].map(({ taskId }) => taskId)).not.toEqual([run.taskId, run.taskId]);
    expect(sameRowsWords([run, twice])).toBe("Same rows; ");
    expect([sameRowsWords([run, { ...other.run, taskId: "another" }]), sameRowsWords([run])]).toEqual([
      "",
      "",
    ]);
  });

  test("with the same best score before any test: nobody is called ahead", async () => {
    const good = await compared({ id: "a", seed: 1 }, { name: "GEPA" });
    const untested = { ...good, state: { ...good.state, test: [] } };
    const same = { ...untested, run: { ...good.run, id: "c", name: "Greedy search" } };
    expect(compareHeading(groupRuns([untested, same]))).toContain("No one is ahead yet: ");
    const behind = { ...same, state: { ...same.state, candidates: same.state.candidates.slice(0, 1) } };
    expect(compareHeading(groupRuns([behind, untested]))).toContain("GEPA is ahead so far: ");
    const last = { ...behind, run: { ...behind.run, id: "d", name: "Random search" } };
    expect(compareHeading(groupRuns([untested, same, last]))).toContain(
      "GEPA and Greedy search are level so far: ",
    );
    const seedOnly = { ...untested, state: behind.state };
    expect(compareHeading(groupRuns([seedOnly, behind]), true)).toBe("No one has a better prompt yet");
  });

  test("under way without a score are off, with nobody ahead; their lines carry the strokes of the chart", async () => {
    const good = await compared({ id: "a", seed: 1 }, { name: "GEPA" });
    const bare = { ...good, state: { ...good.state, test: [], candidates: [] } };
    const other = { ...bare, run: { ...good.run, id: "c", name: "Greedy search", optimizer: "greedy" } };
    expect(compareHeading([], true)).toBe("They are off: no score yet");
    expect(compareHeading(groupRuns([bare, other]), true)).toBe("They are off: no score yet");
    const lines = raceLines(groupRuns([good, other]), recordedBeside(recording(), 901));
    expect(lines.map(({ name, colour, test }) => [name, colour, test === undefined])).toEqual([
      ["GEPA", 1, false],
      ["Greedy search", 2, true],
      ["GRPO", undefined, false],
    ]);
  });

  test("lose the rows of the same test that another gets right, and no others", async () => {
    const good = await compared({ id: "a", seed: 1 }, { name: "GEPA" });
    const poor = await compared(
      { id: "c", seed: 1, clumsy: 0.6 },
      { name: "Greedy search", optimizer: "greedy" },
    );
    const scores = (one: ComparedRun) =>
      new Map(
        one.state.test
          .at(-1)!
          .rows.filter(isScored)
          .map((row) => [row.example, row.score]),
      );
    const worse = [...scores(good)].filter(([row, score]) => (scores(poor).get(row) ?? 0) < score).length;
    expect(worse).toBeGreaterThan(0);
    expect(lostRows(onSameTest(groupRuns([poor, good])))).toHaveLength(worse);
    const elsewhere = { ...good, run: { ...good.run, splits: { ...good.run.splits, test: ["x"] } } };
    expect(lostRows(onSameTest(groupRuns([poor, elsewhere])))).toEqual([]);
  });

  test("asked for together are listed as one race of before, and a run alone is none", async () => {
    const { run } = await compared({ id: "a" }, { name: "GEPA", queue: "race", number: 2 });
    const other = { ...run, id: "b", name: "Greedy search", number: 1, status: "running" as const };
    const [race, ...more] = pastRaces([run, other, { ...run, id: "c", queue: "alone" }]);
    expect([race?.names, race?.finished, more.length]).toEqual(["Greedy search · GEPA", 1, 0]);
    expect(race?.runs.map(({ id }) => id)).toEqual(["b", "a"]);
  });

  test("that never reached a score say so, and how many did", async () => {
    const [good, poor] = [
      await compared({ id: "a", seed: 1 }, { name: "GEPA" }),
      await compared({ id: "b", seed: 2, clumsy: 0.9 }, { name: "GEPA" }),
    ];
    const rival = await compared({ id: "c" }, { name: "Beam search", optimizer: "beam" });
    const best = Math.max(...good.state.candidates.map((one) => one.mean));
    const [group] = groupRuns([good, poor, rival]);
    expect(groupFigures(group!, best).callsTo).toMatchObject({ reached: 1, runs: 2 });
    expect(groupFigures(group!, 1.1).callsTo).toEqual({ median: null, reached: 0, runs: 2 });
  });
});

describe("names at the ends of lines", () => {
  test("stand where they want, or below one another, and never below the chart", () => {
    const line = (top: number, height = 10) => ({ top, height });
    expect(stackedPlaces([line(5), line(40)], 100)).toEqual([5, 40]);
    expect(stackedPlaces([line(5), line(8), line(9)], 100)).toEqual([5, 15, 25]);
    expect(stackedPlaces([line(80), line(85, 30)], 100)).toEqual([60, 70]);
    const [here, there] = [
      { ...line(88), left: 0, right: 40 },
      { ...line(88), left: 60, right: 90 },
    ];
    expect(stackedPlaces([here, there], 100)).toEqual([88, 88]);
    expect(stackedPlaces([here, { ...there, left: 30 }], 100)).toEqual([80, 90]);
  });

  test("begin behind a line that rises through them, and where they were when none does", () => {
    const name = { left: 50, top: 40, width: 60, height: 10 };
    const rise = (x: number) => ({ x, top: 0, bottom: 100 });
    expect(besideUprights(name, [], 8)).toBe(50);
    expect(besideUprights(name, [rise(30), rise(200), { ...rise(70), bottom: 35 }], 8)).toBe(50);
    expect(besideUprights(name, [rise(120), rise(70)], 8)).toBe(128);
  });
});

describe("the rules of a race", () => {
  const asCompared = async (optimizer: "gepa" | "mipro" | "random"): Promise<ComparedRun> => {
    const request = await raceRun({ raceId: "race", policySeed: 5, seed: 1, optimizer });
    const { run, state } = await scriptedRun({ ...small, engine: { budget: request.engine.budget } });
    return { run: { ...run, ...request }, state };
  };

  test("are kept by every run the race page makes, demonstrations or not", async () => {
    const runs = [await asCompared("gepa"), await asCompared("mipro"), await asCompared("random")];
    expect(unequalConditions(runs)).toEqual([]);
    expect(fairnessSentence(runs)).toMatch(/^Checked: the same rows/);
  });

  test("are not claimed for runs that differ in budget, counting or rows", async () => {
    const fair = await asCompared("gepa");
    const { run } = fair;
    const paying = { ...fair, run: { ...run, engine: { ...run.engine, reuseParentRollouts: false } } };
    const richer = {
      ...fair,
      state: { ...fair.state, budget: { ...fair.state.budget, requests: 9000 } },
    };
    const other = { ...fair, run: { ...run, splits: { ...run.splits, test: ["x"] } } };
    expect(unequalConditions([fair, paying])).toEqual(["way of counting (some read answers again for free)"]);
    expect(unequalConditions([fair, richer])).toEqual(["budget of requests"]);
    expect(fairnessSentence([fair, other, richer])).toBe(
      "Not an equal race. These runs differ in their rows and budget of requests.",
    );
  });
});

test("two runs of one optimizer are said to differ in their draws alone, not in who proposes", async () => {
  const runs = [await compared({ id: "a", seed: 1 }), await compared({ id: "b", seed: 2 })];
  expect(fairnessSentence(runs)).toMatch(/What differs are the draws of the search alone/);
  const again = [runs[0]!, { ...runs[0]!, run: { ...runs[0]!.run, id: "c" } }];
  expect(fairnessSentence(again)).toMatch(
    /the seed of the search included: what does is what the models answered/,
  );
});

test("runs that all read answers again for free are not said to have counted every request", async () => {
  const { run, state } = await compared({ id: "a", seed: 1 });
  const free = { run: { ...run, engine: { ...run.engine, cache: true } }, state };
  expect(fairnessSentence([free, free])).toContain("used again for free by all of them");
  expect(fairnessSentence([free, free])).not.toContain("every request counted");
  const rules = raceRulesFor({ requests: 1, reflectionCalls: 1, isReuseFree: true }).join(" ");
  expect(rules).not.toContain("No answer is reused for free");
});

describe("an ablation", () => {
  test.each(ablations.map((ablation) => [ablation.id, ablation] as const))(
    "of %s changes one thing and keeps rows, budget, Student and counting",
    async (_, ablation) => {
      const runs = await ablationRuns(ablation, 5, 2);
      expect(runs).toHaveLength(ablationSize(ablation, 2));
      expect(new Set(runs.map((run) => run.id)).size).toBe(runs.length);
      const { state } = await scriptedRun({ ...small, engine: { budget: runs[0]!.engine.budget } });
      const all = runs.map((run) => ({ run, state }) as unknown as ComparedRun);
      expect(unequalConditions(all)).toEqual([]);
      const differing = new Set(
        runs.flatMap((run) =>
          Object.keys(run.engine).filter(
            (key) =>
              key !== "seed" &&
              JSON.stringify(run.engine[key as never]) !== JSON.stringify(runs[0]!.engine[key as never]),
          ),
        ),
      );
      expect(differing.size).toBeLessThanOrEqual(1);
      expect(differing.size + new Set(runs.map((run) => run.optimizer)).size).toBe(
        ablation.id === "seeds" ? 1 : ablation.id === "feedback" ? 3 : 2,
      );
    },
  );
});

describe("the recorded GRPO beside a race", () => {
  test("is always labelled as recorded, weights trained, with its rollouts", () => {
    const beside = recordedBeside(recording(), 901);
    expect(beside.label).toBe("recorded, weights trained, 960 rollouts");
    expect(recordedLines(beside)[0]!.name.replaceAll("\n", " ")).toBe(
      "GRPO, recorded, weights trained, 960 rollouts",
    );
    expect(beside.note).toBeUndefined();
  });

  test("says which policies it was recorded on when the race's is not among them", () => {
    const beside = recordedBeside(recording([901, 902, 903]), 7);
    expect(beside.note).toBe("recorded on policies 901–903, not on yours");
    expect(beside.runs).toHaveLength(3);
    expect(recordedBeside(recording([901, 905]), undefined).note).toBe(
      "recorded on policies 901, 905, not on yours",
    );
  });

  test("counts training rollouts to a score and the trained Student's sealed rows", () => {
    const beside = recordedBeside(recording(), 901);
    expect([rolloutsTo(beside, 0.5), rolloutsTo(beside, 0.8), rolloutsTo(beside, 0.9)]).toEqual([
      480,
      960,
      null,
    ]);
    expect(recordedTest(beside).value).toBeCloseTo(200 / 240, 10);
  });
});
