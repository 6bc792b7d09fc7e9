import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { makeJournalCheck } from "../../src/runs/check-journal.ts";
import { takeBundle } from "../../src/storage/bundle/take-bundle.ts";
import { writeBundle } from "../../src/storage/bundle/write-bundle.ts";
import { branchRun } from "../../src/storage/library/branch.ts";
import { askForTest, steer } from "../../src/storage/library/runs.ts";
import { setWish } from "../../src/storage/library/set-wish.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { connect, freshName, openTab } from "./open-runs.ts";

const shipped = new Blob([
  readFileSync(join(import.meta.dirname, "../../public/recorded/gallery/pattern.gepa-studio")),
]);
const recording = { model: "nobody", date: "2026-11-23", command: "make it" };

const take = (db: StudioDatabase, file: Blob, label?: typeof recording) =>
  takeBundle(
    db,
    file,
    { mode: "merge", marksCount: false },
    makeJournalCheck,
    () => "new",
    () => undefined,
    label,
  );

test("a shipped recording comes in labelled and without a stranger's seal, and opened twice it is there once", async () => {
  const db = await connect(freshName());
  expect(await take(db, shipped, recording)).toMatchObject({ kind: "imported", runs: 1, skipped: 0 });
  expect(await take(db, shipped, recording)).toMatchObject({ kind: "imported", runs: 0 });
  const runs = await db.runs.toArray();
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ id: "recorded-pattern", status: "finished", recorded: recording });
  expect(runs[0]?.unconfirmed).toBeUndefined();
  expect((await db.tasks.toArray())[0]?.unconfirmed).toBeUndefined();
});

test("the same file from a stranger is sealed, and cannot call itself a recording", async () => {
  const ours = await connect(freshName());
  await take(ours, shipped, recording);
  const { bytes } = await writeBundle(ours, {}, 1, () => undefined);
  const db = await connect(freshName());
  await take(db, await new Response(bytes).blob());
  const run = await db.runs.get("recorded-pattern");
  expect(run?.unconfirmed).toBe(true);
  expect(run?.recorded).toBeUndefined();
});

test("a recording is not gone on with, steered or tested again; a branch of it is a run like any other", async () => {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  await take(db, shipped, recording);
  const before = await db.runs.get("recorded-pattern");
  await steer(db, "recorded-pattern", { kind: "raise-budget", metricCalls: 999 }, 1);
  await setWish(db, "recorded-pattern", "stop");
  expect(await db.runs.get("recorded-pattern")).toEqual(before);
  expect(await db.steering.count()).toBe(0);
  await askForTest(db, "recorded-pattern");
  expect(await runs.start("recorded-pattern")).toMatchObject({
    kind: "refused",
    message: expect.stringContaining("recording") as string,
  });
  const branch = await branchRun(
    db,
    { fromRunId: "recorded-pattern", events: 2, nextCallIndex: 0, id: "own", name: "own", steering: [] },
    2,
  );
  expect(branch.recorded).toBeUndefined();
});
