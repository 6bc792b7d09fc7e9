import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { openData, scanRows, searchRows } from "../../src/setup/data/open-data.ts";
import { firstDraft } from "../../src/setup/draft/draft.ts";
import type { RowFiles } from "../../src/setup/rows/row-files.ts";
import { startRun } from "../../src/setup/start-run.ts";
import { problemOf } from "../../src/storage/bundle/check-row.ts";
import { changeDataset, fixRow, redoDataset, undoDataset } from "../../src/storage/library/change-dataset.ts";
import { saveDataset } from "../../src/storage/library/datasets.ts";
import { saveTask } from "../../src/storage/library/tasks.ts";
import { datasetRows } from "../../src/storage/read/dataset-now.ts";
import { examplesById } from "../../src/storage/read/example-rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import { splitExamples } from "../../src/tasks/splits/split-examples.ts";
import type { DatasetSource, TaskSpec } from "../../src/tasks/task-spec.ts";
import { openFresh } from "./open-storage.ts";

const source: DatasetSource = {
  kind: "dataset",
  datasetId: "d",
  inputColumns: ["text"],
  expectedColumn: "label",
  split: { seed: 1, shares: { feedback: 0.4, pareto: 0.3, test: 0.3 } },
};
const task: TaskSpec = { ...routingTask(1), id: "t", source };

async function kept(rows = 20): Promise<StudioDatabase> {
  const db = await openFresh();
  const dataset = { id: "d", name: "rows", createdAt: 1, columns: ["text", "label"], sourceName: "rows.csv" };
  await saveDataset(
    db,
    dataset,
    Array.from({ length: rows }, (_, at) => ({
      id: `r${at}`,
      inputs: { text: `message ${at}` },
      expected: { label: at % 2 === 0 ? "EVEN" : "ODD" },
      ...(at === 3 ? { reason: "it is odd" } : {}),
    })),
  );
  await saveTask(db, task, 1);
  return db;
}

const files = {
  split: async (rows: Parameters<typeof splitExamples>[0], spec: DatasetSource["split"]) =>
    splitExamples(rows, spec),
} as unknown as RowFiles;

async function startedSplits(db: StudioDatabase, id: string) {
  const draft = { ...firstDraft, task: "saved", savedTaskId: "t", seedPrompt: "Say it." } as const;
  const outcome = await startRun(db, files, draft, id, () => undefined);
  if (outcome.kind === "problem") throw new Error(outcome.message);
  return outcome.run.splits;
}

test("a fixed answer is a new row: what a run was made of stays, and the next run has the fix at the same place", async () => {
  const db = await kept();
  const before = await startedSplits(db, "before");
  const [third] = await examplesById(db, "d", ["r3"]);
  const fixed = await fixRow(db, third!, { ...third!, expected: { label: "EVEN" } }, 5);
  expect((await examplesById(db, "d", ["r3"]))[0]).toEqual(third);
  const [now] = await examplesById(db, "d", [fixed]);
  expect(now).toMatchObject({ inputs: third!.inputs, expected: { label: "EVEN" } });
  expect(now).not.toHaveProperty("reason");
  expect((await db.runs.get("before"))?.splits).toEqual(before);
  const replace = (ids: readonly string[]) => ids.map((id) => (id === "r3" ? fixed : id));
  expect(await startedSplits(db, "after")).toEqual({
    feedback: replace(before.feedback),
    pareto: replace(before.pareto),
    test: replace(before.test),
  });
});

test("a fixed input is a new row too, with the answer it had", async () => {
  const db = await kept();
  const [third] = await examplesById(db, "d", ["r3"]);
  const fixed = await fixRow(db, third!, { ...third!, inputs: { text: "message three" } }, 5);
  const { now } = await datasetRows(db, "d");
  expect(now.map(({ id }) => id)).toEqual(
    Array.from({ length: 20 }, (_, at) => (at === 3 ? fixed : `r${at}`)),
  );
  expect(now[3]).toMatchObject({ inputs: { text: "message three" }, expected: third!.expected });
  await undoDataset(db, "d");
  expect((await datasetRows(db, "d")).now[3]).toMatchObject({ id: "r3", inputs: { text: "message 3" } });
});

test("leaving a row out and moving one change those two and no other, and undo puts all back", async () => {
  const db = await kept();
  const before = await startedSplits(db, "before");
  const [gone, moved] = [before.feedback[0]!, before.test[0]!];
  await changeDataset(db, "d", { kind: "left-out", rows: [gone] }, 5);
  await changeDataset(db, "d", { kind: "moved", rows: [moved], split: "feedback" }, 6);
  const after = await startedSplits(db, "after");
  expect(new Set(after.feedback)).toEqual(new Set([...before.feedback.slice(1), moved]));
  expect(after.pareto).toEqual(before.pareto);
  expect(after.test).toEqual(before.test.slice(1));
  expect((await datasetRows(db, "d")).now).toHaveLength(19);
  await undoDataset(db, "d");
  await undoDataset(db, "d");
  expect(await startedSplits(db, "again")).toEqual(before);
  await redoDataset(db, "d");
  expect((await datasetRows(db, "d")).now).toHaveLength(19);
});

test("the same fix twice makes two rows with ids of their own, and a data set without rows to learn from starts nothing", async () => {
  const db = await kept();
  const [third] = await examplesById(db, "d", ["r3"]);
  const first = await fixRow(db, third!, { ...third!, expected: { label: "X" } }, 5);
  await undoDataset(db, "d");
  expect(await fixRow(db, third!, { ...third!, expected: { label: "X" } }, 6)).not.toBe(first);
  await changeDataset(
    db,
    "d",
    { kind: "left-out", rows: (await datasetRows(db, "d")).now.map(({ id }) => id) },
    7,
  );
  await expect(startedSplits(db, "none")).rejects.toThrow(/No row is left to learn from/);
});

test("a data set is looked through a page at a time, and a search that is given up reads no further", async () => {
  const db = await kept(4_500);
  const rows = await openData(db, source);
  const seen: number[] = [];
  const scanned = await scanRows(rows, "label", 0, (some) => seen.push(some.length) > 0);
  expect(seen).toEqual([2_000, 4_000, 4_500]);
  expect(scanned[4_001]).toEqual({ id: "r4001", position: 4_001, label: "ODD", length: 12, drafted: false });
  expect(await scanRows(rows, "label", 4_499, () => true)).toHaveLength(1);
  expect(await searchRows(rows, "odd 4001", () => false)).toEqual(new Set([4_001]));
  let asked = 0;
  expect(await searchRows(rows, "message", () => (asked += 1) > 0)).toBeUndefined();
  expect(asked).toBe(2);
  expect((await rows.read([7, 99_999])).map((row) => row?.id)).toEqual(["r7", undefined]);
});

test("changes in a bundle are taken only where they are changes", () => {
  const row = { id: "d", name: "d", createdAt: 1, columns: [], rowCount: 0, sourceName: "d" };
  const fixed = { kind: "fixed", from: "a", to: "b", at: 1 };
  expect(problemOf("datasets", { ...row, changes: [fixed, { ...fixed, undone: true }] })).toBeUndefined();
  expect(
    problemOf("datasets", { ...row, changes: [{ kind: "moved", rows: ["a"], split: "mine", at: 1 }] }),
  ).toMatch(/split/);
  expect(problemOf("datasets", { ...row, changes: [{ kind: "burnt", at: 1 }] })).toMatch(/kind/);
});
