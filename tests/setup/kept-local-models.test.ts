import { expect, test } from "vitest";

import { EMBEDDED } from "../../src/models/local/list-local-models.ts";
import { filesChoice } from "../../src/models/local/local-model.ts";
import {
  completed,
  parseByKey,
  readAdded,
  storeAdded,
  storeOfModel,
} from "../../src/setup/kept-local-models.ts";
import { readSetting } from "../../src/storage/read/settings.ts";
import { openFresh } from "../storage/open-storage.ts";

const hash = (name: string) => ({ name, bytes: 1, sha256: name.repeat(4) });

test("what is kept of one model leaves the others as they are", async () => {
  const db = await openFresh();
  await storeOfModel(db, "speeds", "a", 1);
  await storeOfModel(db, "speeds", "b", 2);
  await storeOfModel(db, "speeds", "a", 3);
  expect(await readSetting(db, "speeds")).toEqual({ a: 3, b: 2 });
  expect(parseByKey(null)).toEqual({});
});

test("a model put on the list by hand stands there once, and can be taken off", async () => {
  const db = await openFresh();
  const choice = filesChoice({ label: "small", names: ["small.gguf"], missing: [] });
  await storeAdded(db, "mine", { key: "mine", label: "old", choice });
  await storeAdded(db, "mine", { key: "mine", label: "new", choice });
  await storeAdded(db, "other", { key: "other", label: "other", choice });
  expect((await readAdded(db)).map(({ label }) => label)).toEqual(["new", "other"]);
  await storeAdded(db, "mine");
  expect((await readAdded(db)).map(({ key }) => key)).toEqual(["other"]);
});

test("a model of several files has hashes once each of its files has one", () => {
  const { weights: _none, ...embedded } = EMBEDDED;
  const line = { ...embedded, key: "two", names: ["one", "two"] };
  const known = { "file one": [hash("one")], two: [hash("whole")] };
  const asKnown = (more: object) => completed(line, {}, { ...known, ...more }).weights;
  expect(asKnown({})).toEqual([hash("whole")]);
  expect(asKnown({ "file two": [hash("two")] })).toEqual([hash("one"), hash("two")]);
});
