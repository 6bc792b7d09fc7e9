import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

async function paste(text: string): Promise<void> {
  await page.getByRole("button", { name: "My own rows" }).click();
  await page.getByLabelText("Or paste rows").fill(text);
  await page.getByRole("button", { name: /^Use these rows/ }).click();
}

const words = ["parcel", "invoice", "password", "contract"] as const;
const teams = ["SHIPPING", "BILLING", "ACCESS", "LEGAL"] as const;

/** Different enough not to be each other's twins. */
const message = (at: number): string =>
  Array.from({ length: 8 }, (_, word) => `${words[(at + word) % 4]}${(at * 31 + word * 17) % 97}`).join(" ");

test("a pasted table becomes rows, and bad rows are listed by number and reason", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  const lines = Array.from({ length: 40 }, (_, at) => `${message(at)},${teams[at % 4]}`);
  await paste(["message,team", ...lines, "only one cell", `${message(99)},`].join("\n"));
  await expect.element(page.getByText(/40 rows:/)).toBeVisible();
  await page.getByText("2 rows cannot be used and are left out").click();
  await expect.element(page.getByText("row 41: It has 1 cell where the header has 2.")).toBeVisible();
  await expect.element(page.getByText('row 42: Its expected answer ("team") is empty.')).toBeVisible();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  expect(await db.examples.count()).toBe(40);
});

test("labels of one letter are taken as the right answers", async () => {
  showPage(await openTestDatabase(), NewRunPage);
  await paste(
    ["task,choice", ...Array.from({ length: 40 }, (_, at) => `${message(at)},${"ABCD"[at % 4]}`)].join("\n"),
  );
  await expect
    .element(page.getByRole("combobox", { name: "Column of the right answer" }))
    .toHaveValue("choice");
  await expect.element(page.getByRole("combobox", { name: "Metric", exact: true })).toHaveValue("label");
});

test("a long pasted text goes past the field and is read like a file", async () => {
  showPage(await openTestDatabase(), NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  const lines = Array.from({ length: 3000 }, (_, at) => `${message(at)},${teams[at % 4]}`);
  const data = new DataTransfer();
  data.setData("text/plain", ["message,team", ...lines].join("\n"));
  const field = page.getByLabelText("Or paste rows").element();
  const isTaken = !field.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
  );
  expect(isTaken).toBe(true);
  await expect.element(page.getByText(/^pasted rows\.txt,/), { timeout: 20_000 }).toBeVisible();
});

test("a table of hundreds of columns is shown in parts, with every column that is used", async () => {
  showPage(await openTestDatabase(), NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  const columns = Array.from({ length: 300 }, (_, at) =>
    at === 298 ? "message" : at === 299 ? "team" : `c${at}`,
  );
  const lines = Array.from({ length: 20 }, (_, at) =>
    columns
      .map((column) => (column === "team" ? teams[at % 4] : column === "message" ? message(at) : at))
      .join(","),
  );
  await userEvent.upload(
    page.getByLabelText("File of rows"),
    new File([[columns.join(","), ...lines].join("\n")], "wide.csv", { type: "text/csv" }),
  );
  await expect.element(page.getByText("32 of 300 columns are shown.")).toBeVisible();
  await expect.element(page.getByLabelText("Use of the column team")).toHaveValue("expected");
  expect(document.querySelectorAll("th select")).toHaveLength(32);
  await page.getByRole("button", { name: "Show 30 more" }).click();
  await expect.element(page.getByText("62 of 300 columns are shown.")).toBeVisible();
});

test("plain lines are rows without a right answer, and another reading is one choice away", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await paste("Hello, where is my parcel?\nWell, the invoice is wrong.\nSo, what now?");
  await expect.element(page.getByLabelText("How the file is read")).toHaveValue("lines");
  await expect.element(page.getByRole("combobox", { name: "Input column 1" })).toHaveValue("input");
  await expect.element(page.getByText(/one column and no right answers/).first()).toBeVisible();
  await userEvent.selectOptions(page.getByLabelText("How the file is read"), "csv");
  await expect
    .element(page.getByRole("combobox", { name: "Input column 1" }))
    .toHaveValue("where is my parcel?");
});

test("a title above the table is left out, and the header's row and the sign between cells can be chosen", async () => {
  showPage(await openTestDatabase(), NewRunPage);
  await page.getByRole("button", { name: "My own rows" }).click();
  const lines = Array.from({ length: 12 }, (_, at) => `${message(at)};${teams[at % 4]}`);
  await userEvent.upload(
    page.getByLabelText("File of rows"),
    new File([["Export of tickets;", "message;team", ...lines].join("\n")], "titled.csv"),
  );
  const header = page.getByLabelText("Row that names the columns");
  await expect.element(header).toHaveValue("2");
  await expect.element(page.getByLabelText("What parts the cells")).toHaveValue(";");
  await expect.element(page.getByLabelText("Use of the column team")).toHaveValue("expected");
  await userEvent.selectOptions(header, "1");
  await expect.element(page.getByLabelText("Use of the column Export of tickets")).toBeVisible();
  await userEvent.selectOptions(page.getByLabelText("What parts the cells"), ",");
  await expect.element(page.getByLabelText("Use of the column Export of tickets;")).toBeVisible();
});

test("tests of promptfoo bring their metric along and say that the reading was not tried", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  const tests = Array.from(
    { length: 12 },
    (_, at) => `  - vars: { question: "${message(at)}" }\n    assert: [{ type: contains, value: "${at}" }]`,
  );
  await paste(`tests:\n${tests.join("\n")}\n`);
  await expect.element(page.getByRole("combobox", { name: "Metric" })).toHaveValue("contains");
  await expect
    .element(page.getByRole("combobox", { name: "Column of the right answer" }))
    .toHaveValue("expected");
  await expect.element(page.getByText(/not tried with a real export/)).toBeVisible();
});

test("rows that say nearly the same across the splits are shown, and one click keeps them together", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  const lines = Array.from(
    { length: 60 },
    (_, at) =>
      `${message(Math.floor(at / 2))} and please hurry number ${at},${teams[Math.floor(at / 2) % 4]}`,
  );
  await paste(["message,team", ...lines].join("\n"));
  await expect.element(page.getByText(/nearly the same text and lie in different splits/)).toBeVisible();
  await page.getByText(/^Show (these rows|the first)/).click();
  await expect.element(page.getByText("learn from:").first()).toBeVisible();
  await page.getByRole("button", { name: "Keep such rows together in one split" }).click();
  await expect.element(page.getByText(/are kept together in one split/)).toBeVisible();
  await expect.element(page.getByText(/lie in different splits/)).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const run = (await db.runs.toArray())[0]!;
  expect(run.task.source).toMatchObject({ split: { keepTwins: true } });
  const rows = new Map((await db.examples.toArray()).map((row) => [row.id, row.position]));
  const splitOf = (["feedback", "pareto", "test"] as const).flatMap((name) =>
    run.splits[name].map((id) => [Math.floor((rows.get(id) ?? 0) / 2), name] as const),
  );
  for (const [pair, name] of splitOf)
    expect(splitOf.filter(([other]) => other === pair).every(([, split]) => split === name)).toBe(true);
});

test("rows that say the same and expect different answers are shown before anything is spent", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  const lines = Array.from({ length: 30 }, (_, at) => `${message(at)} ${at},${teams[at % 4]}`);
  await paste(["message,team", ...lines, "where is it,SALES", "where is it,BILLING"].join("\n"));
  await expect.element(page.getByText(/2 rows say the same and expect different answers/)).toBeVisible();
  await expect.element(page.getByText(/: SALES, or BILLING/)).toBeVisible();
});

test("what each column is for is guessed and can be changed: groups, splits, remarks", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  const lines = Array.from(
    { length: 45 },
    (_, at) => `${message(at)},${teams[at % 4]},c${at % 9},${["train", "val", "test"][at % 3]},because ${at}`,
  );
  await paste(["message,team,customer,split,why", ...lines].join("\n"));
  await expect.element(page.getByLabelText("Use of the column split")).toHaveValue("split");
  await expect.element(page.getByLabelText("Use of the column why")).toHaveValue("reason");
  await expect
    .element(page.getByText(/15 to learn from, 15 to judge by, 15 for the sealed test/))
    .toBeVisible();
  await userEvent.selectOptions(page.getByLabelText("Use of the column split"), "none");
  await userEvent.selectOptions(page.getByLabelText("Use of the column customer"), "group");
  await expect
    .element(page.getByText(/15 to learn from, 15 to judge by, 15 for the sealed test/))
    .not.toBeInTheDocument();
  await expect.element(page.getByText(/45 rows:/)).toBeVisible();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const run = (await db.runs.toArray())[0]!;
  const rows = new Map((await db.examples.toArray()).map((row) => [row.id, row]));
  const splitsOf = new Map<string, Set<string>>();
  for (const name of ["feedback", "pareto", "test"] as const)
    for (const id of run.splits[name]) {
      const group = rows.get(id)?.group ?? "";
      splitsOf.set(group, (splitsOf.get(group) ?? new Set()).add(name));
    }
  expect(splitsOf.size).toBe(9);
  for (const splits of splitsOf.values()) expect(splits.size).toBe(1);
  expect([...rows.values()][0]?.reason).toBe("because 0");
});

test("what 20, 50 and 200 test rows can show is said in numbers", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  await paste(
    ["message,team", ...Array.from({ length: 30 }, (_, at) => `${message(at)},${teams[at % 4]}`)].join("\n"),
  );
  await page.getByText("What 20, 50 or 200 rows can show").click();
  await expect.element(page.getByText("67 to 89 %")).toBeVisible();
});

test("20,000 rows are looked through, divided anew and stored by a worker, so that the page stays awake", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  const lines = Array.from({ length: 20_000 }, (_, at) => `${message(at)} ${at},${teams[at % 4]}`);
  const file = new File([`message,team\n${lines.join("\n")}`], "many.csv", { type: "text/csv" });
  await page.getByRole("button", { name: "My own rows" }).click();
  await userEvent.upload(page.getByLabelText("File of rows"), file);
  await expect.element(page.getByText(/20\D000 rows:/), { timeout: 40_000 }).toBeVisible();
  await expect.element(page.getByText("40", { exact: true })).toBeVisible();
  // Another number of judging rows divides the same rows again; nothing is read twice.
  await page.getByLabelText(/^Rows a candidate is judged on/).fill("60");
  await expect.element(page.getByText("60", { exact: true }), { timeout: 20_000 }).toBeVisible();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 60_000 }).toBe(1);
  const run = (await db.runs.toArray())[0]!;
  expect(run.splits.pareto).toHaveLength(60);
  expect(await db.examples.count()).toBe(20_000);
  // What reads and divides rows has been at work, and was never loaded by the page: a worker did it.
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  expect(loaded.filter((path) => /\/src\/ui\/pages\/new-run\//.test(path)).length).toBeGreaterThan(0);
  expect(
    loaded.filter((path) => /split-examples|near-duplicates|read-delimited|import-rows/.test(path)),
  ).toEqual([]);
}, 180_000);

test("an export of rated answers is judged by a rubric, and a Reflection that cannot judge is said so", async () => {
  const db = await openTestDatabase();
  showPage(db, NewRunPage);
  const lines = Array.from(
    { length: 24 },
    (_, at) =>
      `${message(at)},an answer to ${at},${at % 2 === 0 ? "good" : "bad"},it was ${at % 2 === 0 ? "fine" : "rude"}`,
  );
  await paste(["input,output,rating,critique", ...lines].join("\n"));
  await expect.element(page.getByRole("combobox", { name: "Metric", exact: true })).toHaveValue("judge");
  await expect.element(page.getByText(/not tried with a real export/)).toBeVisible();
  await page.getByRole("radio", { name: /By hand/ }).click();
  await expect
    .element(page.getByText(/The judge is the Reflection model, and nobody could carry/))
    .toBeVisible();
  await userEvent.selectOptions(page.getByLabelText("Role"), "student");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const rows = await db.examples.toArray();
  expect(rows[0]?.expected).toEqual({ expected: "an answer to 0" });
  expect(rows[1]?.expected).toEqual({});
  expect(rows[1]?.note).toContain('rated the earlier answer "an answer to 1" "bad" and said: it was rude');
});

test("a task whose rows are kept here is divided again as it was, away from the page", async () => {
  const db = await openTestDatabase();
  const { unmount } = showPage(db, NewRunPage);
  await paste(
    ["message,team", ...Array.from({ length: 60 }, (_, at) => `${message(at)},${teams[at % 4]}`)].join("\n"),
  );
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const first = (await db.runs.toArray())[0]!;
  unmount();
  showPage(db, NewRunPage, `/new?task=${first.taskId}`);
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeEnabled();
  await expect.element(page.getByText("pasted rows", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(2);
  const second = (await db.runs.toArray()).find((run) => run.id !== first.id);
  expect(second?.splits).toEqual(first.splits);
});
