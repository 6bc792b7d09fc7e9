import { expect, test } from "vitest";

import { runAgain } from "../../src/setup/run-again.ts";
import { aheadInQueue, leaveQueue, queueBehind } from "../../src/storage/library/queue.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { sampleRun } from "../support/sample-run.ts";
import { openFresh } from "./open-storage.ts";

const numbers = (runs: readonly { readonly number: number }[]): number[] => runs.map((run) => run.number);

test("a run asked for behind another waits for it and for those in between, and for nobody else", async () => {
  const db = await openFresh();
  const first = await requestRun(db, sampleRun({ id: "first" }), 1);
  await requestRun(db, sampleRun({ id: "beside" }), 2);
  const second = await queueBehind(db, first.id, runAgain(first, "second"), 3);
  const third = await queueBehind(db, first.id, runAgain(second, "third"), 4);
  expect(numbers(await aheadInQueue(db, "third"))).toEqual([first.number, second.number]);
  expect(await aheadInQueue(db, "beside")).toEqual([]);
  expect([first, second, third].map((run) => run.engine.seed)).toEqual([
    first.engine.seed,
    first.engine.seed + 1,
    first.engine.seed + 2,
  ]);

  await db.runs.update("first", { status: "finished" });
  expect(numbers(await aheadInQueue(db, "third"))).toEqual([second.number]);
  // Who is paused lets the others pass.
  await db.runs.update("second", { status: "paused", wish: "pause" });
  expect(await aheadInQueue(db, "third")).toEqual([]);
});

test("a run that leaves its queue waits for nobody, and the others keep their order", async () => {
  const db = await openFresh();
  const first = await requestRun(db, sampleRun({ id: "first" }), 1);
  await queueBehind(db, first.id, runAgain(first, "second"), 2);
  await queueBehind(db, first.id, runAgain(first, "third"), 3);
  await leaveQueue(db, "second");
  expect(await aheadInQueue(db, "second")).toEqual([]);
  expect(numbers(await aheadInQueue(db, "third"))).toEqual([first.number]);
});
