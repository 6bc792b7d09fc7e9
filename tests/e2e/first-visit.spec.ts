import { readFileSync } from "node:fs";

import { expect, test } from "@playwright/test";

import type { RolloutRow } from "../../src/storage/rows.ts";
import { followRun } from "../../tools/demo/follow-run.ts";
import { readRows } from "../../tools/demo/read-database.ts";
import { controlled, openStudio } from "./support/studio.ts";

test("a first visit runs by itself to a result that can be taken away, and nothing leaves the machine", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const foreign: string[] = [];
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "localhost") foreign.push(request.url());
  });
  await openStudio(page, "/#/?policy-seed=2&seed=1");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  const state = await followRun(page, "home-2-1", () => undefined);
  expect(state.spent.requests).toBeLessThanOrEqual(700);
  expect(state.spent.reflectionCalls).toBeLessThanOrEqual(40);
  expect(state.test).toHaveLength(2);

  await page.goto("/#/runs/home-2-1/result");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("list").getByRole("button", { name: "Text", exact: true }).click();
  const file = await (await saved).path();
  expect(readFileSync(file, "utf8")).toContain("If the message mentions");

  await page.goto("/#/");
  await expect(page.getByText("Nothing has left this machine").first()).toBeVisible();
  expect(foreign).toEqual([]);
});

test("a reload in the middle goes on with the same run, and nothing answered is asked again", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openStudio(page, "/#/?policy-seed=3&seed=1");
  const answers = (): Promise<readonly RolloutRow[]> => readRows(page, "rollouts", "home-3-1");
  await expect.poll(async () => (await answers()).length, { timeout: 60_000 }).toBeGreaterThan(50);
  await page.reload();
  await controlled(page);
  const kept = await answers();
  await expect
    .poll(async () => (await answers()).length, { timeout: 60_000 })
    .toBeGreaterThan(kept.length + 50);
  // An answer asked for again would be written again, with other times.
  const ids = new Set(kept.map(({ callIndex }) => callIndex));
  expect((await answers()).filter(({ callIndex }) => ids.has(callIndex))).toEqual(kept);
  await expect(page.getByText(/\d+ of 700 requests/).first()).toBeVisible();
});
