import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeAll, expect, test } from "vitest";

import { ResultPage } from "../../src/ui/pages/result/result-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

test("the result shows seed and winner on the sealed rows with an interval, and the winning prompt", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  const name = /The new prompt gets \d+\s?% of unseen rows right\. The seed got 0/;
  await view.findByRole("heading", { level: 1, name }, { timeout: 20_000 });
  await view.findByRole("img", { name: /Sealed test: seed 0.*winner \d+/ });
  expect(view.getByText(/95 % interval runs from/)).toBeTruthy();
  await view.findByRole("button", { name: "Copy the prompt" });
});

test("before the sealed test the result says what is still sealed and how to open it", async () => {
  const db = await openTestDatabase();
  const untested = made.events.filter((row) => row.event.type !== "test-evaluated");
  await storeRun(db, { ...made, events: untested });
  const view = mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  const button = await view.findByRole(
    "button",
    { name: /Open the sealed test set, 120 requests/ },
    { timeout: 20_000 },
  );
  button.click();
  await expect.poll(async () => (await db.runs.get("run-1"))?.testAsked).toBe(true);
});

test("rows without an answer stand on the result page with their reason, and are asked again from there", async () => {
  const db = await openTestDatabase();
  const events = made.events.map((row) =>
    row.event.type === "test-evaluated"
      ? {
          ...row,
          event: {
            ...row.event,
            rows: row.event.rows.map((one) =>
              one.example === 7
                ? { example: 7, callIndex: one.callIndex, failed: "too long for the model" }
                : one,
            ),
          },
        }
      : row,
  );
  await storeRun(db, { ...made, events });
  const view = mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  (await view.findByText("1 row had no answer and is left out", {}, { timeout: 20_000 })).click();
  const lines = await view.findAllByText(
    /Row 7 of the sealed test .*: left out of what c\d+ is worth\. too long/,
    undefined,
    { timeout: 20_000 },
  );
  expect(lines).toHaveLength(2);
  view.getByRole("button", { name: "Ask these rows again" }).click();
  await view.findByText(/They are asked again/, undefined, { timeout: 20_000 });
  expect((await db.steering.toArray()).map(({ request }) => request)).toEqual([{ kind: "ask-again" }]);
  expect((await db.runs.get("run-1"))?.status).toBe("requested");
});

test("a run that ended before its first prompt was scored says so, and does not seem to go on", async () => {
  const db = await openTestDatabase();
  const [first] = made.events;
  const reason = { kind: "seed-not-scored", missing: 30, of: 30, reason: "no answer" } as const;
  const stop = {
    ...first!,
    seq: 0,
    event: { type: "run-stopped", reason, pendingCalls: { from: 0, count: 0 } } as const,
  };
  await storeRun(db, { ...made, events: [stop] });
  const view = mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  await view.findByText(/ended before its first prompt was scored/, {}, { timeout: 20_000 });
});
