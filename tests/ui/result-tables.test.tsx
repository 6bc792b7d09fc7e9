import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeAll, expect, test } from "vitest";

import type { StudioDatabase } from "../../src/storage/schema.ts";
import { ResultPage } from "../../src/ui/pages/result/result-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

async function open(): Promise<{ view: ReturnType<typeof mountPage>; db: StudioDatabase }> {
  const db = await openTestDatabase();
  await storeRun(db, made);
  return { db, view: mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage) };
}

test("the result says how much of the gain is form and how much is judgement, and has a line for each label", async () => {
  const { view } = await open();
  await view.findByText(/^Of 60 rows: .* by form .* by judgement/, undefined, { timeout: 20_000 });
  const right = made.run.splits.test.length;
  const counted = (): number => {
    const rows = [...view.container.querySelectorAll("[role=tabpanel] tbody tr")];
    return rows.reduce((sum, row) => sum + Number(row.querySelector("td")?.textContent), 0);
  };
  await expect.poll(counted).toBe(right);
});

test("one's own prompt is scored beside the run, and its verdict stands on the result in words", async () => {
  const { view, db } = await open();
  (await view.findByRole("button", { name: "Go on from here" }, { timeout: 20_000 })).click();
  (await view.findByRole("menuitem", { name: "Change the prompt yourself…" })).click();
  const text = await view.findByRole<HTMLTextAreaElement>("textbox", { name: "instruction" });
  text.value = "Mine.";
  text.dispatchEvent(new Event("input", { bubbles: true }));
  view.getByRole("button", { name: "Score it on 30 Pareto rows" }).click();
  await view.findByText("No answer yet.", undefined, { timeout: 20_000 });
  const check = await db.runs.filter((run) => run.check?.kind === "own-prompt").first();
  expect(check?.splits.test).toEqual(made.run.splits.pareto);
  const like = made.rollouts[0]!;
  await db.rollouts.bulkPut(
    Array.from({ length: 30 }, (_, callIndex) => ({
      ...like,
      runId: check!.id,
      callIndex,
      outcome: { kind: "scored" as const, score: 0 },
    })),
  );
  await db.runs.update(check!.id, { status: "finished" });
  await view.findByText(/^Worse than c\d+: 0.% against \d+.% on 30 Pareto rows\./, undefined, {
    timeout: 20_000,
  });
  expect((await db.runs.get("run-1"))?.status).toBe(made.run.status);
});
