import { expect, test } from "vitest";

import type { ScoredRow } from "../../src/engine/index.ts";
import {
  addRollouts,
  eachRollout,
  findRollout,
  type KnownRollouts,
  noRollouts,
} from "../../src/engine/state/known-rollouts.ts";

const apart = (hash: string, split: "feedback" | "pareto") => ({ hash, split, splitsAreOne: false });
const row = (example: number, callIndex: number, score: number): ScoredRow => ({ example, callIndex, score });

function scoresOf(known: KnownRollouts, hash: string): Record<number, number> {
  const found: Record<number, number> = {};
  eachRollout(known, apart(hash, "feedback"), (example, score) => (found[example] = score));
  return found;
}

test("what was paid for is known by texts, split and row, and the first answer stays", () => {
  let known = addRollouts(noRollouts(), apart("a", "feedback"), [row(3, 0, 1), row(4, 1, 0.5)]);
  known = addRollouts(known, apart("a", "pareto"), [{ ...row(3, 2, 0), objectives: { right: 0.25 } }]);
  known = addRollouts(known, apart("b", "feedback"), [row(3, 3, 0.75)]);
  known = addRollouts(known, apart("a", "feedback"), [row(3, 4, 0), { ...row(5, 1, 1), from: "reused" }]);
  expect(findRollout(known, apart("a", "feedback"), 3)).toEqual({
    score: 1,
    callIndex: 0,
    split: "feedback",
  });
  expect(findRollout(known, apart("a", "pareto"), 3)).toEqual({
    score: 0,
    callIndex: 2,
    split: "pareto",
    objectives: { right: 0.25 },
  });
  expect(findRollout(known, apart("a", "feedback"), 5)).toBeUndefined();
  expect(findRollout(known, apart("c", "feedback"), 3)).toBeUndefined();
  expect([scoresOf(known, "a"), scoresOf(known, "b")]).toEqual([{ 3: 1, 4: 0.5 }, { 3: 0.75 }]);
  const one = { hash: "a", split: "pareto", splitsAreOne: true } as const;
  expect(findRollout(known, one, 4)).toEqual({ score: 0.5, callIndex: 1, split: "feedback" });
});

test("an older value of what is known never sees what was added to it, whichever way it went on", () => {
  const count = 500;
  const values = [noRollouts()];
  for (let i = 0; i < count; i++)
    values.push(addRollouts(values.at(-1)!, apart(`text ${i % 7}`, "feedback"), [row(i, i, i)]));
  const branch = addRollouts(values[100]!, apart("text 2", "feedback"), [row(9999, 1, 1)]);
  for (const at of [0, 1, 99, 100, 101, count]) {
    const known = structuredClone(values[at]!);
    const seen = Array.from({ length: 7 }, (_, t) => Object.keys(scoresOf(known, `text ${t}`)).length);
    expect(seen.reduce((sum, one) => sum + one, 0)).toBe(at);
  }
  expect(scoresOf(branch, "text 2")).toEqual({ ...scoresOf(values[100]!, "text 2"), 9999: 1 });
  const anew = addRollouts(values[0]!, apart("text 2", "feedback"), [row(8888, 1, 1)]);
  expect(scoresOf(anew, "text 2")).toEqual({ 8888: 1 });
  expect(scoresOf(values[count]!, "text 2")).not.toHaveProperty("9999");
});

test("a rollout takes 20 bytes, and a quarter in reserve at most", () => {
  const many = Array.from({ length: 10_000 }, (_, i) => row(i % 100, i, 1));
  let known = noRollouts();
  for (let t = 0; t < 100; t++)
    known = addRollouts(known, apart(`text ${t}`, "feedback"), many.slice(t * 100, t * 100 + 100));
  const { scores, calls, places, earlier } = known.columns;
  const bytes = [scores, calls, places, earlier].reduce((sum, column) => sum + column.byteLength, 0);
  expect(known.size).toBe(many.length);
  expect(bytes / known.size).toBeLessThan(25.1);
});
