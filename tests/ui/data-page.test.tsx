import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import { saveDataset } from "../../src/storage/library/datasets.ts";
import { saveTask } from "../../src/storage/library/tasks.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import { DataPage } from "../../src/ui/pages/data/data-page.tsx";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);
beforeEach(() => page.viewport(1440, 900));

const source = {
  kind: "dataset",
  datasetId: "d",
  inputColumns: ["text"],
  expectedColumn: "label",
  split: { seed: 1, shares: { feedback: 0.4, pareto: 0.3, test: 0.3 } },
} as const;

test("before any run a row's input and its right answer are fixed, the row is moved and left out, and all is in the history", async () => {
  const db = await openTestDatabase();
  const rows = Array.from({ length: 6 }, (_, at) => ({
    id: `r${at}`,
    inputs: { text: `message ${at}` },
    expected: { label: at % 2 === 0 ? "EVEN" : "ODD" },
  }));
  const dataset = { id: "d", name: "rows", createdAt: 1, columns: ["text", "label"], sourceName: "rows.csv" };
  await saveDataset(db, dataset, rows);
  await saveTask(db, { ...routingTask(1), id: "t", name: "Numbers", source }, 1);
  mountPage(db, "/tasks/:id/rows", "/tasks/t/rows", DataPage);
  await expect.element(page.getByText("3 EVEN, 3 ODD")).toBeVisible();
  await page.getByRole("option", { name: /message 2/ }).click();
  await page.getByLabelText("text", { exact: true }).fill("message two");
  await page.getByLabelText("Right answer: label").fill("ODD");
  await page.getByRole("button", { name: "Fix the row" }).click();
  await expect.element(page.getByRole("option", { name: /message two/ })).toBeVisible();
  await expect.element(page.getByText("4 ODD, 2 EVEN")).toBeVisible();
  await page.getByLabelText("Where this row goes").selectOptions("sealed test");
  await page.getByRole("button", { name: "Leave it out" }).click();
  await expect.element(page.getByText("3 ODD, 2 EVEN")).toBeVisible();
  const history = page.getByRole("region", { name: "Changes" });
  for (const words of ["1 row fixed", "1 row moved to “sealed test”", "1 row left out"])
    await expect.element(history.getByText(words)).toBeVisible();
});
