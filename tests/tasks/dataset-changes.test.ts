import { expect, test } from "vitest";

import {
  type DatasetChange,
  type DatasetDeed,
  datasetNow,
  redoNext,
  splitsNow,
  undoLast,
  withChange,
} from "../../src/tasks/splits/dataset-changes.ts";

const splits = { feedback: ["a", "b"], pareto: ["c"], test: ["d", "e"] };
const at = (deed: DatasetDeed, when = 1): DatasetChange => ({ ...deed, at: when });

test("a fixed row stands in the split of the one it replaces, a row left out in none, and no other row moves", () => {
  const changes = [at({ kind: "fixed", from: "d", to: "d2" }), at({ kind: "left-out", rows: ["a"] })];
  expect(splitsNow(splits, changes)).toEqual({ feedback: ["b"], pareto: ["c"], test: ["d2", "e"] });
});

test("a row moved goes where it was put last, also after it was fixed, and one nothing divided is placed", () => {
  const changes = [
    at({ kind: "moved", rows: ["e", "new"], split: "pareto" }),
    at({ kind: "fixed", from: "e", to: "e2" }),
    at({ kind: "moved", rows: ["e2"], split: "feedback" }),
  ];
  expect(splitsNow(splits, changes)).toEqual({
    feedback: ["a", "b", "e2"],
    pareto: ["c", "new"],
    test: ["d"],
  });
});

test("a row taken in again is back where it was, and a fix of a row left out stays out", () => {
  const out = [at({ kind: "left-out", rows: ["c"] }), at({ kind: "fixed", from: "c", to: "c2" })];
  expect(datasetNow(out).isOut("c2")).toBe(true);
  const back = [...out, at({ kind: "taken-in", rows: ["c2"] })];
  expect(splitsNow(splits, back)).toEqual({ ...splits, pareto: ["c2"] });
});

test("undo takes back the newest change that counts, redo lets it count again, and a new change ends redoing", () => {
  const one = at({ kind: "left-out", rows: ["a"] }, 1);
  const two = at({ kind: "left-out", rows: ["b"] }, 2);
  const undone = undoLast(undoLast([one, two]));
  expect(splitsNow(splits, undone)).toEqual(splits);
  expect(redoNext(undone)).toEqual([one, { ...two, undone: true }]);
  expect(redoNext(redoNext(undone))).toEqual([one, two]);
  const three = at({ kind: "left-out", rows: ["c"] }, 3);
  expect(withChange(redoNext(undone), three)).toEqual([one, three]);
  expect(undoLast([])).toEqual([]);
});
