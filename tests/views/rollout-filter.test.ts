import { expect, test } from "vitest";

import { newMark } from "../../src/setup/new-mark.ts";
import type { RolloutRow } from "../../src/storage/rows.ts";
import { rolloutFilter, withWords } from "../../src/views/run/rollout-filter.ts";
import { answeredLine } from "../../src/views/run/row-lines.ts";

test("an answer is told once it is read, and not the one of the cell before", () => {
  const row = { id: "r", inputs: { message: "Hello" }, expected: {} };
  const answer = { callIndex: 4, output: " ACCESS\n", feedback: "Right." };
  expect(answeredLine(row, 4, answer)).toBe("Hello It answered “ACCESS”. Right.");
  expect(answeredLine(row, 5, answer)).toBe("Hello");
  expect(answeredLine(row, 5, undefined)).toBe("Hello");
});

test("rollouts are asked for by what was chosen, and nothing else", () => {
  expect(rolloutFilter("all", "  ", "", undefined)).toEqual({});
  expect(rolloutFilter("failing", " Parcel ", "sort", "abc")).toEqual({
    candidateHash: "abc",
    scoreBelow: 1,
    text: "Parcel",
    module: "sort",
  });
  const rows = [
    { output: "ACCESS", feedback: "" },
    { output: "", feedback: "not access" },
    { output: "x", feedback: "y" },
  ];
  expect(withWords(rows as RolloutRow[], " Access ")).toHaveLength(2);
  expect(withWords(rows as RolloutRow[], "")).toHaveLength(3);
});

test("a mark without thumb and sentence takes the last one back, and the run is told so", () => {
  const row = { runId: "r", callIndex: 1, exampleId: "e", output: "ACCESS" };
  expect(newMark(row, "up", "", 5)).toMatchObject({
    mark: { thumb: "up", at: 5 },
    said: expect.stringContaining("good"),
  });
  expect(newMark(row, undefined, "", 5).said).toBe(
    'What a person said of the answer "ACCESS" was taken back.',
  );
});
