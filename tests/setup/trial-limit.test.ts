import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { abortedFailure } from "../../src/models/failure.ts";
import type { ModelFailure } from "../../src/models/language-model.ts";
import { firstDraft } from "../../src/setup/draft/draft.ts";
import type { RowFiles } from "../../src/setup/rows/row-files.ts";
import { FIRST_LOOK_MS, unfinishedWords } from "../../src/setup/trial/first-look.ts";
import { type TrialRow, tryRows } from "../../src/setup/trial/try-rows.ts";
import type { Sandbox } from "../../src/tasks/metrics/metric.ts";
import { openFresh } from "../storage/open-storage.ts";
import { ruleFollower } from "../support/rule-follower.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const unused = {} as unknown as RowFiles & Sandbox;

/** A trial of 20 rows whose model answers so many and then hangs until it is told to stop. */
async function trialOf(answers: number, limitMs: number | undefined) {
  let asked = 0;
  const giveUp: ((failure: ModelFailure) => void)[] = [];
  let hangs = (): void => undefined;
  const isStuck = new Promise<void>((resolve) => (hangs = resolve));
  let shown: readonly TrialRow[] = [];
  const trial = tryRows(
    await openFresh(),
    { ...firstDraft, task: "routing" },
    20,
    {
      ask: (_choice, request) => {
        asked += 1;
        if (asked <= answers) return Promise.resolve(ruleFollower(request));
        hangs();
        return new Promise((resolve) => giveUp.push(resolve));
      },
      stop: async () => giveUp.forEach((end) => end(abortedFailure)),
      files: unused,
      sandbox: unused,
    },
    { limitMs, onBegin: () => undefined, onRows: (rows) => (shown = rows), isStopped: () => false },
  );
  return { trial, isStuck, asked: () => asked, shown: () => shown };
}

test("a look that nobody asked for ends after its time with what is known by then, and asks nothing more", async () => {
  const { trial, isStuck, asked, shown } = await trialOf(9, FIRST_LOOK_MS);
  await isStuck;
  vi.advanceTimersByTime(FIRST_LOOK_MS);
  const outcome = await trial;
  expect(outcome).toMatchObject({ kind: "tried", end: "time", preflight: { sampled: 9, meanScore: 0 } });
  expect([asked(), shown().length]).toEqual([10, 9]);
  expect(unfinishedWords("time", 9, 20)).toMatch(/^20 seconds are over: 9 of 20 rows were tried/);
});

test("a look in whose time no row is answered says so and foretells nothing", async () => {
  const { trial, isStuck } = await trialOf(0, FIRST_LOOK_MS);
  await isStuck;
  vi.advanceTimersByTime(FIRST_LOOK_MS);
  expect(await trial).toEqual({ kind: "tried", end: "time", preflight: undefined });
  expect(unfinishedWords("time", 0, 20)).toContain("no row is answered yet");
});

test("a trial that comes to its last row in time leaves no clock behind", async () => {
  const { trial } = await trialOf(20, FIRST_LOOK_MS);
  expect(await trial).toMatchObject({ kind: "tried", end: "all", preflight: { sampled: 20 } });
  expect(vi.getTimerCount()).toBe(0);
  expect(unfinishedWords("all", 20, 20)).toBeUndefined();
});
