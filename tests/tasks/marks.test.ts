import { describe, expect, test } from "vitest";

import { answerKey, isSameAnswer, marksByRow, markSentence, newestMarks } from "../../src/tasks/marks.ts";
import { judgeAgreement, judgedScore } from "../../src/tasks/metrics/agreement.ts";

describe("marks", () => {
  test("on the same answer in another dress are one, the newest counts, and an empty one takes it back", () => {
    const marks = [
      { output: "Billing.", thumb: "up", at: 1 },
      { output: "billing", thumb: "down", at: 2 },
      { output: "LEGAL", thumb: "up", at: 3 },
      { output: "Legal", at: 4 },
      { text: "hard row", at: 5 },
    ] as const;
    expect(newestMarks(marks).map(({ at }) => at)).toEqual([2, 5]);
  });

  test("on answers that differ in more than their dress stay apart", () => {
    expect(isSameAnswer("5", "-5")).toBe(false);
    expect(isSameAnswer("a < b", "a > b")).toBe(false);
    expect(isSameAnswer(undefined, "")).toBe(false);
    expect(answerKey("  Two\n words! ")).toBe("two words");
  });

  test("are said as a sentence about the answer, or about the row", () => {
    expect(markSentence({ output: "BILLING", thumb: "down", text: " a refund " })).toBe(
      'A person marked the answer "BILLING" bad: a refund',
    );
    expect(markSentence({ output: "BILLING", thumb: "up" })).toBe(
      'A person marked the answer "BILLING" good.',
    );
    expect(markSentence({ text: "mind the word refund" })).toBe("mind the word refund");
  });

  test("come by row and only up to a time", () => {
    const marks = [
      { exampleId: "a", output: "x", thumb: "up", at: 5 },
      { exampleId: "a", output: "x", thumb: "down", at: 9 },
      { exampleId: "b", output: "x", thumb: "up", at: 9 },
    ] as const;
    expect([...marksByRow(marks, 6)]).toEqual([["a", [{ output: "x", thumb: "up" }]]]);
  });
});

describe("a judge's agreement", () => {
  const pair = (judged: number, marked: "up" | "down", times: number) =>
    Array.from({ length: times }, () => ({ judged, marked }));

  test("is Cohen's kappa beside the raw share, counted by hand in a published example's way", () => {
    // 20 both good, 15 both bad, 5 and 10 apart: share 0.7, chance 0.5, kappa 0.4.
    const rows = [
      ...pair(0.9, "up", 20),
      ...pair(0.9, "down", 5),
      ...pair(0.1, "up", 10),
      ...pair(0.1, "down", 15),
    ];
    const found = judgeAgreement(rows);
    expect(found).toMatchObject({ rows: 50, agreed: 35, share: 0.7, isThin: false });
    expect(found.kappa).toBeCloseTo(0.4, 10);
  });

  test("says plainly when there are too few marks, and how many more it takes", () => {
    expect(judgeAgreement(pair(1, "up", 3)).says).toBe(
      "The judge agrees with people on 3 of 3 answers. Too few to trust or distrust it: mark 17 more.",
    );
    expect(judgeAgreement([]).says).toContain("No answer was both judged and marked");
    expect(judgeAgreement(pair(1, "up", 30)).says).toContain("nothing is known of the other kind");
  });

  test("warns of a judge that is hardly better than chance", () => {
    const rows = [...pair(1, "up", 10), ...pair(1, "down", 10), ...pair(0, "up", 1)];
    expect(judgeAgreement(rows).says).toContain("Hardly better than chance");
  });

  test("reads the judge's own score out of what was stored, whatever its place among the metrics", () => {
    const judge = { name: "tone", kind: "judge", weight: 1, options: {} };
    const other = { name: "label", kind: "label", weight: 1, options: {} };
    expect(judgedScore(judge, [judge], { score: 0.7 })).toBe(0.7);
    expect(judgedScore(judge, [judge, other], { score: 0.9, objectiveScores: { tone: 0.2, label: 1 } })).toBe(
      0.2,
    );
    expect(judgedScore({ ...judge, negate: true }, [judge], { score: 0.25 })).toBe(0.75);
    expect(judgedScore(judge, [judge, other], { score: 0.9 })).toBeUndefined();
  });
});
