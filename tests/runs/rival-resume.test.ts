import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { foldJournal } from "../../src/engine/index.ts";
import { rivalNames } from "../../src/rivals/optimizers.ts";
import { requestRun, steer } from "../../src/storage/library/runs.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

const silence = new Promise<never>(() => undefined);
const sample = sampleRun({ id: "run", metricCalls: 70, sizes: { feedback: 9, pareto: 6, test: 4 } });

async function finished(name: string, optimizer: string, killAt: number) {
  let calls = 0;
  let die: () => void = () => undefined;
  const models = scriptedModels({
    answer: (request) => {
      if (++calls <= killAt) return ruleFollower(request);
      die();
      return silence;
    },
  });
  const first = await openTab(name, models.load);
  await requestRun(first.db, { ...sample, optimizer, concurrency: 2 }, 1);
  const died = new Promise<void>((resolve) => {
    die = () => {
      first.close();
      resolve();
    };
  });
  await first.runs.start("run");
  await Promise.race([died, untilStatus(first.db, "run", "finished", "waiting").catch(() => undefined)]);
  if (first.db.isOpen()) return { journal: await journalOf(first.db, "run"), calls, again: 0 };

  const second = scriptedModels();
  const tab = await openTab(name, second.load);
  const before = new Set((await tab.db.rollouts.toArray()).map((row) => row.callIndex));
  await tab.runs.start("run");
  const run = await untilStatus(tab.db, "run", "finished", "waiting");
  expect(run.waiting).toBeUndefined();
  const again = second.asked.filter((call) => before.has(call.callIndex ?? -1)).length;
  return { journal: await journalOf(tab.db, "run"), calls, again };
}

test.each(rivalNames)(
  "%s, killed at any call, ends with the journal it would have had and asks no answer twice",
  async (optimizer) => {
    const whole = await finished(freshName(), optimizer, Infinity);
    expect(whole.journal.at(-1)?.type).toMatch(/run-stopped|test-evaluated/);
    for (let at = 3; at < whole.calls; at += Math.ceil(whole.calls / 4)) {
      const killed = await finished(freshName(), optimizer, at);
      expect({ at, journal: killed.journal }).toEqual({ at, journal: whole.journal });
      expect(killed.again).toBe(0);
    }
  },
  120_000,
);

test.each(rivalNames)(
  "%s goes on behind its sealed test when its budget is raised, in the same tab or after a reload",
  async (optimizer) => {
    const name = freshName();
    const models = scriptedModels();
    const asked = () => models.asked.map((call) => call.callIndex);
    const first = await openTab(name, models.load);
    await requestRun(first.db, { ...sample, optimizer }, 1);
    await first.runs.start("run");
    await untilStatus(first.db, "run", "finished");
    const before = await journalOf(first.db, "run");
    expect(before.at(-1)!.type).toBe("test-evaluated");
    first.close();

    const second = await openTab(name, models.load);
    await steer(second.db, "run", { kind: "raise-budget", metricCalls: 130 }, 2);
    await second.runs.start("run");
    const run = await untilStatus(second.db, "run", "finished", "waiting");
    expect(run.waiting).toBeUndefined();
    const after = await journalOf(second.db, "run");
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length, before.length + 2).map((event) => event.type)).toEqual([
      "run-reopened",
      "budget-raised",
    ]);
    const state = foldJournal(after)!;
    expect(state.spent.metricCalls).toBeLessThanOrEqual(130);
    if (!optimizer.startsWith("mipro")) expect(state.spent.metricCalls).toBeGreaterThan(70);
    expect(await second.db.steering.count()).toBe(0);
    expect(new Set(asked()).size).toBe(asked().length);
    second.close();
  },
  60_000,
);
