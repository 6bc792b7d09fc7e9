import { expect, test } from "vitest";

import { type Draft, firstDraft } from "../../src/setup/draft/draft.ts";
import { createKeeper, readKeptDraft } from "../../src/setup/draft/kept-draft.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { openFresh } from "../storage/open-storage.ts";

const rows: NonNullable<Draft["rows"]> = {
  file: new File(["message,team\nHello,ACCESS\n"], "support.csv"),
  preview: {
    kind: "preview",
    format: "csv",
    columns: ["message", "team"],
    rows: [["Hello", "ACCESS"]],
    badRows: [],
    notes: [],
    guessed: { inputs: ["message"], expected: ["team"] },
    reasons: [],
  },
  roles: { inputs: ["message"], expected: ["team"] },
  reading: {},
};
const draft: Draft = { ...firstDraft, task: "rows", rows };

async function kept(db: StudioDatabase, settings: number): Promise<readonly unknown[]> {
  await expect.poll(() => db.settings.count()).toBe(settings);
  return db.settings.toArray();
}

function holdsBlob(value: unknown): boolean {
  if (value instanceof Blob) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsBlob);
}

test("a draft comes back with its file, of which the database holds the bytes and no file", async () => {
  const db = await openFresh();
  createKeeper(db).keep(draft);
  expect((await kept(db, 2)).some(holdsBlob)).toBe(false);
  const found = await readKeptDraft(db);
  expect(found?.lostFile).toBe(false);
  expect(found?.draft.rows?.file.name).toBe("support.csv");
  expect(await found?.draft.rows?.file.text()).toBe("message,team\nHello,ACCESS\n");
  expect(found?.draft.rows?.preview.columns).toEqual(["message", "team"]);
});

test("a draft whose file cannot be read any more comes back without it, and says so", async () => {
  const db = await openFresh();
  const gone = new File(["message,team\n"], "gone.csv");
  gone.arrayBuffer = () => Promise.reject(new DOMException("changed on the disk", "NotReadableError"));
  createKeeper(db).keep({ ...draft, seedPrompt: "Sort it.", rows: { ...rows, file: gone } });
  await kept(db, 2);
  const found = await readKeptDraft(db);
  expect(found?.lostFile).toBe(true);
  expect(found?.draft.seedPrompt).toBe("Sort it.");
  expect(found?.draft.rows).toBeUndefined();
});
