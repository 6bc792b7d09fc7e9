import { expect, test } from "vitest";

import type { EvaluatedRow } from "../../src/engine/index.ts";
import { comparePaired } from "../../src/shared/statistics/paired-comparison.ts";
import { gainRange } from "../../src/views/words/numbers.ts";
import { sureWords } from "../../src/views/words/result-words.ts";
import { isPassedRow, rowVerdict, verdictWords } from "../../src/views/words/verdict-words.ts";

const scored = (score: number): EvaluatedRow => ({ example: 3, callIndex: 7, score });
const failed: EvaluatedRow = { example: 3, callIndex: 7, failed: "timeout" };

test("only a full score passes, and a row without an answer does not", () => {
  expect([0, 0.5, 0.999, 1].map((score) => isPassedRow(scored(score)))).toEqual([false, false, false, true]);
  expect(isPassedRow(failed)).toBe(false);
});

test("beside the mark stands what was expected, else the score, else why there is no answer", () => {
  expect(verdictWords(1, "BILLING")).toBe("right");
  expect(verdictWords(0, "BILLING")).toBe("expected BILLING");
  expect(verdictWords(0.25, "")).toBe("0.25");
  expect(rowVerdict(failed, "BILLING")).toBe("expected BILLING");
  expect(rowVerdict(failed, "")).toBe("timeout");
});

test("rows that all changed alike are not said to give a sure interval", () => {
  const told = (pairs: Parameters<typeof comparePaired>[0]): string =>
    sureWords({ ...comparePaired(pairs), unanswered: 0 } as Parameters<typeof sureWords>[0]);
  const alike = Array.from({ length: 12 }, () => ({ before: 0, after: 1 }));
  expect(told(alike)).toMatch(/^A gain of 100 points on every row alike: .* no interval\./);
  expect(gainRange(comparePaired(alike).gain)).toBe("every row alike");
  expect(told([...alike, { before: 0, after: 0 }])).toMatch(
    /the 95 % interval runs from \d+(\.\d)? to 100\./,
  );
});
