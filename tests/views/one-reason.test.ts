import { expect, test } from "vitest";

import { jsonFields } from "../../src/tasks/metrics/json-fields.ts";
import { label } from "../../src/tasks/metrics/label.ts";
import type { Example } from "../../src/tasks/task-spec.ts";
import { judgedOf, oneReason } from "../../src/views/run/one-reason.ts";

const row = (at: number, answer: string): Example => ({
  id: `r${at}`,
  inputs: { text: `row ${at}` },
  expected: { answer },
});

type Judge = typeof label.judge;

async function judged(judge: Judge, rows: readonly (readonly [expected: string, output: string])[]) {
  return Promise.all(
    rows.map(async ([expected, output], at) => {
      const outcome = await judge(
        { example: row(at, expected), output, trajectory: [] } as unknown as Parameters<Judge>[0],
        { expected: "answer", labels: ["BILLING", "SHIPPING"] },
      );
      if (outcome.kind !== "judged") throw new Error("this metric asks no model");
      return outcome;
    }),
  );
}

const often = <T>(make: (at: number) => T): T[] => Array.from({ length: 12 }, (_, at) => make(at));

test("answers that are none of the labels fail for one reason, whatever was expected and written", async () => {
  const rows = often(
    (at) => [at % 2 ? "BILLING" : "SHIPPING", `The team for this is number ${at}.`] as const,
  );
  expect(oneReason(await judged(label.judge, rows))).toBe("That is none of the labels BILLING, SHIPPING.");
});

test("answers that are no JSON fail for one reason, whatever text they begin with", async () => {
  const rows = often(
    (at) => [`{"total": ${at}}`, `${"abcdefghijkl"[at]}ll right, the total is ${at}`] as const,
  );
  expect(oneReason(await judged(jsonFields.judge, rows))).toMatch(
    /^The answer is not valid JSON: Unexpected/,
  );
});

test("wrong labels are many reasons, and so is one right answer among wrong forms", async () => {
  const wrong = often(
    (at) => (at % 2 ? ["BILLING", "SHIPPING"] : ["SHIPPING", "BILLING"]) as [string, string],
  );
  expect(oneReason(await judged(label.judge, wrong))).toBeUndefined();
  const mixed = often((at) => ["BILLING", at === 3 ? "BILLING" : "no idea"] as const);
  expect(oneReason(await judged(label.judge, mixed))).toBeUndefined();
});

test("what decided a row is its own reason, not one they all have", () => {
  const said = often((at) => ({
    score: 0,
    feedback: `Expected BILLING, got hello. Decided by the word "${at % 3 ? "refund" : "invoice"}".`,
  }));
  expect(oneReason(said)).toBeUndefined();
});

test("a few rows may fail alike by chance", async () => {
  const few = often(() => ["BILLING", "no idea"] as const).slice(0, 5);
  expect(oneReason(await judged(label.judge, few))).toBeUndefined();
});

test("answers of the sealed test are no answers of the search: the first prompt fails there as it did before", () => {
  const row = { outcome: { kind: "scored", score: 0 }, feedback: "That is none of the labels." };
  const judgedIn = (split: string): unknown => judgedOf({ ...row, split } as Parameters<typeof judgedOf>[0]);
  expect([judgedIn("test"), judgedIn("pareto")]).toEqual([[], [{ score: 0, feedback: row.feedback }]]);
});
