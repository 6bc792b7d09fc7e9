import { describe, expect, test } from "vitest";

import { foldJournal } from "../../src/engine/index.ts";
import { rivalNames } from "../../src/rivals/optimizers.ts";
import { runRival } from "../../src/rivals/run-rival.ts";
import { budget, journalOf, makeWorld, spec } from "./label-world.ts";

describe.each(rivalNames)("%s", (name) => {
  test("asks every callIndex once, counts every call once and stays within its budget", async () => {
    const world = makeWorld();
    const events = await journalOf(name, world);
    const state = foldJournal(events)!;
    expect(new Set(world.asked).size).toBe(world.asked.length);
    expect(state.spent.metricCalls).toBe(world.asked.length);
    expect(state.spent.metricCalls).toBeLessThanOrEqual(budget.metricCalls);
    expect(state.spent.reflectionCalls).toBeLessThanOrEqual(budget.reflectionCalls);
    expect(events.at(-1)!.type).toBe("run-stopped");
    expect(state.nextCallIndex).toBe(world.asked.length + state.spent.reflectionCalls);
  });

  test("writes the same journal for the same seed, and finds something better than the seed", async () => {
    const first = await journalOf(name, makeWorld());
    const second = await journalOf(name, makeWorld());
    expect(second).toEqual(first);
    expect(foldJournal(first)!.best.mean).toBeGreaterThan(0);
  });

  test("goes on after a kill at any event without asking an answered call again", async () => {
    const whole = makeWorld();
    const events = await journalOf(name, whole);
    for (const kept of [1, 2, Math.floor(events.length / 2), events.length - 1]) {
      const first = makeWorld();
      let seen = 0;
      for await (const _event of runRival(name, spec, first.ports)) if (++seen === kept) break;
      const second = makeWorld(first.answers);
      const rest = await journalOf(name, second, events.slice(0, kept));
      expect(rest).toEqual(events.slice(kept));
      expect(first.asked.length + second.asked.length).toBe(whole.asked.length);
    }
  });
});
