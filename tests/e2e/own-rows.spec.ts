import { expect, test, type Page } from "@playwright/test";

import { followRun } from "../../tools/demo/follow-run.ts";
import { startModelServer } from "../support/model-server.ts";
import { followRules } from "../support/rule-follower.ts";
import { openStudio } from "./support/studio.ts";

const teams = { parcel: "SHIPPING", invoice: "BILLING", password: "ACCESS", contract: "LEGAL" } as const;

/** Rows whose label follows from one word of the message. */
function rows(count: number): string {
  const words = Object.keys(teams) as (keyof typeof teams)[];
  const lines = Array.from({ length: count }, (_, index) => {
    const word = words[index % words.length] ?? "parcel";
    return `"Message ${index}: please have a look at the ${word}, thank you",${teams[word]}`;
  });
  return ["message,team", ...lines].join("\n");
}

async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  await page.goto("/#/new");
  await page.getByText("My own rows").click();
  await page
    .getByLabel("File of rows")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

test("rows of one's own against one's own server run through to an exported prompt", async ({ page }) => {
  test.setTimeout(300_000);
  const server = await startModelServer({
    models: ["small"],
    answer: ({ system, user }) => followRules(system, user),
  });
  await openStudio(page, "/#/new");
  await chooseFile(page, "support.csv", rows(160));
  await expect(page.getByLabel("Input column 1")).toHaveValue("message");
  await expect(page.getByLabel("Column of the right answer")).toHaveValue("team");
  await page.getByRole("button", { name: "Add an endpoint…" }).first().click();
  await page.getByLabel("Address of the endpoint").fill(server.baseUrl("openai-compatible"));
  await page.getByRole("button", { name: /and check/ }).click();
  await expect(page.getByRole("status").filter({ hasText: /answer/i })).toBeVisible();
  await page.getByRole("button", { name: "Use small" }).click();
  await page.getByRole("button", { name: "Start the run" }).click();
  await page.waitForURL(/#\/runs\//);
  const runId = /#\/runs\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  const state = await followRun(page, runId, () => undefined);
  const [seed, best] = [state.test[0], state.test.at(-1)];
  expect(best?.mean ?? 0).toBeGreaterThan((seed?.mean ?? 1) + 0.35);
  expect(server.completions().length).toBeGreaterThan(100);
  await page.goto(`/#/runs/${runId}/result`);
  const saved = page.waitForEvent("download");
  await page.getByRole("list").getByRole("button", { name: "Text", exact: true }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.txt$/);
  await server.close();
});

test("a file that is no table says what is wrong and where, and keeps what was typed", async ({ page }) => {
  await openStudio(page, "/#/new");
  await page.getByLabel("The prompt you have now").fill("Sort the mail.");
  await chooseFile(page, "broken.csv", 'message,team\n"never closed,BILLING\n');
  await expect(page.getByRole("alert").first()).toContainText(/broken\.csv|row|line/i);
  await expect(page.getByLabel("The prompt you have now")).toHaveValue("Sort the mail.");
});

test("an endpoint that is not there, and one that wants another key, say so", async ({ page }) => {
  await openStudio(page, "/#/new");
  await page.getByRole("button", { name: "Add an endpoint…" }).first().click();
  await page.getByLabel("Address of the endpoint").fill("http://127.0.0.1:9/v1");
  await page.getByRole("button", { name: /and check/ }).click();
  await expect(page.getByRole("status").filter({ hasText: /127\.0\.0\.1:9/ })).toBeVisible();
  const server = await startModelServer({ keys: ["right"], answer: () => "x" });
  await page.getByLabel("Address of the endpoint").fill(server.baseUrl("openai-compatible"));
  await page.getByLabel(/^Key/).fill("wrong");
  await page.getByRole("button", { name: /and check/ }).click();
  await expect(page.getByRole("status").filter({ hasText: /401|key/i })).toBeVisible();
  await server.close();
});
