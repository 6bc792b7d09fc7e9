import { cleanup, waitFor, within } from "@solidjs/testing-library";
import { afterEach, beforeAll, expect, test } from "vitest";

import { moveToBin } from "../../src/storage/library/bin.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { RunPage } from "../../src/ui/pages/run/run-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

/** Rows read out of the database from now on, by table. */
function countReads(db: StudioDatabase): () => number {
  let rows = 0;
  for (const table of db.tables)
    table.hook("reading", (row: unknown) => {
      rows += 1;
      return row;
    });
  return () => rows;
}

const open = async (db: StudioDatabase, search = "") => {
  const view = mountPage(db, "/runs/:id", `/runs/run-1${search}`, RunPage);
  // While the run is read, "Run" is all the page's heading says.
  const isRead = (name: string): boolean => name !== "Run";
  await view.findByRole("heading", { level: 1, name: isRead }, { timeout: 20_000 });
  return view;
};
const heading = (view: { readonly container: HTMLElement }): string =>
  view.container.querySelector("h1")?.textContent ?? "";

test("a run's page says its finding, its calls, its end, and shows the best candidate with its words", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = await open(db);
  const best = made.state.candidates.reduce((a, b) => (b.mean >= a.mean ? b : a));
  expect(heading(view)).toMatch(/^Run 12: 0\s%/);
  await view.findByRole("complementary", { name: `Candidate ${best.index}` });
  expect(
    view.getAllByText(
      /Nothing left to learn|repeats itself|no new rewrite|could be used|Not enough left|budget is spent/,
    ).length,
  ).toBeGreaterThan(0);
  expect(view.container.textContent).toContain(`${made.state.spent.metricCalls}`);
  expect(view.getByRole("img", { name: /Score on 30 Pareto rows/ })).toBeTruthy();
});

test("opening a run with 2,000 rollouts reads at most 500 rows, and the page stays small", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const more = made.rollouts[0];
  if (more === undefined) throw new Error("the run has rollouts");
  await db.rollouts.bulkPut(
    Array.from({ length: 2000 }, (_, index) => ({
      ...more,
      callIndex: 10_000 + index,
      split: "test" as const,
    })),
  );
  const rows = countReads(db);
  const view = await open(db);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(rows()).toBeLessThanOrEqual(500);
  expect(view.container.querySelectorAll("*").length).toBeLessThan(2500);
});

test("the time slider shows the page as it was at an event, and the way back to now", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = await open(db);
  const now = heading(view);
  const slider = view.getByRole<HTMLInputElement>("slider", { name: "Event" });
  slider.value = "2";
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await expect.poll(() => heading(view)).toContain("nothing better yet");
  slider.value = "1";
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await expect.poll(() => heading(view)).toContain("is being scored");
  view.getByRole("button", { name: "Back to now" }).click();
  await expect.poll(() => heading(view)).toBe(now);
});

test("a run that grows while one looks is followed without reading again what was read", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made, { status: "paused", wish: "pause" }, 12);
  const view = await open(db);
  const before = heading(view);
  await db.events.bulkPut(made.events.slice(12));
  await expect.poll(() => heading(view) !== before, { timeout: 10_000 }).toBe(true);
});

test("choosing a proposal's parent opens that candidate, and its descent leads back to the seed", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = await open(db, "?c=2");
  const panel = await view.findByRole("complementary", { name: "Candidate 2" });
  within(panel).getByRole("tab", { name: "Where it came from" }).click();
  await within(panel).findByText(/The search starts here/);
  within(panel).getByRole("tab", { name: "Text and changes" }).click();
  await within(panel).findByRole("heading", { name: "Why it was accepted" });
  const conversation = await within(panel).findByRole(
    "button",
    { name: "The prompt exactly as sent" },
    { timeout: 10_000 },
  );
  conversation.click();
  await expect.poll(() => panel.querySelector("pre")?.textContent ?? "").toContain("Label the message.");
});

test("the rollouts are a list that holds thousands and draws dozens, with every message of the chosen one", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const first = made.rollouts[0];
  if (first === undefined) throw new Error("the run has rollouts");
  await db.rollouts.bulkPut(
    Array.from({ length: 5000 }, (_, index) => ({ ...first, callIndex: 10_000 + index })),
  );
  const view = mountPage(db, "/runs/:id", `/runs/run-1?rollouts=all&call=${first.callIndex}`, RunPage);
  await view.findByRole("listbox", { name: "Rollouts, newest first" }, { timeout: 20_000 });
  await expect
    .poll(() => view.container.querySelectorAll("[role=option]").length, { timeout: 10_000 })
    .toBeGreaterThan(5);
  expect(view.container.querySelectorAll("[role=option]").length).toBeLessThan(80);
  await view.findByText("Feedback from the metric", undefined, { timeout: 10_000 });
  expect(view.getAllByText("System").length).toBe(1);
  expect(view.container.textContent).toContain("Label the message.");
});

test("a rewrite of one's own and a larger budget become wishes the run will journal", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made, { status: "paused", wish: "pause" }, 30);
  const view = await open(db, "?c=0");
  const panel = await view.findByRole("complementary", { name: "Candidate 0" });
  within(panel).getByRole("button", { name: "Edit" }).click();
  const text = await view.findByRole<HTMLTextAreaElement>("textbox", { name: /instruction/ });
  text.value = "Say the team. If the message mentions tax, answer EAST.";
  text.dispatchEvent(new Event("input", { bubbles: true }));
  view.getByRole("button", { name: "Enter it as a proposal instead" }).click();
  await expect
    .poll(async () => (await db.steering.toArray()).map((row) => row.request))
    .toEqual([
      {
        kind: "enter-candidate",
        parent: 0,
        texts: { instruction: "Say the team. If the message mentions tax, answer EAST." },
      },
    ]);
});

test("a branch takes along the journal up to its event and every answer below it, and nothing else", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const { branchRun } = await import("../../src/storage/library/branch.ts");
  const row = await branchRun(
    db,
    { fromRunId: "run-1", events: 20, nextCallIndex: 100, id: "branch-1", name: "A branch", steering: [] },
    1,
  );
  expect(row.branchedFrom).toEqual({ runId: "run-1", seq: 19 });
  expect(await db.events.where("[runId+seq]").between(["branch-1", -1], ["branch-1", Infinity]).count()).toBe(
    20,
  );
  const calls = (
    await db.rollouts.where("[runId+callIndex]").between(["branch-1", -1], ["branch-1", Infinity]).toArray()
  ).map((one) => one.callIndex);
  expect(calls).toEqual(made.rollouts.map((one) => one.callIndex).filter((call) => call < 100));
  expect(await db.runs.get("run-1")).toEqual(made.run);
});

test("a run that waits says for what and what is safe; one that is not there says so", async () => {
  const db = await openTestDatabase();
  await storeRun(
    db,
    made,
    { status: "waiting", waiting: { kind: "needs-key", origin: "https://api.example.com" } },
    20,
  );
  const view = await open(db);
  await view.findByText(/waits for a key for api\.example\.com.*Nothing was lost/s);
  cleanup();
  const missing = mountPage(db, "/runs/:id", "/runs/nobody", RunPage);
  await missing.findByText("There is no run at this address");
  expect(missing.getByRole("link", { name: "See the runs kept here" }).getAttribute("href")).toContain(
    "/runs",
  );
});

test("a run that was deleted meanwhile says that it is in the bin, and comes back from there", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = await open(db);
  await moveToBin(db, { kind: "run", id: "run-1" }, Date.now());
  (await view.findByRole("button", { name: "Put it back" })).click();
  await waitFor(() => expect(view.queryByText(/This run is in the bin/)).toBeNull());
  expect((await db.runs.get("run-1"))?.deletedAt).toBeUndefined();
});

test("a run on a dataset of one's own reads the rows it shows, all in one go", async () => {
  const db = await openTestDatabase();
  const { generatedRows } = await import("../../src/tasks/generated-rows.ts");
  const { source } = made.run.task;
  if (source.kind !== "generated") throw new Error("the scripted run is generated");
  const rows = generatedRows(source);
  const all = [...rows.feedback, ...rows.pareto, ...rows.test];
  await db.examples.bulkPut(all.map((row, position) => ({ ...row, datasetId: "mine", position })));
  const dataset = {
    kind: "dataset",
    datasetId: "mine",
    inputColumns: ["message"],
    split: { seed: 0, shares: { feedback: 0.4, pareto: 0.3, test: 0.3 } },
  } as const;
  await storeRun(db, made, { task: { ...made.run.task, source: dataset } });
  const count = countReads(db);
  const view = await open(db);
  await expect
    .poll(() => view.container.textContent, { timeout: 10_000 })
    .toMatch(/alone row \d+ \([A-Z]+\)|none of them alone/);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(count()).toBeLessThanOrEqual(500);
});

test("only the rollouts that changed since their parent are listed when they are asked for", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = mountPage(db, "/runs/:id", "/runs/run-1?rollouts=1", RunPage);
  (await view.findByRole("button", { name: "Changed since parent" }, { timeout: 20_000 })).click();
  const first = made.state.candidates[1];
  const parent = made.state.candidates[first?.parents[0] ?? -1];
  const changed = (first?.scores ?? []).filter(
    (row) => parent?.scores.find((one) => one.example === row.example)?.score !== row.score,
  );
  await expect
    .poll(() => view.container.querySelectorAll("[role=option]").length, { timeout: 10_000 })
    .toBe(changed.length);
});

test("a letter to be carried by hand is shown as it should be sent, and its pasted answer is stored once", async () => {
  const db = await openTestDatabase();
  await storeRun(
    db,
    made,
    {
      status: "waiting",
      waiting: { kind: "by-hand", callIndexes: [9_000] },
      reflection: { kind: "by-hand" },
    },
    20,
  );
  const like = made.reflections[0];
  if (like === undefined) throw new Error("the run reflected");
  await db.reflections.put({
    ...like,
    callIndex: 9_000,
    prompt: "The letter itself.",
    answer: { kind: "waiting" },
  });
  const view = await open(db);
  await view.findByText("The letter itself.", undefined, { timeout: 10_000 });
  const answer = await view.findByRole<HTMLTextAreaElement>("textbox", { name: "The answer you got" });
  answer.value = "```\nBe exact.\n```";
  answer.dispatchEvent(new Event("input", { bubbles: true }));
  (await view.findByRole("button", { name: "Give it to the run" })).click();
  await expect
    .poll(async () => (await db.reflections.get(["run-1", 9_000]))?.answer)
    .toMatchObject({ kind: "answered", text: "```\nBe exact.\n```" });
  expect((await db.runs.get("run-1"))?.status).toBe("requested");
});

test("a run of another optimizer, which has no iterations, gates or proposals, shows its candidates in their order", async () => {
  const db = await openTestDatabase();
  const events = made.events
    .filter((row) =>
      ["run-started", "candidate-added", "run-stopped", "test-evaluated"].includes(row.event.type),
    )
    .map((row, seq) => ({
      ...row,
      seq,
      event: row.event.type === "candidate-added" ? { ...row.event, iteration: 0 } : row.event,
    }));
  await storeRun(db, { ...made, events }, { optimizer: "mipro", name: "MIPROv2" });
  const view = await open(db);
  await view.findByText(/MIPROv2 has no gate/);
  expect(view.container.textContent).not.toContain("Minibatches of");
  const nodes = [...view.container.querySelectorAll("g[data-candidate] > path")].map((node) =>
    node.getAttribute("d"),
  );
  expect(new Set(nodes).size).toBe(nodes.length);
});
