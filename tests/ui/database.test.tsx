import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import { basePath } from "../../src/platform/base-path.ts";
import { whileImporting } from "../../src/storage/import-lock.ts";
import { saveDataset } from "../../src/storage/library/datasets.ts";
import { openStudio } from "../../src/storage/open-database.ts";
import { clearCutOffImports } from "../../src/storage/ownerless-rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { ToastHost } from "../../src/ui/kit/toast.tsx";
import { DatabaseProvider } from "../../src/ui/state/database.tsx";

afterEach(cleanup);

async function connect(): Promise<StudioDatabase> {
  const opened = await openStudio(basePath());
  if (opened.kind !== "open") throw new Error(opened.kind);
  return opened.db;
}

const show = () =>
  render(() => (
    <ToastHost>
      <DatabaseProvider>
        <p>the studio</p>
      </DatabaseProvider>
    </ToastHost>
  ));
const about = (id: string) => ({ id, name: id, createdAt: 1, columns: ["text"], sourceName: `${id}.csv` });
const row = (index: number) => ({ id: `r${index}`, inputs: { text: "x" }, expected: {} });

test("a tab whose data another tab erases says that it is gone, and not that nothing is lost", async () => {
  show();
  await expect.element(page.getByText("the studio")).toBeVisible();
  const name = (await connect()).name;
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error("not deleted"));
  });
  const told = page.getByRole("alert");
  await expect.element(told).toHaveTextContent("Everything was erased in another tab");
  await expect.element(told).toHaveTextContent("are gone, also those that were shown here");
  await expect.element(told).not.toHaveTextContent("Nothing is lost");
});

test("rows of an import whose tab was closed are counted and removed at the next opening, and rows that are owned stay", async () => {
  const db = await connect();
  await saveDataset(db, about("whole"), [row(1), row(2)]);
  await db.examples.bulkAdd(
    Array.from({ length: 1203 }, (_, index) => ({ ...row(index), datasetId: "cut-off", position: index })),
  );
  show();
  await expect
    .poll(() => page.getByText(/1.?203 rows that it left behind were removed/).query(), { timeout: 10_000 })
    .not.toBeNull();
  expect(await db.examples.count()).toBe(2);
  db.close();
});

test("nothing is removed under an import that another tab is still at", async () => {
  const [db, other] = [await connect(), await connect()];
  let finish: () => void = () => undefined;
  const going = new Promise<void>((resolve) => {
    finish = resolve;
  });
  async function* slowly() {
    for (let index = 0; index < 1500; index++) yield row(index);
    await going;
    yield row(1500);
  }
  const saved = saveDataset(db, about("slow"), slowly());
  await expect
    .poll(() => other.examples.where("[datasetId+position]").between(["slow", 0], ["slow", 9999]).count())
    .toBe(1000);
  expect(await clearCutOffImports(other)).toBe(0);
  finish();
  expect(await saved).toMatchObject({ rowCount: 1501 });
  expect(
    await other.examples.where("[datasetId+position]").between(["slow", 0], ["slow", 9999]).count(),
  ).toBe(1501);
  // One import after another: the next waits for the one before.
  const order: string[] = [];
  await Promise.all([
    whileImporting(db, async () => order.push("first", "first ends")),
    whileImporting(other, async () => order.push("second")),
  ]);
  expect(order).toEqual(["first", "first ends", "second"]);
  db.close();
  other.close();
});
