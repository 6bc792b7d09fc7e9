import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

const says = () => page.getByRole("status", { name: "What the metrics say of this answer" });

async function chooseRows(header = "question,answer,secrets"): Promise<void> {
  const lines = Array.from({ length: 30 }, (_, at) => `what is thing ${at}?,it is ${at * 7},name ${at}`);
  const file = new File([`${header}\n${lines.join("\n")}`], "facts.csv", { type: "text/csv" });
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), file);
  await expect.element(page.getByLabelText("An answer to this row")).toBeVisible();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric" }), "exact");
  await page.getByRole("radio", { name: /By hand/ }).click();
}

test("a typed answer is scored at once, with what Reflection would be told", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await expect.element(says()).toHaveTextContent(/score 1\.00.*Right: "it is 0"/);
  await page.getByLabelText("An answer to this row").fill("It is 0");
  await expect.element(says()).toHaveTextContent(/score 0\.00.*Only capital letters differ/);
  await userEvent.selectOptions(page.getByLabelText("Row to try"), "2");
  await expect.element(page.getByLabelText("An answer to this row")).toHaveValue("it is 14");
  await expect.element(says()).toHaveTextContent(/score 1\.00/);
});

test("several metrics count by weight, turned round and with thresholds, and reach the run so", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await page.getByRole("button", { name: "Add a metric" }).click();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric 2", exact: true }), "token-f1");
  await page.getByLabelText("Weight of metric 1").fill("3");
  await userEvent.tab();
  await page.getByLabelText("Name of metric 2").fill("words");
  await userEvent.tab();
  await page.getByLabelText("Threshold of metric 2").fill("0.9");
  await userEvent.tab();
  await expect.element(page.getByText("called “exact”, 75 % of the score")).toBeVisible();
  await page.getByLabelText("An answer to this row").fill("is it 0");
  await expect.element(says()).toHaveTextContent(/score 0\.25 +exact 0\.00 +words 1\.00/);
  await page.getByLabelText("Turned round: less is better").nth(1).click();
  await expect.element(says()).toHaveTextContent(/score 0\.00/);
  await page.getByLabelText(/Also keep candidates that are best at one metric/).click();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const run = (await db.runs.toArray())[0]!;
  expect(run.task.metrics).toEqual([
    { name: "exact", kind: "exact", weight: 3, options: { anyOf: false, expected: "answer" } },
    {
      name: "words",
      kind: "token-f1",
      weight: 1,
      negate: true,
      threshold: 0.9,
      options: { anyOf: false, expected: "answer" },
    },
  ]);
  expect(run.engine.frontier).toBe("hybrid");
});

test("a metric can be removed again, and metrics that weigh nothing together stop the start", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await page.getByRole("button", { name: "Add a metric" }).click();
  for (const metric of ["1", "2"]) {
    await page.getByLabelText(`Weight of metric ${metric}`).fill("0");
    await userEvent.tab();
  }
  await expect.element(page.getByText(/Every metric has the weight 0/)).toBeVisible();
  await page.getByRole("button", { name: "Remove metric 1" }).click();
  await expect
    .element(page.getByRole("combobox", { name: "Metric", exact: true }))
    .toHaveValue("normalised-exact");
});

test("an added metric gives no points away, and one for length needs a limit and weighs little", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await page.getByRole("button", { name: "Add a metric" }).click();
  await page.getByLabelText("An answer to this row").fill("no");
  await expect.element(says()).toHaveTextContent(/score 0\.00/);
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric 2", exact: true }), "length");
  await expect
    .element(page.getByText("Metric 2: The length metric needs a lower or an upper limit."))
    .toBeVisible();
  await expect.element(page.getByLabelText("Weight of metric 2")).toHaveValue("0.1");
  // What is typed counts at once: the start is not in the way of the first click on it.
  await page.getByLabelText("Metric 2: At most").fill("12.5");
  await expect.element(page.getByText(/needs a lower or an upper limit/)).not.toBeInTheDocument();
  await expect.element(page.getByLabelText("Metric 2: At most")).toHaveValue("12.5");
});

test("a column only a metric looks at is kept from the model and stored with the rows", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await page.getByRole("button", { name: "Add a metric" }).click();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric 2", exact: true }), "leaks");
  await userEvent.selectOptions(page.getByLabelText("Metric 2: Column"), "secrets");
  await page.getByLabelText("Metric 2: Module").fill("answer");
  await userEvent.tab();
  await expect
    .element(page.getByLabelText("Use of the column secrets"))
    .toHaveTextContent("only for a metric");
  await expect.element(says()).toHaveTextContent(/Not counted here, as no program ran: leaks/);
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const [row] = await db.examples.toArray();
  expect(Object.keys(row!.inputs)).toEqual(["question"]);
  expect(Object.keys(row!.expected).toSorted()).toEqual(["answer", "secrets"]);
});

test("every metric of the list opens without an error and says in a line what it measures", async () => {
  const { metrics } = await import("../../src/tasks/metrics/registry.ts");
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  for (const metric of Object.values(metrics)) {
    await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric" }), metric.kind);
    await expect.element(page.getByText(metric.explanation)).toBeVisible();
  }
});

test("rows can be answered several times each", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await page.getByRole("button", { name: /All \d+ options/ }).click();
  await page.getByLabelText("Answers per row").fill("3");
  await userEvent.tab();
  await expect.element(page.getByText(/A row takes up to 3 requests to the Student/)).toBeVisible();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  expect((await db.runs.toArray())[0]!.task.repeats).toBe(3);
});

test("demands on form are picked from the list of verifiers, say themselves and are checked on the typed answer", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric" }), "constraints");
  await expect.element(page.getByText("No constraints are given.").first()).toBeVisible();
  await userEvent.selectOptions(page.getByLabelText("Add a demand"), "at-most-words");
  await page.getByLabelText("Demand 1: count").fill("2");
  await userEvent.tab();
  await expect.element(page.getByText("Use at most 2 words.")).toBeVisible();
  await expect.element(says()).toHaveTextContent(/score 0\.00.*It has 3 words; at most 2 are wanted/);
  await userEvent.selectOptions(page.getByLabelText("Add a demand"), "no-commas");
  await expect.element(says()).toHaveTextContent(/score 0\.50/);
  await page.getByRole("button", { name: "Remove Demand 1" }).click();
  await expect.element(says()).toHaveTextContent(/score 1\.00/);
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  expect((await db.runs.toArray())[0]!.task.metrics[0]?.options["constraints"]).toEqual([
    { name: "no-commas" },
  ]);
});
