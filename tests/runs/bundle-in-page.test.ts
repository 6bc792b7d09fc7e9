import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { exportRun } from "../../src/runs/export-run.ts";
import { bundleOfPage } from "../../src/storage/bundle/bundle-in-page.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { contents, filled, plantedKey, take } from "./bundles.ts";
import { connect, freshName } from "./open-runs.ts";

async function pageOf(db: StudioDatabase, what: "report" | "report-with-run"): Promise<Blob> {
  const made = await exportRun(db, "run", what, 1_800_000_000_000, () => undefined);
  if (made.kind === "refused") throw new Error(made.message);
  return made.file;
}

test("a report that carries its run is one inert page, and the studio takes the whole run out of it", async () => {
  const db = await filled();
  const page = await pageOf(db, "report-with-run");
  const text = await page.text();
  expect(text).toMatch(/^<!doctype html>/);
  expect(text).not.toMatch(/<script/i);
  expect(text).toContain("holds the whole run, with every row and answer");
  expect(text.replace(/<!-- gepa-studio bundle\n[A-Za-z0-9+/=]+\n-->\n$/, "")).toMatch(/<\/html>\s*$/);
  const other = await connect(freshName());
  expect(await take(other, page)).toMatchObject({ kind: "imported", runs: 1, tasks: 1 });
  const [before, after] = [await contents(db), await contents(other)];
  for (const table of ["events", "rollouts", "trajectories", "reflections"])
    expect(after[table]).toEqual(before[table]);
  expect(JSON.stringify(after)).not.toContain(plantedKey);
  // Another run's data set and its rows are not in it.
  expect(after["examples"]).toEqual([]);
});

test("a page without a run, and one cut short, are refused in words", async () => {
  const db = await filled();
  const other = await connect(freshName());
  const plain = await pageOf(db, "report");
  expect(await plain.text()).not.toContain("holds the whole run");
  expect(await take(other, plain)).toMatchObject({
    kind: "refused",
    message: expect.stringMatching(/^This page carries no run/),
  });
  const page = await pageOf(db, "report-with-run");
  expect(await take(other, page.slice(0, page.size - 40))).toMatchObject({ kind: "refused" });
  expect(
    await bundleOfPage(new Blob(["<!doctype html><!-- gepa-studio bundle\n%%%\n-->\n"])),
  ).toBeUndefined();
  expect(Object.values(await contents(other)).flat()).toEqual([]);
});
