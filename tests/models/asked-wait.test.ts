import { expect, test } from "vitest";

import { askedWait } from "../../src/models/remote/asked-wait.ts";

const now = Date.UTC(2026, 0, 1);
const seconds = (headers: Readonly<Record<string, string>>, raw = "", words = ""): number | undefined =>
  askedWait(headers, { raw, words, codes: "" }, now);

test.each([
  ["Please try again in 1m12.5s.", 72.5],
  ["Rate limit reached, retry after 2 minutes", 120],
  ["Your limit resets in 1 hour and 30 minutes", 5400],
  ["try again in 250ms", 0.25],
  ["Try again in 20 seconds", 20],
])("a host's words “%s” ask for so many seconds: %d", (words, wait) => {
  expect(seconds({}, "", words)).toBeCloseTo(wait, 6);
});

test("headers and fields are read in seconds, milliseconds, durations and points in time", () => {
  expect(seconds({ "retry-after": "31" })).toBe(31);
  expect(seconds({ "retry-after-ms": "1500", "retry-after": "9" })).toBe(1.5);
  expect(seconds({ "retry-after": "2m" })).toBe(120);
  expect(seconds({ "retry-after": new Date(now + 45_000).toUTCString() })).toBe(45);
  expect(seconds({}, JSON.stringify({ error: { details: [{ retryDelay: "33s" }] } }))).toBe(33);
  expect(seconds({}, JSON.stringify({ error: { retry_after: (now + 60_000) / 1000 } }))).toBe(60);
  expect(seconds({}, "no JSON", "come back later")).toBeUndefined();
});
