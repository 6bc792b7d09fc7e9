import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { commitRollouts } from "../../src/storage/answers.ts";
import { moveToBin, purgeBin, restore } from "../../src/storage/library/bin.ts";
import { appendToDataset, saveDataset } from "../../src/storage/library/datasets.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { setWish } from "../../src/storage/library/set-wish.ts";
import { saveTask } from "../../src/storage/library/tasks.ts";
import { listBin } from "../../src/storage/read/bin.ts";
import { listDatasets, listTasks, readExamples } from "../../src/storage/read/library.ts";
import { findRollouts } from "../../src/storage/read/rollouts.ts";
import { listRuns } from "../../src/storage/read/runs.ts";
import { readUsage } from "../../src/storage/read/usage.ts";
import type { RolloutRow, TrajectoryRow } from "../../src/storage/rows.ts";
import { sampleRun } from "../support/sample-run.ts";
import { openFresh } from "./open-storage.ts";

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `row ${index}`,
    inputs: { text: `${index}` },
    expected: {},
  }));
const dataset = { id: "d", name: "Rows", createdAt: 1, columns: ["text"], sourceName: "rows.csv" };

function rollout(callIndex: number, changes: Partial<RolloutRow> = {}): RolloutRow {
  return {
    runId: "run",
    callIndex,
    candidateHash: callIndex % 2 === 0 ? "even" : "odd",
    exampleId: `row ${callIndex % 5}`,
    split: "feedback",
    purpose: "parent",
    outcome: { kind: "scored", score: callIndex % 3 === 0 ? 1 : 0 },
    output: `answer ${callIndex}`,
    feedback: "",
    usage: {},
    latencyMs: 1,
    at: callIndex,
    ...changes,
  };
}

test("a dataset is listed only once all its rows are stored, in order", async () => {
  const db = await openFresh();
  async function* failing() {
    yield* rows(2500);
    throw new Error("the file ends in the middle of a row");
  }
  await expect(saveDataset(db, dataset, failing())).rejects.toThrow("middle of a row");
  expect(await listDatasets(db)).toEqual([]);
  expect(await db.examples.count()).toBe(0);

  expect((await saveDataset(db, dataset, rows(2500))).rowCount).toBe(2500);
  const page = await readExamples(db, "d", 1200, 3);
  expect(page.map((row) => row.id)).toEqual(["row 1200", "row 1201", "row 1202"]);
  await appendToDataset(db, "d", [{ id: "new", inputs: {}, expected: {} }]);
  expect((await readExamples(db, "d", 2500)).map((row) => row.id)).toEqual(["new"]);
});

test("asking twice for a run makes one; two runs get two numbers", async () => {
  const db = await openFresh();
  const [one, again] = await Promise.all([1, 2].map(() => requestRun(db, sampleRun({ id: "a" }), 1)));
  expect(again).toEqual(one);
  expect((await requestRun(db, sampleRun({ id: "b" }), 2)).number).toBe((one?.number ?? 0) + 1);
  expect((await listRuns(db, 10)).map((run) => run.id)).toEqual(["b", "a"]);
  expect(await listRuns(db, 1)).toHaveLength(1);
});

test("what goes into the bin is hidden, comes back whole, and is gone with all its rows once purged", async () => {
  const db = await openFresh();
  const request = sampleRun({ id: "run" });
  await requestRun(db, request, 1);
  await saveTask(db, request.task, 1);
  await db.rollouts.bulkAdd([rollout(0), rollout(1), rollout(0, { runId: "other" })]);
  await moveToBin(db, { kind: "run", id: "run" }, 10);
  await moveToBin(db, { kind: "task", id: request.task.id }, 11);
  expect([await listRuns(db, 10), await listTasks(db)]).toEqual([[], []]);
  expect((await listBin(db)).map((entry) => entry.kind)).toEqual(["task", "run"]);

  await restore(db, { kind: "task", id: request.task.id });
  expect(await listTasks(db)).toHaveLength(1);
  expect(await purgeBin(db, 10)).toBe(0);
  expect(await purgeBin(db, 11)).toBe(1);
  expect((await db.rollouts.toArray()).map((row) => row.runId)).toEqual(["other"]);
});

test("resume is asked of a run at rest only, and a finished run takes no wish", async () => {
  const db = await openFresh();
  await requestRun(db, sampleRun({ id: "run" }), 1);
  await db.runs.update("run", { status: "paused", wish: "pause" });
  await setWish(db, "run", "run");
  expect(await db.runs.get("run")).toMatchObject({ status: "requested", wish: "run" });
  await db.runs.update("run", { status: "finished" });
  await setWish(db, "run", "stop");
  expect(await db.runs.get("run")).toMatchObject({ status: "finished", wish: "run" });
});

test("rollouts are found by candidate, row, score and text, newest first, a page at a time", async () => {
  const db = await openFresh();
  await db.rollouts.bulkAdd(Array.from({ length: 30 }, (_, index) => rollout(index)));
  const indexes = async (
    ...args: Parameters<typeof findRollouts> extends [unknown, unknown, ...infer Rest] ? Rest : never
  ) => (await findRollouts(db, "run", ...args)).map((row) => row.callIndex);
  expect(await indexes({}, { offset: 0, limit: 3 })).toEqual([29, 28, 27]);
  expect(await indexes({}, { offset: 28, limit: 9 })).toEqual([1, 0]);
  expect((await indexes({ candidateHash: "even" }, { offset: 0, limit: 99 })).length).toBe(15);
  expect(await indexes({ scoreBelow: 1, exampleId: "row 4" }, { offset: 0, limit: 99 })).toEqual([
    29, 19, 14, 4,
  ]);
  expect(await indexes({ text: "ANSWER 17" }, { offset: 0, limit: 99 })).toEqual([17]);
});

test("a search through all rollouts of a run goes from the newest back over gaps, page by page, and reads no row twice", async () => {
  const db = await openFresh();
  const calls = [...Array.from({ length: 2500 }, (_, index) => index), 1_000_000, 1_000_001];
  await db.rollouts.bulkAdd(
    calls.map((call) => rollout(call, { output: call % 500 === 0 || call > 9999 ? "wanted" : "other" })),
  );
  const page = async (offset: number) =>
    (await findRollouts(db, "run", { text: "wanted" }, { offset, limit: 3 })).map((row) => row.callIndex);
  expect([await page(0), await page(3), await page(6)]).toEqual([
    [1_000_001, 1_000_000, 2000],
    [1500, 1000, 500],
    [0],
  ]);
  let rowsRead = 0;
  db.rollouts.hook("reading", (row) => ((rowsRead += 1), row));
  await page(0);
  expect(rowsRead).toBeLessThan(1100);
});

test("usage says what takes up room, largest first", async () => {
  const db = await openFresh();
  const trace: TrajectoryRow = {
    runId: "run",
    callIndex: 0,
    trajectory: [
      {
        module: "m",
        component: "c",
        messages: [{ role: "user", content: "x".repeat(5000) }],
        completion: "",
        finishReason: "stop",
        usage: {},
        latencyMs: 1,
      },
    ],
  };
  await commitRollouts(db, [{ rollout: rollout(0), trajectory: trace }]);
  const [first] = await readUsage(db);
  expect(first).toMatchObject({ kind: "traces", rows: 1 });
  expect(first?.bytes).toBeGreaterThan(5000);
});
