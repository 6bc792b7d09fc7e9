import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { page } from "vitest/browser";

import type { StudioDatabase } from "../../src/storage/schema.ts";
import { ComparePage } from "../../src/ui/pages/compare/compare-page.tsx";
import { LearnPage } from "../../src/ui/pages/learn/learn-page.tsx";
import { RacePage } from "../../src/ui/pages/race/race-page.tsx";
import { sampleRecording } from "../support/sample-recording.ts";
import { scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

/** The file the studio ships, answered here with one of the test's own. Returns how often it was asked for. */
function shipRecording(body: unknown): () => number {
  const real = globalThis.fetch;
  let asked = 0;
  globalThis.fetch = (input, init) => {
    if (!String(input instanceof Request ? input.url : input).endsWith("recorded/grpo.json"))
      return real(input, init);
    asked += 1;
    return Promise.resolve(Response.json(body));
  };
  onTestFinished(() => {
    globalThis.fetch = real;
  });
  return () => asked;
}

/** Folded tables on a phone have no head row. */
beforeEach(() => page.viewport(1440, 900));

async function storeRace(db: StudioDatabase): Promise<string> {
  const small = { sizes: { feedback: 20, pareto: 12, test: 24 }, budget: 200, policySeed: 901 };
  const gepa = await scriptedRun({ ...small, id: "race-gepa" });
  const greedy = await scriptedRun({ ...small, id: "race-greedy", clumsy: 0.5 });
  const queue = "race-901";
  await storeRun(db, gepa, { name: "GEPA", number: 1, queue });
  await storeRun(db, greedy, { name: "Greedy search", optimizer: "greedy", number: 2, queue });
  return "/compare?runs=race-gepa,race-greedy";
}

test("a race shows its chart, its rules as kept, and a table with GRPO as recorded", async () => {
  shipRecording(sampleRecording());
  const db = await openTestDatabase();
  showPage(db, ComparePage, await storeRace(db));
  const table = page.getByRole("table");
  await expect.element(table).toHaveTextContent(/GRPO\s*recorded, weights trained, 960 rollouts/);
  for (const column of [
    /Sealed test/,
    /95 % interval/,
    /Requests to \d+/,
    /Student : Reflection/,
    /Tokens/,
    /Prompt/,
  ])
    await expect.element(table.getByRole("columnheader", { name: column })).toBeVisible();
  await expect.element(page.getByText(/^Checked: the same rows/)).toBeVisible();
  await expect.element(page.getByText("Kept by these runs, as checked above.")).toBeVisible();
  await expect.element(page.getByRole("img", { name: /GRPO, recorded, weights trained/ })).toBeVisible();
});

test("compared runs and what was recorded are read once, whatever is written to the runs meanwhile", async () => {
  const recordingsRead = shipRecording(sampleRecording());
  const db = await openTestDatabase();
  await storeRace(db);
  showPage(db, ComparePage, "/compare");
  await expect.element(page.getByText("Kept by these runs, as checked above.")).toBeVisible();
  let eventsRead = 0;
  db.events.hook("reading", (row) => {
    eventsRead += 1;
    return row;
  });
  await db.runs.update("race-greedy", { name: "Greedy as before" });
  await expect.element(page.getByRole("link", { name: "Run 2, Greedy as before" })).toBeVisible();
  expect(eventsRead).toBe(0);
  expect(recordingsRead()).toBe(1);
});

test("a race before a class is its chart and where each stands, without the frame", async () => {
  shipRecording(sampleRecording());
  const db = await openTestDatabase();
  showPage(db, ComparePage, await storeRace(db));
  await expect.element(page.getByRole("heading", { name: "At the end" })).toBeVisible();
  await page.getByRole("button", { name: "Present" }).click();
  const standing = page.getByRole("table").filter({ hasText: "Where it stands" });
  await expect.element(standing.getByRole("row", { name: /^GEPA / })).toHaveTextContent(/finished|done|%/);
  await expect.element(page.getByRole("heading", { name: "At the end" })).not.toBeInTheDocument();
  expect(document.documentElement.dataset["presenter"]).toBe("on");
  await page.getByRole("button", { name: "End the presentation" }).click();
  await expect.element(page.getByRole("heading", { name: "At the end" })).toBeVisible();
  expect(document.documentElement.dataset["presenter"]).toBeUndefined();
});

test("the table counts calls to whatever score is asked for", async () => {
  shipRecording(sampleRecording());
  const db = await openTestDatabase();
  showPage(db, ComparePage, await storeRace(db));
  const asked = page.getByLabelText(/Requests to reach/);
  await asked.fill("80");
  await page.getByRole("heading", { name: "At the end" }).click();
  await expect.element(page.getByRole("columnheader", { name: /Requests to 80/ })).toBeVisible();
  await expect.element(page.getByRole("row", { name: /GRPO recorded/ })).toHaveTextContent(/960 : 0/);
});

test("a recording that cannot be believed is left out, and the race says why", async () => {
  shipRecording({ ...sampleRecording(), version: 9 });
  const db = await openTestDatabase();
  showPage(db, ComparePage, await storeRace(db));
  await expect
    .element(
      page.getByText("The recording of GRPO is left out: version 9 of the recording is not known here."),
    )
    .toBeVisible();
  expect(page.getByText("weights trained").elements()).toHaveLength(0);
});

test("one click starts an ablation: the same search with one thing changed", async () => {
  const db = await openTestDatabase();
  showPage(db, RacePage, "/race?policy-seed=5&seeds=2");
  await page.getByRole("button", { name: /Start 4 runs.*Parents: the frontier/ }).click();
  await expect.poll(() => db.runs.count()).toBe(4);
  const runs = await db.runs.toArray();
  expect(new Set(runs.map((run) => run.engine.parentSelector.kind))).toEqual(
    new Set(["pareto", "current-best"]),
  );
  expect(new Set(runs.map((run) => run.queue)).size).toBe(1);
  await expect.element(page.getByText("elsewhere: /compare")).toBeVisible();
});

test("races of before are a click away from their chart", async () => {
  const db = await openTestDatabase();
  const address = await storeRace(db);
  showPage(db, RacePage, "/race");
  const link = page.getByRole("link", { name: "GEPA · Greedy search" });
  await expect.element(link).toBeVisible();
  expect(link.element().getAttribute("href")).toContain(address);
  await expect.element(page.getByText(/2 of 2 runs done/)).toBeVisible();
});

test("the race scene of Learn shows the recorded GRPO beside the live ones, labelled as what it is", async () => {
  shipRecording(sampleRecording());
  const db = await openTestDatabase();
  const small = { sizes: { feedback: 20, pareto: 12, test: 24 }, budget: 200, policySeed: 901 };
  for (const [place, optimizer] of ["gepa", "gepa-eyes-shut", "greedy"].entries()) {
    const made = await scriptedRun({ ...small, id: `learn-race-${optimizer}-901-1`, clumsy: place * 0.3 });
    await storeRun(db, made, { name: optimizer, optimizer, number: place + 1, queue: "learn-race" });
  }
  mountPage(db, "/learn/:scene?", "/learn/race", LearnPage);
  const row = page.getByRole("row", { name: /^GRPO recorded, weights trained, 960 rollouts/ });
  await expect.element(row).toHaveTextContent(/960.*85.*83\.3/);
  await expect.element(page.getByText(/trains weights, which a page cannot do/)).toBeVisible();
  await expect.element(page.getByRole("link", { name: "Compare them in full" })).toBeVisible();
});

test("runs that cannot be read are said to be so, with what is safe", async () => {
  shipRecording(sampleRecording());
  const db = await openTestDatabase();
  const address = await storeRace(db);
  // A journal whose first event was lost.
  await db.events.where("[runId+seq]").equals(["race-gepa", 0]).delete();
  await db.events.put({ runId: "race-gepa", seq: 0, at: 1, event: null as never });
  showPage(db, ComparePage, address);
  await expect.element(page.getByRole("alert")).toHaveTextContent(/could not be read.*Nothing was changed/);
});
