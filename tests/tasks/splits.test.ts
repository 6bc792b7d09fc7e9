import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { contradictionsIn } from "../../src/tasks/splits/contradictions.ts";
import { createLabelTally } from "../../src/tasks/splits/label-tally.ts";
import { nearDuplicateGroups } from "../../src/tasks/splits/near-duplicates.ts";
import { splitExamples } from "../../src/tasks/splits/split-examples.ts";
import { divideRows, surveyOf } from "../../src/tasks/splits/survey-rows.ts";
import type { Example, SplitSpec } from "../../src/tasks/task-spec.ts";

function row(index: number, more: Partial<Example> = {}): Example {
  const text = `question ${"abcdefghij"[index % 10]}${index} about ${index * 7919}`;
  return { id: `id${index}`, inputs: { text }, expected: { label: `L${index % 3}` }, ...more };
}

const rows = Array.from({ length: 200 }, (_, index) => row(index));
const spec: SplitSpec = { seed: 1, shares: { feedback: 0.5, pareto: 0.2, test: 0.3 } };

describe("splitting rows", () => {
  test("puts every row into exactly one split, in the shares asked for, whatever the numbers", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, count, part) => {
          const shares = { feedback: part * 0.7, pareto: part * 0.3, test: 1 - part };
          const { splits } = splitExamples(rows.slice(0, count), { seed, shares });
          const all = [...splits.feedback, ...splits.pareto, ...splits.test];
          expect(new Set(all).size).toBe(Math.min(count, 200));
          expect(all).toHaveLength(Math.min(count, 200));
          for (const name of ["feedback", "pareto", "test"] as const) {
            expect(Math.abs(splits[name].length - shares[name] * all.length)).toBeLessThanOrEqual(2);
          }
        },
      ),
    );
  });

  test("does not depend on the order of the rows, and depends on the seed", () => {
    const sets = (examples: readonly Example[], seed: number) =>
      Object.values(splitExamples(examples, { ...spec, seed }).splits).map((ids: readonly string[]) =>
        ids.toSorted(),
      );
    expect(sets(rows.toReversed(), 1)).toEqual(sets(rows, 1));
    expect(sets(rows, 2)).not.toEqual(sets(rows, 1));
  });

  test("keeps each label's share in every split when stratified", () => {
    const { splits } = splitExamples(rows, { ...spec, stratifyBy: "label" });
    for (const ids of Object.values(splits)) {
      const labels = (ids as readonly string[]).map((id) => Number(id.slice(2)) % 3);
      for (const label of [0, 1, 2]) {
        expect(Math.abs(labels.filter((one) => one === label).length / labels.length - 1 / 3)).toBeLessThan(
          0.04,
        );
      }
    }
  });

  test("keeps the rows of a group together", () => {
    const grouped = rows.map((one, index) => ({ ...one, group: `g${Math.floor(index / 7)}` }));
    const { splits } = splitExamples(grouped, { ...spec, groupBy: "group" });
    const home = new Map<string, string>();
    for (const [name, ids] of Object.entries(splits)) {
      for (const id of ids as readonly string[]) {
        const group = `g${Math.floor(Number(id.slice(2)) / 7)}`;
        expect(home.get(group) ?? name).toBe(name);
        home.set(group, name);
      }
    }
  });

  test("obeys a split column and says how many rows name no split", () => {
    const named = rows.map((one, index) => ({
      ...one,
      split: ["train", "VAL", "test", "?"][index % 4] as string,
    }));
    const { splits, notes } = splitExamples(named, { ...spec, column: "split" });
    expect([splits.feedback.length, splits.pareto.length, splits.test.length]).toEqual([50, 50, 50]);
    expect(notes[0]).toBe("50 rows name no known split (train, val, test) and are left out.");
  });

  test("finds nearly equal rows that lie in different splits", () => {
    const text = "please tell me when my order number 4711 will arrive at my house in Berlin today";
    const twins = [
      row(1, { id: "a", inputs: { text }, split: "train" }),
      row(2, { id: "b", inputs: { text: `${text.replace("4711", "99").toUpperCase()}!!` }, split: "test" }),
      row(3, {
        id: "c",
        inputs: { text: "something else entirely, and rather longer than three words" },
        split: "test",
      }),
    ];
    expect(splitExamples(twins, { ...spec, column: "split" }).leaks).toEqual([["a", "b"]]);
  });
});

describe("near duplicates", () => {
  test("are found among 20,000 rows within seconds and not invented", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => {
      const words = Array.from(
        { length: 12 },
        (_unused, word) => `w${(index * 31 + word * word * 17 + index * word) % 4999}x`,
      );
      return row(index, {
        inputs: {
          text: words
            .map((word) => word.replaceAll(/\d/g, (digit) => "abcdefghij"[Number(digit)] as string))
            .join(" "),
        },
      });
    });
    const copy = { ...(many[5] as Example), id: "copy" };
    const groups = nearDuplicateGroups([...many, copy]);
    expect(groups.some((group) => group.includes("copy") && group.includes("id5"))).toBe(true);
  });
});

describe("rows that are nearly the same", () => {
  const twins = Array.from({ length: 120 }, (_, index) =>
    row(index, {
      // Three rows in a row say the same but for a number.
      inputs: {
        text: `please have a look at the order of ${"abcdefghijklmnopqrstuvwxyz".slice(Math.floor(index / 3) % 13, (Math.floor(index / 3) % 13) + 9)}${Math.floor(index / 39)} which came on day ${index} and was broken when it came`,
      },
    }),
  );

  test("lie in several splits as rows fall, and in one once they are to be kept together", () => {
    expect(splitExamples(twins, spec).leaks.length).toBeGreaterThan(0);
    const together = splitExamples(twins, { ...spec, keepTwins: true });
    expect(together.leaks).toEqual([]);
    const { feedback, pareto, test: sealed } = together.splits;
    expect(feedback.length + pareto.length + sealed.length).toBe(120);
    expect(feedback.length).toBeGreaterThan(0);
    expect(pareto.length).toBeGreaterThan(0);
    expect(sealed.length).toBeGreaterThan(0);
  });

  test("are kept together along with the groups they belong to", () => {
    const grouped = twins.map((one, index) => ({ ...one, group: `g${index % 5}` }));
    const { splits, leaks } = splitExamples(grouped, { ...spec, groupBy: "group", keepTwins: true });
    expect(leaks).toEqual([]);
    const splitOf = new Map(
      Object.entries(splits).flatMap(([name, ids]) => (ids as string[]).map((id) => [id, name])),
    );
    for (const group of ["g0", "g1", "g2", "g3", "g4"])
      expect(
        new Set(grouped.filter((one) => one.group === group).map((one) => splitOf.get(one.id))).size,
      ).toBe(1);
  });
});

describe("the look at a whole file", () => {
  test("says counts and labels, and shows each leaking group with a row of every split it lies in", () => {
    const same = Array.from({ length: 60 }, (_, index) =>
      row(index, { inputs: { text: `the very same complaint about the same chair number ${index}` } }),
    );
    const {
      report,
      labels,
      spec: made,
    } = divideRows(same, { paretoRows: 15, expected: "label", spec: { seed: 1 } }, nearDuplicateGroups(same));
    expect(labels).toEqual(["L0", "L1", "L2"]);
    expect(made.stratifyBy).toBe("label");
    const division = surveyOf(same, report, "label");
    expect(division.counts).toEqual({ feedback: 23, pareto: 15, test: 22 });
    expect(division).toMatchObject({ leakGroups: 1, leakRows: 60 });
    expect(new Set(division.leaks[0]?.map((one) => one.split))).toEqual(
      new Set(["feedback", "pareto", "test"]),
    );
    expect(division.leaks[0]).toHaveLength(4);
  });

  test("rows that say the same and expect different answers are counted and shown", () => {
    const rows = [
      row(0, { inputs: { text: "where is my parcel" }, expected: { label: "SHIPPING", note: "a" } }),
      row(1, { inputs: { text: "where is my parcel" }, expected: { label: "BILLING", note: "b" } }),
      row(2, { inputs: { text: "thanks" }, expected: { label: "OTHER", note: "c" } }),
      row(3, { inputs: { text: "thanks" }, expected: { label: "OTHER", note: "d" } }),
      row(4, { inputs: { text: "no answer here" }, expected: {} }),
    ];
    expect(contradictionsIn(rows, "label")).toEqual({
      groups: 1,
      rows: 2,
      shown: [{ text: "where is my parcel", expected: ["SHIPPING", "BILLING"] }],
    });
    expect(contradictionsIn(rows, undefined)).toMatchObject({ groups: 0, rows: 0 });
  });

  test("free texts are no labels, however many there are", () => {
    const tally = createLabelTally();
    for (let at = 0; at < 10_000; at += 1) tally.add(`answer ${at}`);
    expect(tally.labels()).toBeUndefined();
    const long = createLabelTally();
    for (const text of ["a".repeat(61), "b", "b", "b"]) long.add(text);
    expect(long.labels()).toBeUndefined();
    expect(createLabelTally().labels()).toBeUndefined();
  });
});
