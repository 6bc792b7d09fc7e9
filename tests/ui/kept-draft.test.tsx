import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import type { StudioDatabase } from "../../src/storage/schema.ts";
import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

const prompt = () => page.getByLabelText("The prompt you have now");
const kept = async (db: StudioDatabase): Promise<string> =>
  JSON.stringify((await db.settings.get("new-run draft"))?.value ?? null);

function rows(): File {
  const lines = Array.from({ length: 30 }, (_, at) => `message ${at},${at % 2 ? "YES" : "NO"}`);
  return new File([`text,answer\n${lines.join("\n")}`], "mine.csv", { type: "text/csv" });
}

test("what was set up is there again after leaving, the file of rows included, and can start a run", async () => {
  const db = await openTestDatabase();
  const first = showPage(db, NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), rows());
  await expect
    .element(page.getByRole("combobox", { name: "Column of the right answer" }))
    .toHaveValue("answer");
  await prompt().fill("Say YES or NO.");
  await expect.poll(() => kept(db)).toContain("Say YES or NO.");
  first.unmount();

  showPage(db, NewRunPage);
  await expect.element(prompt()).toHaveValue("Say YES or NO.");
  await expect.element(page.getByText("mine.csv", { exact: false }).first()).toBeVisible();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  expect(await db.examples.count()).toBe(30);
  expect((await db.runs.toArray())[0]?.task.seedCandidate).toEqual({ instruction: "Say YES or NO." });
});

test("a cleared draft can be had back", async () => {
  const db = await openTestDatabase();
  const first = showPage(db, NewRunPage);
  await prompt().fill("Mine.");
  await expect.poll(() => kept(db)).toContain("Mine.");
  await page.getByRole("button", { name: "Clear the draft" }).click();
  await expect.element(prompt()).toHaveValue("Label the message.");
  await expect.poll(() => kept(db)).toBe("null");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.element(prompt()).toHaveValue("Mine.");
  await expect.poll(() => kept(db)).toContain("Mine.");
  first.unmount();
});

test("an address that asks for a task opens it once: coming back shows what was made of it", async () => {
  const db = await openTestDatabase();
  const first = showPage(db, NewRunPage, "/new?gallery=two-hop");
  const second = page.getByLabelText(/^Prompt 2 of \d/);
  await second.fill("Look up the rest.");
  await userEvent.keyboard("{Tab}");
  await expect.poll(() => kept(db)).toContain("Look up the rest.");
  first.unmount();
  showPage(db, NewRunPage, "/new");
  await expect.element(second).toHaveValue("Look up the rest.");
});

test("an address that asks for something unknown says so", async () => {
  showPage(await openTestDatabase(), NewRunPage, "/new?gallery=moonlight");
  await expect.element(page.getByRole("alert")).toHaveTextContent('no task called "moonlight"');
});

test("a draft of another version of the studio is passed over", async () => {
  const db = await openTestDatabase();
  await db.settings.put({ key: "new-run draft", value: { shape: 0, draft: { seedPrompt: 7 } } });
  showPage(db, NewRunPage);
  await expect.element(prompt()).toHaveValue("Label the message.");
});

test.each([
  ["2.5", "It says 2.5; a whole number from 1 to 50 is wanted."],
  ["-3", "It says -3; a whole number from 1 to 50 is wanted."],
  ["", "It is empty; a whole number from 1 to 50 is wanted."],
])("an option of whole numbers does not take %j, and Start says which it is", async (typed, says) => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await page.getByRole("button", { name: /All \d+ options/ }).click();
  const field = page.getByLabelText("Rows per minibatch");
  await field.fill(typed);
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByRole("alert")).toHaveTextContent(says);
  await expect
    .element(page.getByText(`The option “Rows per minibatch” cannot be used: ${says}`))
    .toBeVisible();
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeDisabled();
  await field.fill("7");
  await userEvent.keyboard("{Tab}");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  expect((await db.runs.toArray())[0]?.engine.minibatch.size).toBe(7);
});

test("a start that does not work says why beside the button", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeEnabled();
  db.runs.hook("creating", () => {
    throw new Error("the row was not taken");
  });
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent("The run could not be started: the row was not taken");
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeEnabled();
});

test("a look at another source of rows changes nothing of one's own", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), rows());
  await expect.element(page.getByText(/30 rows:/)).toBeVisible();
  await prompt().fill("Say YES or NO.");
  await page.getByRole("button", { name: "Support routing" }).click();
  await expect.element(prompt()).toHaveValue("Label the message.");
  await page.getByRole("button", { name: "My own rows" }).click();
  await expect.element(prompt()).toHaveValue("Say YES or NO.");
  await expect
    .element(page.getByText(/12 to learn from, 6 to judge by, 12 for the sealed test/))
    .toBeVisible();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  expect((await db.runs.toArray())[0]).toMatchObject({ name: "mine" });
});

test("a placeholder in the text that is improved is said to be sent as it stands", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), rows());
  const said = page.getByText(/\{\{text\}\} is sent as it stands here/);
  await expect.element(prompt()).toBeVisible();
  await expect.element(said).not.toBeInTheDocument();
  await prompt().fill("Answer {{text}} with YES or NO.");
  await expect.element(said).toBeVisible();
});

test("labels typed and taken out again are the labels of the rows again", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), rows());
  await expect.element(page.getByText(/30 rows:/)).toBeVisible();
  await page.getByText("Options", { exact: true }).click();
  await page.getByLabelText(/^Labels/).fill("FOO");
  await page.getByLabelText(/^Labels/).fill("");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  expect((await db.runs.toArray())[0]?.task.metrics[0]?.options["labels"]).toEqual(["NO", "YES"]);
});
