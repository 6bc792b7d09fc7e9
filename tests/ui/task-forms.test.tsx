import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

async function chooseRows(): Promise<void> {
  const lines = Array.from({ length: 30 }, (_, at) => `question number ${at},answer ${at * 7}`);
  const file = new File([`question,answer\n${lines.join("\n")}`], "facts.csv", { type: "text/csv" });
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), file);
  await expect.element(page.getByRole("combobox", { name: "Metric" })).toBeVisible();
}

test("a metric that needs options shows them, and the run waits until they are filled in", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric" }), "regex");
  await expect.element(page.getByText("The pattern metric has no pattern.").first()).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeDisabled();
  await page.getByLabelText("Pattern", { exact: true }).fill("^answer \\d+$");
  await userEvent.tab();
  await expect.element(page.getByText("The pattern metric has no pattern.")).not.toBeInTheDocument();
});

test("the user's own metric code opens with a template that runs as it stands", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Metric" }), "code");
  await expect.element(page.getByRole("textbox", { name: "Code" })).toHaveTextContent("function score(row)");
  await expect.element(page.getByText("The metric has no code.")).not.toBeInTheDocument();
});

test("a task of the gallery is stored, fills in its prompt and says what it needs", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await page.getByRole("button", { name: "An example", exact: true }).click();
  await page.getByRole("button", { name: "Contacts to JSON" }).click();
  await expect
    .element(page.getByLabelText("The prompt you have now"))
    .toHaveValue("Extract the contact data.");
  await expect.element(page.getByText("a model of 1 billion parameters or more:")).toBeVisible();
  await expect.poll(() => db.tasks.count()).toBe(1);
  await expect.element(page.getByText("The coach only knows label tasks.")).toBeVisible();
  await page.getByRole("radio", { name: "Small neural reflector" }).click();
  await expect.element(page.getByText("The small neural reflector only knows label tasks.")).toBeVisible();
});

test("rows that are nearly the same are pointed out, and what the test can show is said in numbers", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await chooseRows();
  await expect.element(page.getByText(/30 rows in 1 group are nearly the same text/)).toBeVisible();
  await expect.element(page.getByText(/test rows a measured 80 % means/)).toBeVisible();
});
