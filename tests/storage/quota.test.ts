import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { expect, test } from "vitest";

import { attemptWrite, isQuotaError } from "../../src/storage/quota.ts";

const full = () => new DOMException("full", "QuotaExceededError");

test.each([
  ["the browser's own error", full()],
  ["Firefox's name", Object.assign(new Error("x"), { name: "NS_ERROR_DOM_QUOTA_REACHED" })],
  ["Dexie's wrapper", new Dexie.QuotaExceededError("full")],
  ["a transaction aborted by it", new Dexie.AbortError("aborted", full())],
  [
    "a bulk write that carries one",
    new Dexie.BulkError("1 of 3 failed", [new Error("constraint"), full()] as never),
  ],
  ["a cause", new Error("could not store", { cause: full() })],
])("a full disk is recognised as %s", async (_, error) => {
  expect(isQuotaError(error)).toBe(true);
  expect(await attemptWrite(() => Promise.reject(error as Error))).toMatchObject({ kind: "quota" });
});

test("any other failure of a write is thrown on", async () => {
  await expect(attemptWrite(() => Promise.reject(new Error("constraint")))).rejects.toThrow("constraint");
  expect(isQuotaError(undefined)).toBe(false);
});
