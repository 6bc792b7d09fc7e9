import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";

import { makePatientWriter } from "../../src/runs/patient-write.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

afterEach(() => vi.useRealTimers());

const request = sampleRun({ id: "run", metricCalls: 50, sizes: { feedback: 6, pareto: 4, test: 2 } });

test("with room again a write that waits for it is done when asked, without waiting for the next try", async () => {
  vi.useFakeTimers();
  const said: string[] = [];
  let isFull = true;
  const writer = makePatientWriter({
    onFull: async () => void said.push("full"),
    onRoom: async () => void said.push("room"),
  });
  const written = writer.write(async () => {
    if (isFull) throw new DOMException("no room", "QuotaExceededError");
    return "stored";
  });
  while (vi.getTimerCount() === 0) await Promise.resolve();
  isFull = false;
  writer.retryNow();
  expect(await written).toBe("stored");
  expect(said).toEqual(["full", "room"]);
});

/** Rows that are not taken at once; each costs the run a pause. */
const hiccups = 8;

/** A run whose first writes of this table fail, so many times each. */
async function runWithHiccups(table: "events" | "rollouts", times: number) {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  const failed = new Map<string, number>();
  db[table].hook("creating", (key) => {
    const name = JSON.stringify(key);
    const count = failed.get(name) ?? 0;
    failed.set(name, count + 1);
    if (count < times && failed.size <= hiccups) throw new DOMException("Internal error", "UnknownError");
  });
  await requestRun(db, request, 1);
  await runs.start("run");
  return { db, run: await untilStatus(db, "run", "finished", "waiting") };
}

test.each(["events", "rollouts"] as const)(
  "one failed write of %s is tried again, and the run ends as ever",
  async (table) => {
    const { db, run } = await runWithHiccups(table, 1);
    expect(run.status).toBe("finished");
    expect(run.waiting).toBeUndefined();
    const whole = await openTab(freshName(), scriptedModels().load);
    await requestRun(whole.db, request, 1);
    await whole.runs.start("run");
    await untilStatus(whole.db, "run", "finished");
    expect(await journalOf(db, "run")).toEqual(await journalOf(whole.db, "run"));
  },
);

test("storage that takes no write makes the run wait with one plain sentence", async () => {
  const { run } = await runWithHiccups("events", Infinity);
  expect(run.waiting).toMatchObject({ kind: "fault" });
  const message = run.waiting !== undefined && "message" in run.waiting ? run.waiting.message : "";
  expect(message).toMatch(/^The browser's storage did not take .* Everything before that is stored\./);
  expect(message.match(/Internal error/g)).toHaveLength(1);
});
