import { cleanup, within } from "@solidjs/testing-library";
import { afterEach, beforeAll, expect, test } from "vitest";

import type { MarkRow } from "../../src/storage/rows.ts";
import { ResultPage } from "../../src/ui/pages/result/result-page.tsx";
import { RunPage } from "../../src/ui/pages/run/run-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

function feedbackRollout() {
  const found = made.rollouts.find((row) => row.split === "feedback");
  if (found === undefined) throw new Error("the run learned from no row");
  return found;
}

/** A judge beside the label, and the judge's score of each answer. */
function judgedRun(score: number) {
  const { run, rollouts } = made;
  const judge = { name: "tone", kind: "judge", weight: 1, options: { rubric: "Be kind." } };
  return {
    ...made,
    run: { ...run, task: { ...run.task, metrics: [...run.task.metrics, judge] } },
    rollouts: rollouts.map((row) =>
      row.outcome.kind === "scored"
        ? { ...row, outcome: { ...row.outcome, objectiveScores: { label: row.outcome.score, tone: score } } }
        : row,
    ),
  };
}

test("a thumb and a sentence on a rollout are stored with its answer, and a run under way is told once", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made, { status: "paused", wish: "pause" }, 20);
  const rollout = feedbackRollout();
  const address = `/runs/run-1?rollouts=all&call=${rollout.callIndex}`;
  const view = mountPage(db, "/runs/:id", address, RunPage);
  const group = await view.findByRole("group", { name: "Your mark on this answer" }, { timeout: 20_000 });
  within(group).getByRole("button", { name: "Bad" }).click();
  await expect.poll(() => within(group).getByRole("button", { name: "Bad" }).ariaPressed).toBe("true");
  view.getByRole("button", { name: "Say why…" }).click();
  const field = await view.findByRole<HTMLTextAreaElement>("textbox", { name: /What is bad about this/ });
  field.value = "it is about a refund";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  view.getByRole("button", { name: "Keep the sentence" }).click();
  await view.findByText("“it is about a refund”");
  const marks: MarkRow[] = await db.marks.toCollection().sortBy("at");
  expect(marks.map(({ thumb, text }) => [thumb, text])).toEqual([
    ["down", undefined],
    ["down", "it is about a refund"],
  ]);
  const { exampleId, callIndex, output } = rollout;
  expect(marks[1]).toMatchObject({ runId: "run-1", exampleId, callIndex, output });
  expect((await db.steering.toArray()).map(({ request }) => request)).toEqual([
    {
      kind: "add-feedback",
      example: made.run.splits.feedback.indexOf(exampleId),
      text: `A person marked the answer "${output}" bad: it is about a refund`,
    },
  ]);
});

test("a second press takes the mark back, and a finished run is not woken by any of it", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const address = `/runs/run-1?rollouts=all&call=${feedbackRollout().callIndex}`;
  const view = mountPage(db, "/runs/:id", address, RunPage);
  const good = await view.findByRole("button", { name: "Good" }, { timeout: 20_000 });
  good.click();
  await expect.poll(() => good.ariaPressed).toBe("true");
  good.click();
  await expect.poll(() => good.ariaPressed).toBe("false");
  expect(await db.marks.count()).toBe(2);
  expect(await db.steering.count()).toBe(0);
  expect((await db.runs.get("run-1"))?.status).toBe("finished");
});

test("the result page says how far a judge agrees with the marks, and lists where the two differ", async () => {
  const db = await openTestDatabase();
  const judged = judgedRun(0.9);
  await storeRun(db, judged);
  // One per row: the same answer to the same row marked twice would count once.
  const rows = [...new Map(judged.rollouts.map((row) => [row.exampleId, row])).values()].slice(0, 24);
  await db.marks.bulkAdd(
    rows.map(({ exampleId, callIndex, output }, index) => ({
      id: `m${index}`,
      exampleId,
      callIndex,
      output,
      runId: "run-1",
      thumb: index < 18 ? ("up" as const) : ("down" as const),
      at: index,
    })),
  );
  const view = mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  await view.findByText(/The judge agrees with people on 18 of 24 answers/, undefined, { timeout: 20_000 });
  await view.findByText(/18 of 24 answers, 75/);
  const differing = view.getByText(/Where you differ/).closest("table");
  expect(differing?.querySelectorAll("tbody tr")).toHaveLength(5);
  expect(differing?.textContent).toContain("0.90");
});

test("with few marks the judge's worth is said to be unknown, and without a judge nothing is said", async () => {
  const db = await openTestDatabase();
  await storeRun(db, judgedRun(0.9));
  const view = mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  await view.findByText(/No answer was both judged and marked/, undefined, { timeout: 20_000 });
  cleanup();
  await db.runs.clear();
  await storeRun(db, made);
  const plain = mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  await plain.findByRole("heading", { name: "Rows to look at" }, { timeout: 20_000 });
  expect(plain.queryByText("The judge and you")).toBeNull();
});

test("an answer is marked right in the result's table of rows", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  const table = (await view.findByText(/Your mark on c/, undefined, { timeout: 20_000 })).closest("table");
  if (table === null) throw new Error("the marks stand in no table");
  const [good] = await within(table).findAllByRole("button", { name: "Good" });
  good?.click();
  await expect.poll(() => db.marks.count()).toBe(1);
  const [mark] = await db.marks.toArray();
  expect(mark).toMatchObject({ runId: "run-1", thumb: "up" });
});
