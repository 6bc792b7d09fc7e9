import { expect, test } from "vitest";

import type { EvaluatedRow } from "../../src/engine/index.ts";
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
