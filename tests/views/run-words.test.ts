import { beforeAll, expect, test } from "vitest";

import { allProposals, applyEvent, initialState, type RunState } from "../../src/engine/index.ts";
import { exportFormats } from "../../src/views/exports/exports.ts";
import { testComparison } from "../../src/views/result/test-comparison.ts";
import { decisionOf } from "../../src/views/run/decision.ts";
import { firstChange } from "../../src/views/run/first-change.ts";
import { measuredSpeed, secondsLeft } from "../../src/views/run/measured-speed.ts";
import { provenance, sourcedDiff } from "../../src/views/run/provenance.ts";
import { spentTrail } from "../../src/views/run/spent-trail.ts";
import { wordDiff } from "../../src/views/texts/word-diff.ts";
import { eventWords } from "../../src/views/words/event-words.ts";
import { nowLine } from "../../src/views/words/now-line.ts";
import { keepWords, poorWords, pWords, resultHeading } from "../../src/views/words/result-words.ts";
import { gainedAndLost, whySentence } from "../../src/views/words/why-words.ts";
import { type ScriptedRun, scriptedRun } from "../support/scripted-run.ts";

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

function statesOf(run: ScriptedRun): readonly RunState[] {
  const first = run.events[0]?.event;
  if (first?.type !== "run-started") throw new Error("a journal starts with its spec");
  let state = initialState(first.spec);
  return run.events.map((row) => (state = applyEvent(state, row.event)));
}

test("the pieces of a candidate's text, put together, are its text, and each names an ancestor or itself", () => {
  for (const candidate of made.state.candidates) {
    const pieces = provenance(made.state, candidate.index, "instruction");
    expect(pieces.map((piece) => piece.text).join("")).toBe(candidate.texts["instruction"]);
    for (const piece of pieces) expect(piece.candidate).toBeLessThanOrEqual(candidate.index);
  }
});

test("a sentence is ascribed to the candidate in whose text it first stood", () => {
  const last = made.state.candidates.at(-1);
  if (last === undefined) throw new Error("the run has candidates");
  const text = last.texts["instruction"] ?? "";
  const lines = sourcedDiff(provenance(made.state, last.index, "instruction"), wordDiff(text, text));
  for (const line of lines) {
    // A sentence that later became a point of a list is the same sentence.
    const words = line.parts
      .map((part) => part.text)
      .join("")
      .replace(/^\s*- /, "");
    const newest = line.sources.at(-1) ?? -1;
    expect(made.state.candidates[newest]?.texts["instruction"]).toContain(words.trim());
  }
});

test("a diff put together again is the text before and the text after", () => {
  const texts = made.state.candidates.map((candidate) => candidate.texts["instruction"] ?? "");
  for (const before of texts)
    for (const after of texts) {
      const parts = wordDiff(before, after);
      expect(
        parts
          .filter((part) => part.kind !== "new")
          .map((part) => part.text)
          .join(""),
      ).toBe(before);
      expect(
        parts
          .filter((part) => part.kind !== "gone")
          .map((part) => part.text)
          .join(""),
      ).toBe(after);
    }
});

test("a rule that moved is a line gone and a line come, not a puzzle of words", () => {
  const parts = wordDiff(
    "First rule here.\nSecond thing there.\nThird.",
    "Second thing there.\nThird.\nFirst rule here.",
  );
  expect(
    parts
      .filter((part) => part.kind === "same")
      .map((part) => part.text)
      .join(""),
  ).toContain("Second thing there.\nThird.");
});

test("every event has a sentence, and every proposal a decision that says kept or why not", () => {
  for (const row of made.events) expect(eventWords(row.event)).toMatch(/\S/);
  for (const proposal of allProposals(made.state)) {
    const decision = decisionOf(proposal);
    expect(decision.kept).toBe(proposal.candidate !== null);
    expect(decision.text).toMatch(decision.kept ? /^kept as c\d+$/ : /dropped|undecided|given up/);
  }
});

test("at every event the page can say what happens next, and how many rollouts it takes", () => {
  const states = statesOf(made);
  states.slice(0, -1).forEach((state, index) => {
    const now = nowLine(state);
    expect(now.doing).toMatch(/\S/);
    const next = made.events[index + 1]?.event;
    if (next !== undefined && "metricCalls" in next)
      expect(next.metricCalls ?? 0).toBeLessThanOrEqual(Math.max(now.rollouts, 0));
  });
});

test("the gain over the parent is counted on the rows both were tried on", () => {
  const child = made.state.candidates.find((candidate) => candidate.parents.length === 1);
  const parent = made.state.candidates[child?.parents[0] ?? 0];
  if (child === undefined || parent === undefined) throw new Error("the run has a child");
  const { gained, lost } = gainedAndLost(child, parent);
  const sum = (scores: typeof child.scores): number => scores.reduce((total, row) => total + row.score, 0);
  expect(gained - lost).toBe(sum(child.scores) - sum(parent.scores));
  expect(whySentence(made.state, child.index)).toMatch(/its parent had \d of 5, it had \d of 5\. On all/);
});

test("speed is measured from the journal's own times, and a pause does not slow it down", () => {
  const trail = [0, 1, 2, 3].map((turn) => ({ at: turn * 1000, calls: turn * 6 }));
  expect(measuredSpeed(trail)).toBeCloseTo(6, 10);
  const paused = [...trail, { at: 3_600_000, calls: 18 }, { at: 3_601_000, calls: 24 }];
  expect(measuredSpeed(paused)).toBeCloseTo(6, 10);
  expect(measuredSpeed(trail.slice(0, 1))).toBeUndefined();
  expect(secondsLeft(700, 400, 6)).toBe(50);
  expect(secondsLeft(null, 400, 6)).toBeUndefined();
  const spent = spentTrail(made.events, made.state);
  expect(spent.at(-1)?.calls).toBe(made.state.spent.metricCalls);
});

test("the gist of a rewrite is what it added, and a shortened one says what it lacks", () => {
  expect(firstChange("Label it.", "Label it.\nIf a lawyer is mentioned, answer LEGAL.")).toBe(
    "If a lawyer is mentioned, answer LEGAL.",
  );
  expect(firstChange("Label it. Be very brief.", "Label it.")).toContain("Without “");
  expect(firstChange("Same.", "Same.")).toBe("No change");
  expect(firstChange("", "word ".repeat(100)).length).toBeLessThanOrEqual(112);
});

test("the result names the winner's and the seed's share of the sealed rows", () => {
  const found = testComparison(made.state);
  if (found === undefined) throw new Error("the run was tested");
  expect(found.rows).toBe(60);
  expect(found.lines.filter((line) => line.outcome === "won")).toHaveLength(found.won);
  expect(resultHeading(found)).toMatch(/^The new prompt gets \d+\s?% of unseen rows right\. The seed got 0/);
  expect(pWords(0.00001)).toBe("p < 0.0001");
  expect(keepWords(13, 148)).toContain("keep the seed");
});

test("a result that the rows cannot tell from the seed says so, and before the test there is none", () => {
  const found = testComparison(made.state);
  if (found === undefined) throw new Error("the run was tested");
  expect(resultHeading({ ...found, verdict: "unclear" })).toMatch(/^Not distinguishable from the seed/);
  expect(testComparison({ ...made.state, test: [] })).toBeUndefined();
});

test("every download holds the winning prompt, and the reference's layout holds every candidate", () => {
  const comparison = testComparison(made.state);
  const winner = comparison?.winner ?? 0;
  const text = made.state.candidates[winner]?.texts["instruction"] ?? "";
  for (const format of exportFormats) {
    const file = format.make({ run: made.run, state: made.state, winner, comparison, rows: [] });
    expect(file.name).toMatch(/^run-12-support-routing/);
    // Formats quote and indent as they must; every line of the prompt is there all the same.
    for (const line of text.split("\n")) expect(file.text).toContain(JSON.stringify(line).slice(1, -1));
  }
});

test("a paragraph that several wrote is told apart sentence by sentence", () => {
  const before = "Label the message. If tax is mentioned, answer EAST.";
  const after = "Label the message. Be brief. If tax is mentioned, answer EAST.";
  const pieces = [
    { text: "Label the message. ", candidate: 0 },
    { text: "Be brief. ", candidate: 2 },
    { text: "If tax is mentioned, answer EAST.", candidate: 1 },
  ];
  const lines = sourcedDiff(pieces, wordDiff(before, after));
  expect(
    lines.map((line) =>
      line.parts
        .map((part) => part.text)
        .join("")
        .trim(),
    ),
  ).toEqual(["Label the message.", "Be brief.", "If tax is mentioned, answer EAST."]);
  expect(lines.map((line) => line.sources)).toEqual([[0], [2], [1]]);
});

test("lines made into a paragraph are the same words in another layout", () => {
  const lines = [
    "Label the message.",
    "If tax is mentioned, answer EAST.",
    "If an exam is mentioned, answer NORTH.",
  ];
  const parts = wordDiff(lines.join("\n"), lines.join(" "));
  const changed = parts.filter((part) => part.kind !== "same");
  expect(changed.every((part) => part.text.trim() === "")).toBe(true);
});

test("where even the winner fails most rows, the Student is named and not only the prompt", () => {
  const found = testComparison(made.state);
  if (found === undefined) throw new Error("the run was tested");
  const poor = {
    ...found,
    before: { value: 0, low: 0, high: 0.05 },
    after: { value: 0.1, low: 0.05, high: 0.2 },
  };
  const remote = {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl: "https://models.test/v1",
    model: "m",
    needsKey: false,
  } as const;
  expect(poorWords(found, made.run.student, false)).toBeUndefined();
  expect(poorWords(poor, remote, true)).toMatch(/stronger Student\.$/);
  expect(poorWords(poor, { kind: "embedded" }, true)).toContain("embedded model was made");
});
