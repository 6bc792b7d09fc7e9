import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { builtFolder, openStudio } from "./support/studio.ts";

test("a gallery task opens with its recorded run, which is labelled, can be played, and cannot be gone on with", async ({
  page,
}) => {
  await openStudio(page, "/#/new?gallery=svg");
  const offers = page.getByRole("button", { name: "Replay a recorded run" });
  const index = readFileSync(join(builtFolder, "recorded/gallery/index.json"), "utf8");
  await expect(offers).toHaveCount((JSON.parse(index) as readonly unknown[]).length);
  await expect(
    page.getByText(/No recorded run yet: it needs a model such as Llama 3.2 1B/).first(),
  ).toBeVisible();
  await offers.last().click();
  await page.waitForURL(/#\/runs\/recorded-svg/);
  const slider = page.getByRole("slider", { name: "Event" });
  await expect(page.getByRole("button", { name: "Stop playing" })).toBeVisible();
  await slider.press("End");
  await expect(page.getByRole("button", { name: "Play from here" })).toBeVisible();
  await expect(page.getByText(/Recorded: no Student; rewrites by hand/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/Run 1: 24\.8.*100/);
  await expect(page.getByRole("img", { name: "the target" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);
  await expect(page.getByText(/This run came in a file/)).toHaveCount(0);
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("is being scored");

  // Opened again it is the same run, also out of the bin.
  await page.goto("/#/runs");
  await expect(page.getByRole("cell", { name: /recorded 20/ })).toHaveCount(1);
  await page.goto("/#/new?gallery=svg");
  await page.getByRole("button", { name: "Replay a recorded run" }).last().click();
  await page.waitForURL(/#\/runs\/recorded-svg/);
  await page.goto("/#/runs");
  await expect(page.getByRole("cell", { name: /recorded 20/ })).toHaveCount(1);
});
