import { expect, test } from "vitest";

import type { DatasetChange } from "../../src/tasks/splits/dataset-changes.ts";
import { chooseRows, countRows, indexRows, type ScannedRow } from "../../src/views/data/row-index.ts";
import {
  bulkDeeds,
  changedSinceWords,
  labelWords,
  splitChoices,
  splitTargets,
} from "../../src/views/words/data-words.ts";

const row = (id: string, position: number, label: string, length = 10): ScannedRow => ({
  id,
  position,
  label,
  length,
  drafted: id.startsWith("drafted"),
});
const scanned = [
  row("a", 0, "NO", 30),
  row("b", 1, "YES", 20),
  row("c", 2, "YES", 10),
  row("drafted", 3, "YES", 5),
  row("b2", 4, "NO", 20),
];
const known = { splits: { feedback: ["a", "drafted"], pareto: ["b"], test: ["c"] }, since: 10 };
const fixed: DatasetChange = { kind: "fixed", from: "b", to: "b2", at: 20 };
const out: DatasetChange = { kind: "left-out", rows: ["c"], at: 21 };
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

test("a fixed row stands at its place with its number and split; a fix that was taken back leaves no trace", () => {
  const rows = indexRows(scanned, [fixed], known);
  expect(ids(rows)).toEqual(["a", "b2", "c", "drafted"]);
  expect(rows[1]).toMatchObject({ number: 2, split: "pareto", label: "NO", isChanged: true, position: 4 });
  const undone = indexRows(scanned, [{ ...fixed, undone: true }], known);
  expect(ids(undone)).toEqual(["a", "b", "c", "drafted"]);
  expect(undone.some(({ isChanged }) => isChanged)).toBe(false);
});

test("changes a run was made after are in its splits, and are no changes since", () => {
  const later = { splits: { ...known.splits, pareto: ["b2"], test: [] }, since: 30 };
  const rows = indexRows(scanned, [fixed, out], later);
  expect(rows[1]).toMatchObject({ id: "b2", split: "pareto", isChanged: false });
  expect(rows[2]).toMatchObject({ id: "c", isOut: true });
  expect(changedSinceWords([fixed, out], 30)).toBeUndefined();
  expect(changedSinceWords([fixed, out], 20)).toMatch(/changed since \(1 change\)/);
});

test("rows are chosen by label, split and search, and put in order, each the same at every turn", () => {
  const rows = indexRows(scanned.slice(0, 4), [out], known);
  expect(ids(chooseRows(rows, { label: "YES", order: "file" }))).toEqual(["b", "c", "drafted"]);
  expect(ids(chooseRows(rows, { split: "test", order: "file" }))).toEqual([]);
  expect(ids(chooseRows(rows, { split: "out", order: "file" }))).toEqual(["c"]);
  expect(ids(chooseRows(rows, { found: new Set([0, 3]), order: "shortest" }))).toEqual(["drafted", "a"]);
  expect(ids(chooseRows(rows, { order: "label" }))).toEqual(["a", "b", "c", "drafted"]);
  expect(ids(chooseRows(rows, { order: "longest" }))).toEqual(["a", "b", "c", "drafted"]);
});

test("labels are counted without rows left out, and answers that are all different are no labels", () => {
  const counts = countRows(indexRows(scanned.slice(0, 4), [out], known));
  expect(counts).toMatchObject({ rows: 4, out: 1, changed: 1, feedback: 2, pareto: 1, test: 0, none: 0 });
  expect(counts.labels).toEqual([
    ["YES", 2],
    ["NO", 1],
  ]);
  expect(splitChoices(counts).map(([value]) => value)).toEqual(["", "feedback", "pareto", "out", "changed"]);
  const texts = Array.from({ length: 30 }, (_, at) => row(`r${at}`, at, `answer ${at}`));
  expect(countRows(indexRows(texts, [], undefined)).labels).toEqual([]);
});

test("what a model drafted is never offered a split that judges, alone or with others", () => {
  const rows = indexRows(scanned.slice(0, 4), [], known);
  expect(splitTargets(rows[3]!).map(([value]) => value)).toEqual(["feedback"]);
  const toTest = bulkDeeds(rows).find(({ deed }) => deed.kind === "moved" && deed.split === "test");
  expect(toTest?.deed).toMatchObject({ rows: ["a", "b"] });
});

test("a hundred thousand rows are indexed, counted and put in order in one go each", () => {
  const many = Array.from({ length: 100_000 }, (_, at) =>
    row(`r${at}`, at, at % 3 === 0 ? "YES" : "NO", at % 97),
  );
  const rows = indexRows(many, [{ kind: "left-out", rows: ["r5"], at: 1 }], undefined);
  expect(rows).toHaveLength(100_000);
  expect(countRows(rows).labels).toEqual([
    ["NO", 66_665],
    ["YES", 33_334],
  ]);
  expect(labelWords(countRows(rows))).toMatch(/^66.665 NO, 33.334 YES$/);
  expect(chooseRows(rows, { label: "YES", order: "longest" })[0]).toMatchObject({ length: 96 });
});
