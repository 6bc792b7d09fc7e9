import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { foldJournal } from "../../src/engine/state/apply-event.ts";
import { branchRun } from "../../src/storage/library/branch.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

const sample = sampleRun({ id: "trunk", metricCalls: 70, sizes: { feedback: 9, pareto: 6, test: 4 } });

async function trunk() {
  const models = scriptedModels();
  const tab = await openTab(freshName(), models.load);
  await requestRun(tab.db, sample, 1);
  await tab.runs.start("trunk");
  await untilStatus(tab.db, "trunk", "finished");
  return { ...tab, models, journal: await journalOf(tab.db, "trunk") };
}

test("a branch that changes nothing ends as its trunk did, and pays for nothing its trunk had answered before the fork", async () => {
  const { db, runs, models, journal } = await trunk();
  const paid = models.asked.length;
  for (const events of [2, Math.floor(journal.length / 2), journal.length - 4]) {
    const id = `branch at ${events}`;
    const nextCallIndex = foldJournal(journal.slice(0, events))?.nextCallIndex ?? 0;
    await branchRun(db, { fromRunId: "trunk", events, nextCallIndex, id, name: id, steering: [] }, 2);
    const before = models.asked.length;
    await runs.start(id);
    const row = await untilStatus(db, id, "finished");
    expect(await journalOf(db, id)).toEqual(journal);
    const asked = models.asked.slice(before).map((call) => call.callIndex ?? -1);
    expect(asked.every((callIndex) => callIndex >= nextCallIndex)).toBe(true);
    expect(asked.length).toBeLessThan(paid);
    expect(row.branchedFrom).toEqual({ runId: "trunk", seq: events - 1 });
  }
  expect(await journalOf(db, "trunk")).toEqual(journal);
});

test("a branch may go its own way: a text entered by a person goes through the gate in the branch alone", async () => {
  const { db, runs, journal } = await trunk();
  const events =
    journal.findIndex((event) => event.type === "children-judged" || event.type === "candidate-added") + 1;
  const nextCallIndex = foldJournal(journal.slice(0, events))?.nextCallIndex ?? 0;
  const texts = { instruction: "Label the message. Otherwise answer OTHER." };
  await branchRun(
    db,
    {
      fromRunId: "trunk",
      events,
      nextCallIndex,
      id: "own way",
      name: "own way",
      steering: [{ kind: "enter-candidate", parent: 0, texts }],
    },
    2,
  );
  await runs.start("own way");
  await untilStatus(db, "own way", "finished");
  const types = (await journalOf(db, "own way")).map((event) => event.type);
  expect(types.filter((type) => type === "candidate-entered")).toHaveLength(1);
  expect(await journalOf(db, "trunk")).toEqual(journal);
});
