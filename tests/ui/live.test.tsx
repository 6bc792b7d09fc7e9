import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";

import { foldJournal } from "../../src/engine/index.ts";
import { EMISSION_GAP_MS, followQuery } from "../../src/platform/follow-query.ts";
import { saveSetting } from "../../src/storage/library/settings.ts";
import { readSetting } from "../../src/storage/read/settings.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { createLiveList } from "../../src/ui/state/create-live-list.ts";
import { createLive } from "../../src/ui/state/create-live.ts";
import { createRunView } from "../../src/ui/state/create-run-view.ts";
import { OpenDatabase } from "../../src/ui/state/database.tsx";
import { scriptedRun } from "../support/scripted-run.ts";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

const until = async (isTrue: () => boolean): Promise<void> => {
  await expect.poll(isTrue, { timeout: 10_000 }).toBe(true);
};

test("a view is told at most four times a second, and always the last state", async () => {
  const db = await openTestDatabase();
  const heard: { readonly at: number; readonly value: unknown }[] = [];
  const stop = followQuery(
    () => readSetting(db, "count"),
    (value) => heard.push({ at: performance.now(), value }),
    (error) => {
      throw error;
    },
  );
  for (let count = 1; count <= 200; count++) await saveSetting(db, "count", count);
  await until(() => heard.at(-1)?.value === 200);
  stop();
  const gaps = heard.slice(1).map((one, index) => one.at - (heard[index]?.at ?? 0));
  expect(heard.length).toBeGreaterThan(1);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(EMISSION_GAP_MS - 5);
});

test("a value that depends on a signal is read again when the signal changes, and nothing is left of the old one", async () => {
  const db = await openTestDatabase();
  await saveSetting(db, "a", "first");
  const [live, dispose] = openIn(db, () => createLive(() => "a", readSetting));
  await until(() => live.value() === "first");
  await saveSetting(db, "a", "second");
  await until(() => live.value() === "second");
  dispose();
  await saveSetting(db, "a", "third");
  await new Promise((resolve) => setTimeout(resolve, EMISSION_GAP_MS * 2));
  expect(live.value()).toBe("second");
});

test("rows that did not change keep their identity in a live list", async () => {
  const db = await openTestDatabase();
  const put = (key: string, value: number): Promise<unknown> => db.settings.put({ key, value });
  await put("a", 1);
  await put("b", 1);
  const [list, dispose] = openIn(db, () =>
    createLiveList(
      () => "key",
      ({ settings }, column) => settings.orderBy(column).toArray(),
      "key",
    ),
  );
  await until(() => list.rows.length === 2);
  const [a, b] = list.rows;
  await put("b", 2);
  await until(() => list.rows[1]?.value === 2);
  expect(list.rows[0]).toBe(a);
  expect(list.rows[1]).toBe(b);
  dispose();
});

/** Something that follows what is stored, made inside the open studio; and its end. */
function openIn<T>(db: StudioDatabase, make: () => T): readonly [T, () => void] {
  let made: { readonly it: T } | undefined;
  const Probe = () => {
    made = { it: make() };
    return <></>;
  };
  const { unmount } = render(() => (
    <OpenDatabase db={db}>
      <Probe />
    </OpenDatabase>
  ));
  if (!made) throw new Error("nothing was made");
  return [made.it, unmount];
}

test("a run's view is the fold of its journal, however the events arrive", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun({ budget: 120 });
  await db.runs.add(made.run);
  const [view] = openIn(db, () => createRunView(() => made.run.id));
  await until(() => view.run()?.id === made.run.id);
  expect(view.state()).toBeUndefined();
  const [first, second] = [made.events.slice(0, 7), made.events.slice(7)];
  await db.events.bulkAdd([...first]);
  await until(() => view.events().length === 7);
  expect(view.state()).toEqual(foldJournal(first.map((row) => row.event)));
  await db.events.bulkAdd([...second]);
  await until(() => view.events().length === made.events.length);
  expect(view.state()).toEqual(foldJournal(made.events.map((row) => row.event)));
});

test("a run that is not kept here is null, not an endless wait", async () => {
  const db = await openTestDatabase();
  const [view] = openIn(db, () => createRunView(() => "nobody"));
  await until(() => view.run() === null);
});
