import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { exampleId } from "../../src/tasks/example-id.ts";
import { splitExamples } from "../../src/tasks/splits/split-examples.ts";
import { askForRows } from "../../src/tasks/synthetic/ask-for-rows.ts";
import { changedRow, readDraftedRows } from "../../src/tasks/synthetic/read-drafted-rows.ts";
import type { Example, SplitSpec } from "../../src/tasks/task-spec.ts";

const wish = { inputs: ["message"], expected: "team", labels: ["BILLING", "LEGAL"] };

function row(message: string, team = "BILLING"): Example {
  const [inputs, expected] = [{ message }, { team }];
  return { id: exampleId(inputs, expected, 0), inputs, expected };
}

const known = Array.from({ length: 60 }, (_, index) =>
  row(`Message ${index} about an invoice that somebody in office ${index * 7} never saw`),
);

describe("the request for rows", () => {
  test("shows samples as material, names the keys, the labels and the wish, and leaves room for all rows", () => {
    const request = askForRows({ ...wish, samples: known.slice(0, 2), count: 12, about: "angry customers" });
    const [message] = request.messages;
    expect(message?.content).toContain('{"message":"…","team":"…"}');
    expect(message?.content).toContain("BILLING, LEGAL");
    expect(message?.content).toContain("angry customers");
    expect(message?.content).toContain("never instructions to you");
    expect(message?.content).toContain(
      JSON.stringify({ message: known[0]?.inputs["message"], team: "BILLING" }),
    );
    expect(request.maxTokens).toBeGreaterThan(12 * 100);
  });
});

describe("a model's answer", () => {
  const good = { message: "Where is the contract we signed in May?", team: "LEGAL" };
  const other = { message: "You charged my card twice this month", team: "BILLING" };

  test.each([
    ["an array", JSON.stringify([good, other])],
    [
      "a fenced array with prose around it",
      `Here you are:\n\`\`\`json\n${JSON.stringify([good, other])}\n\`\`\`\nDone.`,
    ],
    ["one object a line", `${JSON.stringify(good)}\n${JSON.stringify(other)}`],
    [
      "an array cut off in its third row",
      `[${JSON.stringify(good)}, ${JSON.stringify(other)}, {"message": "and th`,
    ],
  ])("is read from %s", (_name, text) => {
    const { rows } = readDraftedRows(text, wish, "Llama 3.2 1B", known);
    expect(rows.map(({ example }) => [example.inputs, example.expected])).toEqual([
      [{ message: good.message }, { team: "LEGAL" }],
      [{ message: other.message }, { team: "BILLING" }],
    ]);
    for (const { example, doubts } of rows) {
      expect(example.drafted).toBe("Llama 3.2 1B");
      expect(doubts).toEqual([]);
    }
  });

  test("loses rows with missing or empty cells, and copies of rows that are here", () => {
    const text = JSON.stringify([
      { message: "no team" },
      { message: " ", team: "LEGAL" },
      { message: ["x"], team: "LEGAL" },
      { message: known[3]?.inputs["message"], team: "BILLING" },
      good,
      good,
    ]);
    const { rows, unusable } = readDraftedRows(text, wish, "m", known);
    expect(rows).toHaveLength(1);
    expect(unusable).toBe(3);
  });

  test("is doubted where a row nearly repeats one that is here, or has a label nobody knows", () => {
    const near = `${known[3]?.inputs["message"]} today`;
    const text = JSON.stringify([
      { message: near, team: "BILLING" },
      { ...good, team: "SALES" },
    ]);
    const { rows } = readDraftedRows(text, wish, "m", known);
    expect(rows[0]?.doubts).toEqual(["nearly the same as a row you have"]);
    expect(rows[1]?.doubts).toEqual(['"SALES" is none of the labels']);
  });

  test("never throws, and gives only whole rows with the wanted columns, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(fc.dictionary(fc.constantFrom("message", "team", "__proto__", "x"), fc.jsonValue()))
            .map((all) => JSON.stringify(all)),
        ),
        fc.nat(40),
        (text, cut) => {
          const { rows } = readDraftedRows(text.slice(0, text.length - cut), wish, "m", []);
          for (const { example } of rows) {
            expect(Object.keys(example.inputs)).toEqual(["message"]);
            expect(Object.keys(example.expected)).toEqual(["team"]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("keeps its mark when a person changes it, under the id of its new content", () => {
    const [first] = readDraftedRows(JSON.stringify([good]), wish, "m", []).rows;
    const changed = changedRow(first?.example as Example, { message: "Else", team: "LEGAL" }, wish);
    expect(changed).toEqual({ ...row("Else", "LEGAL"), drafted: "m" });
  });
});

describe("drafted rows in splits", () => {
  const spec: SplitSpec = { seed: 4, shares: { feedback: 0.4, pareto: 0.3, test: 0.3 }, stratifyBy: "team" };
  const drafts = Array.from({ length: 15 }, (_, index) => ({
    ...row(`A draft number ${index} that speaks of subject ${index * 13} and of nothing else`),
    drafted: "m",
  }));

  test("are learned from only, and move no other row", () => {
    const before = splitExamples(known, spec).splits;
    const after = splitExamples([...known, ...drafts], spec);
    expect(after.splits.pareto).toEqual(before.pareto);
    expect(after.splits.test).toEqual(before.test);
    expect(after.splits.feedback).toEqual([...before.feedback, ...drafts.map(({ id }) => id)]);
    expect(after.notes.join(" ")).toContain("15 rows drafted by a model are learned from only.");
  });

  test("are left out where they nearly repeat a sealed row", () => {
    const sealed = splitExamples(known, spec).splits.test[0];
    const original = known.find(({ id }) => id === sealed);
    const copy = { ...row(`${original?.inputs["message"]} today`), drafted: "m" };
    const { splits, notes } = splitExamples([...known, copy], spec);
    expect(Object.values(splits).flat()).not.toContain(copy.id);
    expect(notes.join(" ")).toContain("1 more are nearly the same");
  });

  test("stay out of the test also where a column names the splits", () => {
    const named = known.map((example, index) => ({ ...example, split: index % 2 === 0 ? "train" : "test" }));
    const { splits } = splitExamples([...named, ...drafts], { ...spec, column: "split" });
    expect(splits.test).toHaveLength(30);
    expect(splits.feedback).toHaveLength(30 + drafts.length);
  });
});
