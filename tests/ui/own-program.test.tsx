import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

const start = () => page.getByRole("button", { name: "Start the run" });

async function chooseRows(): Promise<void> {
  const lines = Array.from({ length: 30 }, (_, at) => `what is the number of thing ${at}?,it is ${at * 7}`);
  const file = new File([`question,answer\n${lines.join("\n")}`], "facts.csv", { type: "text/csv" });
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), file);
  await expect.element(page.getByLabelText("Shape of the program")).toBeVisible();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric" }), "exact");
  await page.getByRole("radio", { name: /By hand/ }).click();
}

async function startedRun(db: Awaited<ReturnType<typeof openTestDatabase>>) {
  await start().click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  return (await db.runs.toArray())[0]!;
}

test("a chain is one choice away, with the user's own text in the prompt that answers", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await page.getByLabelText("The prompt you have now").fill("Answer in four words.");
  await userEvent.selectOptions(page.getByLabelText("Shape of the program"), "chain");
  await expect.element(page.getByLabelText("First text of prompt 2")).toHaveValue("Answer in four words.");
  await page.getByLabelText("First text of prompt 1").fill("Think about the number.");
  const run = await startedRun(db);
  expect(run.task.seedCandidate).toEqual({
    think: "Think about the number.",
    answer: "Answer in four words.",
  });
  expect(run.task.program.modules.map((module) => module.userTemplate)).toEqual([
    "{{question}}",
    "{{question}}\n\nNotes: {{think.output}}",
  ]);
  expect(run.engine.merge).not.toBeNull();
});

test("a module's new name is taken over by the templates, and a wrong placeholder is told at its field", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await userEvent.selectOptions(page.getByLabelText("Shape of the program"), "chain");
  await page.getByLabelText("Name of prompt 1").fill("ponder");
  await userEvent.tab();
  const template = page.getByLabelText("What follows, prompt 2");
  await expect.element(template).toHaveValue("{{row}}\n\nNotes: {{ponder.output}}");
  await template.fill("{{row}} {{ponders.output}}");
  await expect
    .element(page.getByRole("alert").filter({ hasText: /Prompt 2, "answer": the template speaks of/ }))
    .toBeVisible();
  await expect.element(start()).toBeDisabled();
  await template.fill("{{row}} {{ponder.output}}");
  await expect.element(start()).toBeEnabled();
});

test("looking things up waits for documents; pasted ones are stored beside the rows", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await userEvent.selectOptions(page.getByLabelText("Shape of the program"), "retrieve");
  await expect.element(start()).toBeDisabled();
  await expect.element(page.getByText(/has nothing to look through/).first()).toBeVisible();
  await page
    .getByLabelText("Or paste documents")
    .fill("# Thing 3\nThe number of thing 3 is 21.\n\n# Thing 4\nThe number of thing 4 is 28.");
  await page.getByRole("button", { name: "Use these documents" }).click();
  await expect.element(page.getByText(/2 passages\. They stay in this browser/)).toBeVisible();
  const run = await startedRun(db);
  const documents = run.task.documents;
  expect(documents).toMatchObject({ kind: "dataset", textColumn: "text", titleColumn: "title" });
  const stored = await db.examples
    .where("datasetId")
    .equals(documents?.kind === "dataset" ? documents.datasetId : "")
    .toArray();
  expect(stored.map((row) => [row.expected["title"], row.inputs["text"]])).toEqual([
    ["Thing 3", "The number of thing 3 is 21."],
    ["Thing 4", "The number of thing 4 is 28."],
  ]);
  expect(run.task.program.modules[0]?.search).toEqual({ query: "{{question}}", passages: 4 });
});

test("a module for the Reflection model needs one that can answer rows", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await userEvent.selectOptions(page.getByLabelText("Shape of the program"), "private");
  await expect
    .element(
      page.getByText(/Prompt "remote" is answered by the Reflection model, and nobody could carry every row/),
    )
    .toBeVisible();
  await userEvent.selectOptions(page.getByLabelText("Answered by, prompt 2"), "student");
  await expect.element(start()).toBeEnabled();
});

test("labels, JSON Schemas and conditions of a module reach the run as they were written", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await userEvent.selectOptions(page.getByLabelText("Shape of the program"), "branch");
  await page.getByLabelText("Labels, prompt 1").fill("short\nlong");
  await expect.element(page.getByText(/waits for "easy", which "sort" never answers/).first()).toBeVisible();
  await page.getByLabelText("is one of, prompt 2").fill("short");
  await page.getByLabelText("is one of, prompt 3").fill("long");
  await userEvent.selectOptions(page.getByLabelText("Form of the answer, prompt 3"), "json");
  await page.getByLabelText("JSON Schema, prompt 3").fill('{"type":"object"');
  await expect.element(start()).toBeDisabled();
  await page.getByLabelText("JSON Schema, prompt 3").fill('{"type":"object"}');
  const run = await startedRun(db);
  const [sort, quick, careful] = run.task.program.modules;
  expect(sort?.output).toEqual({ kind: "label", labels: ["short", "long"] });
  expect(quick?.when).toEqual({ value: "{{sort.output}}", isOneOf: ["short"] });
  expect(careful?.output).toEqual({ kind: "json", schema: { type: "object" } });
});

test("prompts can be added and removed until one is left, which is the first prompt again", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await page.getByLabelText("The prompt you have now").fill("Say the number.");
  await page.getByRole("button", { name: "Add a prompt at the end" }).click();
  await expect.element(page.getByLabelText("First text of prompt 1")).toHaveValue("Say the number.");
  await page.getByLabelText("First text of prompt 2").fill("Say it shorter.");
  await page.getByRole("button", { name: "Remove prompt 1" }).click();
  await expect.element(page.getByLabelText("The prompt you have now")).toHaveValue("Say it shorter.");
  await expect
    .element(page.getByText(/which is neither a column nor an earlier answer/).first())
    .toBeVisible();
});
