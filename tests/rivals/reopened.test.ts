import { describe, expect, test } from "vitest";

import { foldJournal, type JournalEvent } from "../../src/engine/index.ts";
import { rivalNames, type RivalName } from "../../src/rivals/optimizers.ts";
import { runRival } from "../../src/rivals/run-rival.ts";
import { journalOf, makeWorld, spec, type World } from "./label-world.ts";

const tight = { ...spec, budget: { ...spec.budget, metricCalls: 300 } };

/** What the conductor writes after a search has ended: the sealed test of one candidate, then that it goes on. */
function testedAndReopened(journal: readonly JournalEvent[]): JournalEvent[] {
  const from = foldJournal(journal)!.nextCallIndex;
  return [
    ...journal,
    { type: "test-evaluated", candidate: 0, calls: { from, count: 9 }, rows: [] },
    { type: "run-reopened" },
  ];
}

/** What the search itself decided, without where its calls stand. */
function decisions(journal: readonly JournalEvent[]): unknown[] {
  return journal
    .filter((event) => event.type === "candidate-added" || event.type === "trial-evaluated")
    .map(({ calls: _, ...event }) => ({
      ...event,
      rows: event.rows.map(({ callIndex: __, ...row }) => row),
    }));
}

/** Every callIndex the journal speaks of, tests included. */
function callsOf(journal: readonly JournalEvent[]): number[] {
  return journal.flatMap((event) =>
    "calls" in event ? Array.from({ length: event.calls.count }, (_, i) => event.calls.from + i) : [],
  );
}

/** The same world, whose person asks once for a larger budget. */
function withMore(world: World, metricCalls: number): World {
  let isAsked = false;
  const steering = () => {
    const requests = isAsked ? [] : [{ kind: "raise-budget" as const, metricCalls }];
    isAsked = true;
    return requests;
  };
  return { ...world, ports: { ...world.ports, steering } };
}

/** A journal cut short by a person during the `at`-th evaluation, of which the first answers were stored. */
async function stoppedAt(name: RivalName, at: number): Promise<{ journal: JournalEvent[]; world: World }> {
  const world = makeWorld();
  const stop = { aborted: false };
  let evaluations = 0;
  const ports = {
    ...world.ports,
    stop,
    evaluate: (calls: Parameters<typeof world.ports.evaluate>[0]) => {
      if (++evaluations < at) return world.ports.evaluate(calls);
      stop.aborted = true;
      return world.ports.evaluate(calls.slice(0, 2));
    },
  };
  const journal: JournalEvent[] = [];
  for await (const event of runRival(name, spec, ports)) journal.push(event);
  return { journal, world };
}

describe.each(rivalNames)("%s", (name) => {
  test("stopped by its budget, tested and given more, decides what it would have decided with it at once", async () => {
    const atOnce = decisions(await journalOf(name, makeWorld()));
    const world = makeWorld();
    const before = testedAndReopened(await journalOf(name, world, [], tight));
    const rest = await journalOf(name, withMore(world, spec.budget.metricCalls!), before, tight);
    const whole = [...before, ...rest];
    expect(decisions(whole)).toEqual(atOnce);
    expect(rest[0]).toEqual({ type: "budget-raised", metricCalls: spec.budget.metricCalls });
    expect(new Set(callsOf(whole)).size).toBe(callsOf(whole).length);
    expect(new Set(world.asked).size).toBe(world.asked.length);
    expect(foldJournal(whole)!.spent.metricCalls).toBe(world.asked.length);
  });

  test("stopped by a person in the middle of a step, tested and reopened, goes on with that step", async () => {
    const uninterrupted = decisions(await journalOf(name, makeWorld()));
    for (const at of [1, 2, 5]) {
      const { journal, world } = await stoppedAt(name, at);
      expect(journal.at(-1)).toMatchObject({ type: "run-stopped", reason: { kind: "stopped-by-person" } });
      const before = testedAndReopened(journal);
      const rest = await journalOf(name, world, before);
      const whole = [...before, ...rest];
      expect(decisions(whole)).toEqual(uninterrupted);
      expect(new Set(callsOf(whole)).size).toBe(callsOf(whole).length);
      expect(new Set(world.asked).size).toBe(world.asked.length);
    }
  });

  test("reopened and then killed at any event, writes the rest it would have written", async () => {
    const { journal, world } = await stoppedAt(name, 4);
    const before = testedAndReopened(journal);
    const rest = await journalOf(name, makeWorld(new Map(world.answers)), before);
    const whole = [...before, ...rest];
    for (const kept of [before.length + 1, before.length + 3, whole.length - 1]) {
      if (kept >= whole.length) continue;
      const again = await journalOf(name, makeWorld(new Map(world.answers)), whole.slice(0, kept));
      expect(again).toEqual(whole.slice(kept));
    }
  });

  test("refuses to go on along a journal that is not its own", async () => {
    const journal = (await journalOf(name, makeWorld())).slice(0, 4);
    const other = {
      ...spec,
      seedCandidates: [...spec.seedCandidates, { instruction: "Two seeds.", demos: "" }],
    };
    const foreign = await journalOf(name, makeWorld(), [], other);
    const [started, , ...others] = foreign;
    await expect(journalOf(name, makeWorld(), [started!, ...others])).rejects.toThrow(/the search now makes/);
    expect(journal).toHaveLength(4);
  });
});
