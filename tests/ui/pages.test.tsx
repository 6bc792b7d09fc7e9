import { cleanup } from "@solidjs/testing-library";
import { createRoot, createSignal } from "solid-js";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { page } from "vitest/browser";

import { demoHouses } from "../../src/tasks/routing/demo-houses.ts";
import { HomePage } from "../../src/ui/pages/home/home-page.tsx";
import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { createSpoken } from "../../src/ui/pages/run/create-spoken.ts";
import { RunsPage } from "../../src/ui/pages/runs/runs-page.tsx";
import { privacySentence } from "../../src/views/words/privacy-words.ts";
import { statusWords, stopSentence, waitSentence } from "../../src/views/words/sentences.ts";
import { scriptedRun, storeRun } from "../support/scripted-run.ts";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

function setDataSaver(on: boolean): void {
  Object.defineProperty(navigator, "connection", { configurable: true, value: { saveData: on } });
  onTestFinished(() => {
    Reflect.deleteProperty(navigator, "connection");
  });
}

test("on data saver nothing starts by itself: there is one button, and it starts one run", async () => {
  setDataSaver(true);
  const db = await openTestDatabase();
  showPage(db, HomePage);
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeVisible();
  expect(await db.runs.count()).toBe(0);
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
});

test("a first visit asks for one run, however many tabs open at once", async () => {
  const db = await openTestDatabase();
  showPage(db, HomePage);
  showPage(db, HomePage);
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  const run = (await db.runs.toArray())[0]!;
  expect(run).toMatchObject({
    id: `home-${demoHouses[0]}-1`,
    student: { kind: "embedded" },
    reflection: { kind: "coach" },
    finalTest: true,
  });
  expect(run.engine.budget).toMatchObject({ requests: 700, requestsPerRollout: 1, reflectionCalls: 40 });
});

test("a first visit never shows the button that starts the run, for it starts by itself", async () => {
  const db = await openTestDatabase();
  const seen = new Set<string>();
  const watch = new MutationObserver(() => {
    for (const button of document.querySelectorAll("button")) seen.add(button.textContent);
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  onTestFinished(() => watch.disconnect());
  showPage(db, HomePage);
  await expect.poll(() => db.runs.count(), { timeout: 20_000 }).toBe(1);
  await expect.element(page.getByRole("button", { name: "Pause" })).toBeVisible();
  expect([...seen].filter((text) => text.includes("Start the run"))).toEqual([]);
});

test("a live region says an end at once, and numbers only every ten seconds", async () => {
  const [finding, setFinding] = createSignal("Searching.");
  const [numbers, setNumbers] = createSignal("1 call.");
  const { spoken, dispose } = createRoot((end) => ({ spoken: createSpoken(finding, numbers), dispose: end }));
  onTestFinished(dispose);
  await expect.poll(spoken).toBe("Searching. 1 call.");
  setNumbers("2 calls.");
  expect(spoken()).toBe("Searching. 1 call.");
  setFinding("It has ended.");
  expect(spoken()).toBe("It has ended. 2 calls.");
});

test("whoever has runs of their own meets the last one with what to do next, and no demo starts by itself", async () => {
  const db = await openTestDatabase();
  await storeRun(db, await scriptedRun({ id: "mine", budget: 100 }), {
    status: "paused",
    wish: "pause",
    name: "Mails",
    number: 7,
  });
  showPage(db, HomePage);
  await expect.element(page.getByRole("link", { name: "Run 7, Mails" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Start the run" })).toBeVisible();
  expect(await db.runs.count()).toBe(1);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect.poll(async () => (await db.runs.get("mine"))?.wish).toBe("run");
});

test("a demo paused before its first score keeps its prompt and the room of its chart", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun({ id: "home-1-1", budget: 100 });
  await storeRun(db, made, { status: "paused", wish: "pause" }, 0);
  await db.settings.put({ key: "home-run", value: "home-1-1" });
  showPage(db, HomePage);
  await expect.element(page.getByText("Paused before the first score.").first()).toBeVisible();
  await expect
    .element(page.getByRole("figure", { name: "First prompt" }))
    .toHaveTextContent("Label the message.");
  await expect.element(page.getByRole("figure", { name: "Score over requests" })).toBeVisible();
});

test("a prompt and pasted examples on Home open New run with both", async () => {
  const db = await openTestDatabase();
  setDataSaver(true);
  showPage(db, HomePage, "/", { path: "/new", component: NewRunPage });
  await page.getByRole("textbox", { name: "The prompt you have now" }).fill("Sort it well.");
  await page
    .getByRole("textbox", { name: "Examples with the right answer" })
    .fill("message,team\nCharged twice.,BILLING\nNo parcel.,SHIPPING\nStill none.,SHIPPING");
  await page.getByRole("button", { name: "Set up the run" }).click();
  await expect
    .element(page.getByRole("combobox", { name: "Column of the right answer" }), { timeout: 20_000 })
    .toHaveValue("team");
  await expect.element(page.getByLabelText("The prompt you have now")).toHaveValue("Sort it well.");
});

test("a later visit shows the finished run, says what was found and offers another", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun({ id: "home-1-1", budget: 300 });
  await storeRun(db, made, { status: "finished" });
  await db.settings.put({ key: "home-run", value: "home-1-1" });
  showPage(db, HomePage);
  await expect
    .element(page.getByRole("heading", { level: 2 }).first())
    .toHaveTextContent(/of unseen messages right/);
  await expect.element(page.getByRole("button", { name: /Run another/ })).toBeVisible();
  await expect
    .element(page.getByRole("figure", { name: "Best prompt so far" }))
    .toHaveTextContent(/If the message mentions/);
  expect(await db.runs.count()).toBe(1);
});

test("a link to one particular run starts that run, and another can be started after it", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun({ id: "home-5-2", policySeed: 5, budget: 100 });
  await storeRun(db, made, { status: "finished", number: 1 });
  showPage(db, HomePage, "/?policy-seed=5&seed=2");
  await page.getByRole("button", { name: /Run another/ }).click();
  await expect.poll(() => db.runs.get("home-6-1"), { timeout: 20_000 }).toBeDefined();
  await expect.poll(async () => (await db.settings.get("home-run"))?.value).toBe("home-6-1");
  await expect.element(page.getByText("run 2", { exact: false })).toBeVisible();
  expect((await db.settings.get("home-run"))?.value).toBe("home-6-1");
});

test("a deleted run can be had back, and one that is not is gone from the list", async () => {
  const db = await openTestDatabase();
  await storeRun(db, await scriptedRun({ id: "one", budget: 100 }), {
    status: "finished",
    name: "First",
    number: 1,
  });
  showPage(db, RunsPage);
  await page.getByRole("button", { name: "Delete run 1" }).click();
  await expect.element(page.getByText("Nothing has been run here")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.element(page.getByRole("link", { name: "First" })).toBeVisible();
});

test("the privacy line says nothing, or how much and where to", () => {
  expect(privacySentence({ requests: 0, bytesOut: 0, hosts: [] })).toBe("Nothing has left this machine");
  expect(privacySentence({ requests: 2, bytesOut: 1500, hosts: ["https://api.example.com"] })).toBe(
    "1.5\u202fkB sent to api.example.com",
  );
  expect(privacySentence({ requests: 2, bytesOut: 1500, hosts: ["https://a", "https://b"] })).toBe(
    "1.5\u202fkB sent to 2 hosts",
  );
});

test("a run's end and its waiting are told in sentences", async () => {
  expect(stopSentence({ kind: "budget-too-small", what: "metric-calls", needs: 46, has: 12 })).toBe(
    "Not enough left for another proposal (needs up to 46 rollouts, has 12)",
  );
  expect(waitSentence({ kind: "needs-key", origin: "https://api.example.com" })).toContain("api.example.com");
  const { run } = await scriptedRun({ budget: 60 });
  expect(statusWords({ ...run, status: "requested", wish: "pause" })).toBe("paused before its start");
});

test("a deleted run lies in the bin below the others and can be put back from there", async () => {
  const db = await openTestDatabase();
  await storeRun(db, await scriptedRun({ id: "gone", budget: 100 }), { status: "finished", number: 1 });
  showPage(db, RunsPage);
  await page.getByRole("button", { name: "Delete run 1" }).click();
  await expect.element(page.getByRole("heading", { name: "Bin" })).toBeVisible();
  await page.getByRole("button", { name: /^Put back Run/ }).click();
  await expect.element(page.getByRole("button", { name: "Delete run 1" })).toBeVisible();
  await expect.element(page.getByRole("heading", { name: "Bin" })).not.toBeInTheDocument();
  expect((await db.runs.get("gone"))?.deletedAt).toBeUndefined();
});
