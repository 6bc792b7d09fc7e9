import { describe, expect, test } from "vitest";

import { constraints } from "../../src/tasks/metrics/constraints/catalogue.ts";
import { metrics } from "../../src/tasks/metrics/registry.ts";
import { exampleOf } from "../support/metric-input.ts";

describe("constraint verifiers", () => {
  const met: readonly (readonly [string, Record<string, unknown>, string, string])[] = [
    ["at-least-words", { count: 3 }, "one two three", "one two"],
    ["at-most-sentences", { count: 1 }, "One. ", "One. Two."],
    ["exactly-paragraphs", { count: 2 }, "a\n\nb", "a\nb"],
    ["exactly-bullets", { count: 2 }, "- a\n- b", "- a"],
    ["at-most-characters", { count: 3 }, "äöü", "äöüß"],
    ["at-least-highlighted-parts", { count: 1 }, "a *b* c", "a * b"],
    ["at-most-capital-words", { count: 0 }, "a b", "a BCD"],
    ["exactly-headings", { count: 1 }, "# A\ntext", "text"],
    ["includes-words", { words: ["cat", "dog"] }, "A dog and a Cat", "a dogma and a cat"],
    ["avoids-words", { words: "cat" }, "concatenate", "the cat"],
    ["word-frequency", { text: "yes", count: 2 }, "yes yes", "yes yesterday"],
    ["letter-frequency", { text: "e", count: 2 }, "eve", "ab e"],
    ["starts-with", { text: "Dear" }, "dear you", "Hello"],
    ["ends-with", { text: "Bye." }, "ok bye.", "ok"],
    ["contains-text", { text: "§ 5" }, "see § 5", "see §5"],
    ["one-of", { words: ["yes", "no"] }, "Yes", "yes!"],
    ["repeats-input", {}, "x is a letter", "a letter"],
    ["distinct-first-words", {}, "a b\nc d", "a b\nA d"],
    ["mentions-in-order", { words: ["a1", "b1"] }, "a1 b1", "b1 a1"],
    ["all-lower-case", {}, "abc", "aBc"],
    ["all-capitals", {}, "ABC", "ABc"],
    ["no-commas", {}, "a b", "a, b"],
    ["no-exclamation-marks", {}, "a", "a!"],
    ["no-questions", {}, "a", "a?"],
    ["no-digits", {}, "five", "5"],
    ["no-emoji", {}, "a", "a 🎉"],
    ["no-markdown", {}, "plain text", "**bold**"],
    ["in-quotation-marks", {}, '"a"', "a"],
    ["json-only", {}, "{}", "sure: {}"],
    ["has-title", {}, "<<Hi>> a", "<Hi>"],
    ["has-postscript", {}, "a\nP.S. b", "a"],
    ["one-line", {}, "a", "a\nb"],
    [
      "no-repeated-sentence",
      {},
      "This is one thing. This is another.",
      "This is one thing. This is one thing.",
    ],
    ["ends-with-punctuation", {}, "Yes.", "Yes"],
    ["longest-sentence", { count: 3 }, "One two three. Four.", "One two three four."],
    ["sections", { count: 2, text: "Part" }, "Part 1\nPart 2", "Part 1"],
    ["two-answers", {}, "a ****** b", "a ****** a"],
    ["paragraph-starts-with", { count: 2, text: "So" }, "a\n\nSo b", "So a\n\nb"],
  ];

  test.each(met)(
    "%s with %j accepts %j and refuses %j with a reason",
    async (name, parameters, good, bad) => {
      const constraint = constraints[name];
      const example = exampleOf({}, { text: "x" });
      expect(await constraint?.verify(good, parameters, example)).toBeUndefined();
      expect(await constraint?.verify(bad, parameters, example)).toMatch(/\.$/);
      expect(constraint?.says(parameters)).toMatch(/[.*]$/);
    },
  );

  test("are more than 25 of different kinds, and unknown names are refused before a run", () => {
    expect(Object.keys(constraints).length).toBeGreaterThan(50);
    expect(metrics["constraints"]?.check?.({ constraints: "no-commas, nonsense" })).toBe(
      'There is no constraint called "nonsense".',
    );
  });
});
