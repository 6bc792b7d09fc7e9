import { expect, test } from "vitest";

import type { RunRow } from "../../src/storage/rows.ts";
import { findRuns, programWords, runTitle, sortRuns } from "../../src/views/run/runs-list.ts";
import { findCommands } from "../../src/views/words/find-commands.ts";
import { sampleRun } from "../support/sample-run.ts";

const run = (number: number, changes: Partial<RunRow> = {}): RunRow => ({
  ...sampleRun({ id: `run-${number}` }),
  number,
  createdAt: number,
  status: "finished",
  wish: "run",
  activeSeconds: 0,
  possiblyPaidTwice: 0,
  ...changes,
});
const summary = (seedScore: number, bestScore: number, metricCalls: number) => ({
  seedScore,
  bestScore,
  metricCalls,
  reflectionCalls: 0,
  iterations: 0,
});
const numbers = (runs: readonly RunRow[]): number[] => runs.map(({ number }) => number);
const runs = [
  run(1, { name: "Invoices", optimizer: "mipro", summary: summary(0.1, 0.9, 50) }),
  run(2, { name: "Mails", summary: summary(0.7, 0.9, 200) }),
  run(3, { name: "Mails again", student: { kind: "webllm", modelId: "Phi-3" } }),
];

test("a run that was named after its optimizer says whose task it is on, and no other says it twice", () => {
  const task = { ...run(1).task, name: "mails" };
  expect(runTitle({ number: 5, name: "MIPROv2", task })).toBe("Run 5, MIPROv2, on mails");
  expect(runTitle({ number: 2, name: "mails", task })).toBe("Run 2, mails");
  expect(runTitle({ number: 3, name: "mails, again", task })).toBe("Run 3, mails, again");
});

test("runs are found by number, name, optimizer and model, every word of the search counting", () => {
  expect(numbers(findRuns(runs, "mails"))).toEqual([2, 3]);
  expect(numbers(findRuns(runs, "MIPROv2"))).toEqual([1]);
  expect(numbers(findRuns(runs, "mails phi"))).toEqual([3]);
  expect(numbers(findRuns(runs, "again"))).toEqual([3]);
  expect(findRuns(runs, " ")).toBe(runs);
});

test("runs stand by score, gain, requests or name, the newest first among equals, those without a score last", () => {
  expect(numbers(sortRuns(runs, "newest"))).toEqual([3, 2, 1]);
  expect(numbers(sortRuns(runs, "best"))).toEqual([2, 1, 3]);
  expect(numbers(sortRuns(runs, "gain"))).toEqual([1, 2, 3]);
  expect(numbers(sortRuns(runs, "requests"))).toEqual([2, 1, 3]);
  const counted = run(4, { summary: { ...summary(0, 1, 60), requests: 300 } });
  expect(numbers(sortRuns([...runs, counted], "requests"))).toEqual([4, 2, 1, 3]);
  expect(numbers(sortRuns(runs, "name"))).toEqual([1, 2, 3]);
});

test("a program is told by its prompts", () => {
  const [only] = run(1).task.program.modules;
  const withModules = (...names: string[]): string =>
    programWords({
      task: { ...run(1).task, program: { modules: names.map((name) => ({ ...only!, name })) } },
    });
  expect(withModules("a")).toBe("one prompt");
  expect(withModules("think", "answer")).toBe("2 prompts: think, answer");
  expect(withModules()).toBe("no model asked");
});

test("what is typed finds deeds by every word, starts of titles and of words before what stands inside one", () => {
  const commands = [
    { group: "Pages", title: "Go to Compare" },
    { group: "Deeds", title: "Compare runs" },
    { group: "MIPROv2", title: "Run 12, Incomparable" },
  ];
  expect(findCommands(commands, "compar").map(({ title }) => title)).toEqual([
    "Compare runs",
    "Go to Compare",
    "Run 12, Incomparable",
  ]);
  expect(findCommands(commands, "mipro 12")).toEqual([commands[2]]);
  expect(findCommands(commands, "zebra")).toEqual([]);
  expect(findCommands(commands, "")).toEqual(commands);
});
