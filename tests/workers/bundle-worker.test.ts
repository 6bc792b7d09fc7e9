import { proxy, wrap } from "comlink";
import { afterEach, expect, test } from "vitest";

import type { BundleProgress, BundleWorkerApi, ExportedBundle } from "../../src/protocol/bundle-worker.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import type { RolloutRow } from "../../src/storage/rows.ts";
import { sampleRun } from "../support/sample-run.ts";
import { databaseFor, openTestDatabase } from "../support/start-run.ts";

const open: Worker[] = [];
afterEach(() => {
  for (const worker of open.splice(0)) worker.terminate();
});

function startBundleWorker(database: string) {
  const worker = new Worker(new URL("../../workers/bundle.worker.ts", import.meta.url), {
    type: "module",
    name: database,
  });
  open.push(worker);
  return wrap<BundleWorkerApi>(worker);
}

const quiet = () => proxy(async (_: BundleProgress) => undefined);

/** A finished-looking run with many long answers. */
async function fill(database: string, rollouts: number) {
  const db = await openTestDatabase(database);
  const request = sampleRun({ id: "run" });
  const [exampleId = ""] = request.splits.feedback;
  await requestRun(db, request, 1);
  const rows = Array.from({ length: rollouts }, (_, callIndex): RolloutRow => ({
    runId: "run",
    callIndex,
    candidateHash: "h",
    exampleId,
    split: "feedback",
    purpose: "parent",
    outcome: { kind: "scored", score: 1 },
    output: `${callIndex} `.repeat(1000),
    feedback: "",
    usage: {},
    latencyMs: 1,
    at: 1,
  }));
  await db.rollouts.bulkAdd(rows);
  return db;
}

test("a bundle leaves one browser database and enters another through the real worker, streamed over the disk", async () => {
  const from = databaseFor("bundle-from");
  const to = databaseFor("bundle-to");
  const source = await fill(from, 3000);
  const exported = (await startBundleWorker(from).exportBundle({}, quiet())) as ExportedBundle;
  expect(exported).toMatchObject({ kind: "exported", rows: 3001 });
  expect(exported.name).toMatch(/^studio-\d{4}-\d\d-\d\d\.gepa-studio$/);

  const taker = startBundleWorker(to);
  expect(await taker.preview(exported.file, quiet())).toMatchObject({
    kind: "preview",
    runs: [{ name: "A routing run", rollouts: 3000, isHere: false }],
  });
  expect(
    await taker.importBundle(exported.file, { mode: "merge", marksCount: false }, quiet()),
  ).toMatchObject({
    kind: "imported",
    runs: 1,
  });
  const target = await openTestDatabase(to);
  expect(await target.rollouts.get(["run", 2999])).toEqual(await source.rollouts.get(["run", 2999]));
  expect(await target.runs.get("run")).toMatchObject({ status: "paused", wish: "pause" });
});

test("a file that is no bundle is refused in words by the real worker", async () => {
  const taker = startBundleWorker(databaseFor("bundle-bad"));
  expect(
    await taker.importBundle(new Blob(["hello"]), { mode: "merge", marksCount: false }, quiet()),
  ).toMatchObject({
    kind: "refused",
    message: expect.stringContaining("not a bundle"),
  });
});

test("a run's answers come out as a CSV file", async () => {
  const database = databaseFor("bundle-csv");
  await fill(database, 12);
  const made = await startBundleWorker(database).exportRun("run", "rollouts-csv", quiet());
  if (made.kind !== "exported") throw new Error(made.message);
  expect(made.name).toBe("run-1-rollouts.csv");
  expect((await made.file.text()).trim().split("\r\n")).toHaveLength(13);
});
