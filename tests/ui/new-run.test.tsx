import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { exampleById } from "../../src/setup/draft/examples.ts";
import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

const TEAMS = ["BILLING", "SHIPPING", "TECH"] as const;

function table(rows: number): File {
  const lines = Array.from(
    { length: rows },
    (_, at) => `"Message number ${at}, about thing ${at % 7}",${TEAMS[at % 3]},2025-01-0${1 + (at % 9)}`,
  );
  return new File([`message,team,received\n${lines.join("\n")}`], "complaints.csv", { type: "text/csv" });
}

async function choose(file: File): Promise<void> {
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), file);
}

test("a file becomes a run with its columns, labels and splits, and nothing lies in two splits", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await choose(table(90));
  await expect
    .element(page.getByRole("combobox", { name: "Column of the right answer" }))
    .toHaveValue("team");
  await expect.element(page.getByRole("combobox", { name: "Input column 1" })).toHaveValue("message");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const run = (await db.runs.toArray())[0]!;
  const ids = [...run.splits.feedback, ...run.splits.pareto, ...run.splits.test];
  expect(ids).toHaveLength(90);
  expect(new Set(ids).size).toBe(90);
  expect(run.engine.splits).toEqual({
    feedback: run.splits.feedback.length,
    pareto: run.splits.pareto.length,
    test: run.splits.test.length,
    paretoIsFeedback: false,
  });
  expect(run.task.metrics[0]).toMatchObject({
    kind: "label",
    options: { expected: "team", labels: [...TEAMS].toSorted() },
  });
  expect(run.task.program.modules[0]?.userTemplate).toBe("{{message}}");
  expect(await db.examples.count()).toBe(90);
  await expect.element(page.getByText(`elsewhere: /runs/${run.id}`)).toBeVisible();
});

test("a file that is no table is refused with its name, and nothing is stored", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await choose(new File([new Uint8Array(4096)], "picture.csv"));
  await expect.element(page.getByRole("alert")).toHaveTextContent("picture.csv");
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeDisabled();
  expect(await db.datasets.count()).toBe(0);
});

test("a table too small to learn, judge and test from says so and stores nothing", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await choose(table(5));
  await expect.element(page.getByRole("combobox", { name: "Column of the right answer" })).toBeVisible();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Column of the right answer" }), "team");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.element(page.getByRole("alert")).toHaveTextContent("needs at least 6");
  expect(await db.runs.count()).toBe(0);
  expect(await db.examples.count()).toBe(0);
});

test("what stands in the way of a start is said beside the button", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  await expect.element(page.getByText("Choose a file of rows first.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeDisabled();
});

test("an example opens with everything filled in, and Ctrl Enter starts it", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage, "/new?example=nothing-to-learn");
  await expect
    .element(page.getByLabelText("The prompt you have now"))
    .toHaveValue(expect.stringContaining("If the message mentions"));
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const run = (await db.runs.toArray())[0]!;
  expect(run.task.source).toMatchObject({
    kind: "generated",
    policySeed: exampleById("nothing-to-learn")?.policySeed,
  });
  expect(run.splits.test).toHaveLength(240);
});

test("options are found by their words, and the reference preset hides those it does not have", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await page.getByRole("button", { name: /All \d+ options/ }).click();
  await page.getByLabelText("Find an option").fill("copies eight words");
  await expect.element(page.getByLabelText("Copy guard")).toBeChecked();
  await page.getByLabelText("Find an option").fill("");
  await userEvent.selectOptions(page.getByLabelText("Preset"), "reference");
  await expect.element(page.getByLabelText("Copy guard")).not.toBeInTheDocument();
});

test("a program of several prompts shows each of them, and the run starts from what was made of them", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage, "/new?gallery=two-hop");
  await expect.element(page.getByLabelText(/^The prompt you have now, 1 of \d/)).toBeVisible();
  const second = page.getByLabelText(/^Prompt 2 of \d/);
  await second.fill("Look up what is still missing.");
  await page.getByRole("radio", { name: /By hand/ }).click();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const run = (await db.runs.toArray())[0]!;
  const texts = Object.values(run.task.seedCandidate);
  expect(texts.length).toBeGreaterThan(2);
  expect(texts[1]).toBe("Look up what is still missing.");
  expect(run.engine.seedCandidates[0]).toEqual(run.task.seedCandidate);
});

test("rows can be kept as a task before any run, for more to be drafted there", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await choose(table(40));
  await page.getByRole("button", { name: "Keep these rows and open them" }).click();
  await expect.poll(() => db.tasks.count(), { timeout: 20_000 }).toBe(1);
  const [task] = await db.tasks.toArray();
  await expect.element(page.getByText(`elsewhere: /tasks/${task?.id}`)).toBeVisible();
  expect(await db.examples.count()).toBe(40);
  expect(await db.runs.count()).toBe(0);
});
