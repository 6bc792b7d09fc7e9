import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import type { StudioDatabase } from "../../src/storage/schema.ts";
import { RunPage } from "../../src/ui/pages/run/run-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);
beforeEach(() => page.viewport(1440, 900));

/** The same run as a program of two modules: the first names the message's language, the second answers. */
function inTwoModules(made: ScriptedRun): ScriptedRun {
  const route = made.run.task.program.modules[0]!;
  return {
    ...made,
    run: {
      ...made.run,
      task: { ...made.run.task, program: { modules: [{ ...route, name: "listen" }, route] } },
    },
    trajectories: made.trajectories.map((row) => {
      const step = row.trajectory[0]!;
      const heard = { ...step, module: "listen", completion: `tongue ${row.callIndex % 2}` };
      // The rollouts of the seed were made before there was a first module.
      return { ...row, trajectory: row.callIndex < 30 ? [step] : [heard, step] };
    }),
  };
}

async function showRollouts(db: StudioDatabase): Promise<ScriptedRun> {
  const made = inTwoModules(await scriptedRun({ clumsy: 0.3, budget: 250 }));
  await storeRun(db, made);
  mountPage(db, "/runs/:id", "/runs/run-1?rollouts=all", RunPage);
  await expect.element(page.getByRole("listbox", { name: /Rollouts/ })).toBeVisible();
  return made;
}

const list = page.getByRole("listbox", { name: /Rollouts/ });
const options = () => list.getByRole("option").elements();
const choose = (name: string) => page.getByRole("button", { name, exact: true }).click();

test("rollouts are filtered by verdict: failing ones, those that changed since the parent, all", async () => {
  const db = await openTestDatabase();
  const made = await showRollouts(db);
  const isRight = (text: string | null) => /1\.00/.test(text ?? "");
  await choose("Failing");
  await expect.poll(() => options().length).toBeGreaterThan(3);
  await expect.poll(() => options().some((line) => isRight(line.textContent))).toBe(false);
  await choose("All");
  await expect.poll(() => options().some((line) => isRight(line.textContent))).toBe(true);
  await choose("Changed since parent");
  const parents = made.state.candidates.filter((candidate) => candidate.parents.length > 0);
  expect(parents.length).toBeGreaterThan(0);
  await expect
    .poll(() => options().every((line) => /Pareto row|the final/.test(line.textContent)))
    .toBe(true);
});

test("rollouts are filtered by module: those that called it, with what it answered", async () => {
  const db = await openTestDatabase();
  await showRollouts(db);
  await choose("All");
  await page.getByRole("combobox", { name: "Module" }).selectOptions("listen: what it answered");
  await expect.poll(() => options().length).toBeGreaterThan(3);
  await expect.poll(() => options().every((line) => /tongue [01]/.test(line.textContent))).toBe(true);
});

test("text is looked for in the chosen module's own words, and in nothing else", async () => {
  const db = await openTestDatabase();
  await showRollouts(db);
  await choose("All");
  const search = page.getByRole("searchbox", { name: /Search/ });
  await search.fill("tongue 1");
  await expect.element(page.getByText("No rollout says “tongue 1”.")).toBeVisible();
  await page.getByRole("combobox", { name: "Module" }).selectOptions("listen: what it answered");
  await expect.poll(() => options().length).toBeGreaterThan(3);
  expect(options().every((line) => line.textContent.includes("tongue 1"))).toBe(true);
  await page.getByRole("combobox", { name: "Module" }).selectOptions("route: what it answered");
  await expect.element(page.getByText("No rollout says “tongue 1” in the module “route”.")).toBeVisible();
});

test("an opened rollout shows the chosen module's messages alone", async () => {
  const db = await openTestDatabase();
  await showRollouts(db);
  await choose("All");
  await page.getByRole("combobox", { name: "Module" }).selectOptions("listen: what it answered");
  await expect.poll(() => options().every((line) => /tongue [01]/.test(line.textContent))).toBe(true);
  await list.getByRole("option").first().click();
  await expect.element(page.getByRole("heading", { name: "listen" })).toBeVisible();
  expect(page.getByRole("heading", { name: "route" }).elements()).toHaveLength(0);
});
