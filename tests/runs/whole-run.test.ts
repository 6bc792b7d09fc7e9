import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { requestRun } from "../../src/storage/library/runs.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

test("a run goes from its request to its sealed test, and every answer is in storage", async () => {
  const models = scriptedModels();
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, sampleRun({ id: "whole" }), 1);

  expect(await runs.start("whole")).toEqual({ kind: "started" });
  const run = await untilStatus(db, "whole", "finished", "waiting");

  expect(run.waiting).toBeUndefined();
  const journal = await journalOf(db, "whole");
  expect(journal[0]?.type).toBe("run-started");
  expect(journal.filter((event) => event.type === "test-evaluated")).toHaveLength(2);
  expect(run.summary?.bestTestScore).toBeGreaterThan(run.summary?.seedTestScore ?? 1);
  expect(await db.rollouts.count()).toBe(models.asked.length);
  expect(await db.reflections.count()).toBe(run.summary?.reflectionCalls);
  expect(run.models?.student?.label).toBe("A script");
  expect(run.summary?.usage?.student.calls).toBe(models.asked.length);
});
