import { afterEach, expect, test, vi } from "vitest";

import { loadJournal } from "../../src/storage/journal.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { setWish } from "../../src/storage/library/set-wish.ts";
import { eventCount } from "../../src/storage/read/events.ts";
import { rolloutCount } from "../../src/storage/read/rollouts.ts";
import { sampleRun } from "../support/sample-run.ts";
import {
  databaseFor,
  openTestDatabase,
  type StartedWorkers,
  startWorkers,
  untilRun,
} from "../support/start-run.ts";

// Real weights on whatever machine this is.
vi.setConfig({ testTimeout: 180_000 });

let open: StartedWorkers[] = [];
async function start(database: string): Promise<StartedWorkers> {
  const workers = await startWorkers(database);
  open.push(workers);
  return workers;
}
afterEach(() => {
  for (const workers of open) workers.end();
  open = [];
});

const request = sampleRun({ id: "run", metricCalls: 44, sizes: { feedback: 9, pareto: 6, test: 4 } });

test("a whole run on the embedded model: real weights, real workers, real database", async () => {
  const database = databaseFor("whole");
  const db = await openTestDatabase(database);
  await requestRun(db, request, Date.now());
  const { runs, news } = await start(database);

  expect(await runs.start("run")).toEqual({ kind: "started" });
  const run = await untilRun(db, "run", "finished", "waiting");

  expect(run.waiting).toBeUndefined();
  expect(run.models?.student?.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(run.models?.student?.weights).toEqual([
    {
      name: "embedded-student.gguf",
      bytes: expect.any(Number),
      sha256: run.models?.student?.weightsSha256,
    },
  ]);
  expect(run.summary?.bestTestScore).toBeGreaterThanOrEqual(0);
  expect(run.summary?.usage?.student.calls).toBe(await rolloutCount(db, "run"));
  expect(news.some((item) => item.kind === "model-ready")).toBe(true);
  expect(await db.modelCalls.count()).toBe(0);
});

test("a whole run with two small networks: one answers, the other reads the records and writes the rules", async () => {
  const database = databaseFor("two-networks");
  const db = await openTestDatabase(database);
  const neural = sampleRun({ id: "run", metricCalls: 90, sizes: { feedback: 12, pareto: 8, test: 8 } });
  await requestRun(db, { ...neural, reflection: { kind: "embedded-reflector" } }, Date.now());
  const { runs } = await start(database);

  expect(await runs.start("run")).toEqual({ kind: "started" });
  const run = await untilRun(db, "run", "finished", "waiting");

  expect(run.waiting).toBeUndefined();
  expect(run.models?.reflection?.weights?.map(({ name }) => name)).toEqual(["embedded-reflector.gguf"]);
  expect(run.models?.reflection?.weightsSha256).not.toBe(run.models?.student?.weightsSha256);
  const reflections = await db.reflections.toArray();
  expect(reflections.length).toBeGreaterThan(0);
  for (const { by, prompt, answer, usage } of reflections) {
    expect(by).toBe("Small neural reflector");
    expect(prompt).toContain("Message: ");
    expect(answer).toMatchObject({ kind: "answered", finishReason: "stop" });
    expect(usage.completionTokens).toBeGreaterThan(0);
  }
  // The vague seed prompt is right in no row; what its rules win is the network's doing.
  expect(run.summary?.bestTestScore).toBeGreaterThan(0.2);
});

test("both workers killed mid-run: a new page's workers go on by themselves and finish, no answer asked twice", async () => {
  const database = databaseFor("killed");
  const db = await openTestDatabase(database);
  await requestRun(db, request, Date.now());
  const first = await start(database);
  await first.runs.start("run");
  while ((await rolloutCount(db, "run")) < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  first.end();
  const before = await db.rollouts.toArray();

  const second = await start(database);
  // The browser frees a dead worker's lock a moment later: until then the run is another's.
  expect((await second.runs.start("run")).kind).not.toBe("refused");
  const run = await untilRun(db, "run", "finished", "waiting");

  expect(run.waiting).toBeUndefined();
  const after = await db.rollouts.bulkGet(before.map((row): [string, number] => ["run", row.callIndex]));
  expect(after).toEqual(before);
  const journal = await loadJournal(db, "run");
  expect(journal.at(-1)?.type).toBe("test-evaluated");
  expect(await eventCount(db, "run")).toBe(journal.length);
});

test("two tabs that start the same run: one conducts, the other is told so and takes over when the first is gone", async () => {
  const database = databaseFor("two-tabs");
  const db = await openTestDatabase(database);
  await requestRun(db, request, Date.now());
  const first = await start(database);
  const second = await start(database);
  expect(await first.runs.start("run")).toEqual({ kind: "started" });
  expect(await second.runs.start("run")).toEqual({ kind: "owned-elsewhere" });
  while ((await rolloutCount(db, "run")) < 10) await new Promise((resolve) => setTimeout(resolve, 5));
  first.end();
  const run = await untilRun(db, "run", "finished", "waiting");
  expect(run.waiting).toBeUndefined();
  expect(second.news).toContainEqual({ kind: "taken-over", runId: "run" });
});

test("a pause wished in any tab is heard by the tab that conducts, and so is going on", async () => {
  const database = databaseFor("wishes");
  const db = await openTestDatabase(database);
  await requestRun(db, request, Date.now());
  const { runs } = await start(database);
  await runs.start("run");
  while ((await rolloutCount(db, "run")) < 5) await new Promise((resolve) => setTimeout(resolve, 5));
  await setWish(db, "run", "pause");
  await untilRun(db, "run", "paused");
  const asked = await rolloutCount(db, "run");

  await setWish(db, "run", "run");
  await runs.start("run");
  const run = await untilRun(db, "run", "finished", "waiting");
  expect(run.waiting).toBeUndefined();
  expect(await rolloutCount(db, "run")).toBeGreaterThan(asked);
});
