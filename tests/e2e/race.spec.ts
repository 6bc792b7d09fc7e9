import { expect, test } from "@playwright/test";

import { followRun } from "../../tools/demo/follow-run.ts";
import { openStudio } from "./support/studio.ts";

test("a race on a small budget runs to its table, a reload in the middle included, and nobody spends more", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openStudio(page, "/#/race?optimizers=gepa,greedy&policy-seed=901&calls=150");
  await page.getByRole("button", { name: "Start 2 runs, side by side" }).click();
  await expect(page).toHaveURL(/#\/compare\?runs=/);
  await expect(page.getByRole("img", { name: /Best score over requests/ })).toBeVisible({ timeout: 60_000 });
  await page.reload();

  for (const optimizer of ["gepa", "greedy"]) {
    const state = await followRun(page, `race-901-150-${optimizer}-901-1`, () => undefined);
    expect(state.spent.metricCalls).toBeGreaterThan(40);
    expect(state.spent.metricCalls).toBeLessThanOrEqual(150);
    expect(state.test.length).toBeGreaterThan(0);
  }

  const table = page.getByRole("table").filter({ hasText: "Sealed test" });
  for (const name of ["GEPA", "Greedy search"]) {
    const row = table.getByRole("row", { name: new RegExp(`^${name} `) });
    await expect(row).toContainText(/\d\s%/);
    await expect(row).toContainText(/\d+ : \d+/);
    await expect(row).toContainText(/\d+ tok/);
  }
  await expect(page.getByText("Kept by these runs, as checked above.")).toBeVisible();
  await expect(page.getByText("150 Student requests and 40 Reflection requests")).toBeVisible();
  await expect(page.getByText("not opened")).toHaveCount(0);
});
