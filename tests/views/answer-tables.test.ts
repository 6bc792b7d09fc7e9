import { expect, test } from "vitest";

import { createFormCheck } from "../../src/tasks/metrics/only-form.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { Example, TaskSpec } from "../../src/tasks/task-spec.ts";
import { createAnswerTally, type TableAnswer } from "../../src/views/result/answer-tables.ts";
import { formSplitWords, stillWrongWords } from "../../src/views/words/form-words.ts";

const answer = (
  output: string,
  score: number,
  objectiveScores?: Readonly<Record<string, number>>,
): TableAnswer => ({
  output,
  outcome: { kind: "scored", score, ...(objectiveScores && { objectiveScores }) },
});
const row = (expected: string): Example => ({
  id: expected,
  inputs: { text: "?" },
  expected: { label: expected },
});
const metric = (kind: string, options: object = {}, name = kind): TaskSpec["metrics"][number] => ({
  kind,
  name,
  weight: 1,
  options: { ...options },
});
const task = (...metrics: TaskSpec["metrics"][number][]) => ({
  metrics,
  program: { modules: [{ ...routingTask(1).program.modules[0]!, output: { kind: "text" as const } }] },
});
const labels = ["BILLING", "ORDER", "ORDER STATUS"];

test("an answer is wrong only in form where it names the right label and no other, whatever stands around it", () => {
  const { isWrongOnlyInForm } = createFormCheck(labels);
  expect(isWrongOnlyInForm("BILLING", "The team is **Billing**, of course.")).toBe(true);
  expect(isWrongOnlyInForm("ORDER STATUS", "order_status")).toBe(true);
  expect(isWrongOnlyInForm("ORDER", "Label: order-status")).toBe(false);
  expect(isWrongOnlyInForm("BILLING", "BILLING or ORDER")).toBe(false);
  expect(isWrongOnlyInForm("BILLING", "rebilling")).toBe(false);
  expect(isWrongOnlyInForm("BILLING", "")).toBe(false);
});

test("free answers are wrong only in form by letters and punctuation, on a last line, or behind a colon", () => {
  const { isWrongOnlyInForm } = createFormCheck([]);
  expect(isWrongOnlyInForm("18", "She keeps 16 - 3 - 4 = 9.\n\nAnswer: 18.")).toBe(true);
  expect(isWrongOnlyInForm("Zürich", "zurich!")).toBe(true);
  expect(isWrongOnlyInForm("18", "It is 18 or 19")).toBe(false);
});

test("JSON is wrong only in form where every field is the right one and only text stands around it", () => {
  const { isWrongOnlyInForm } = createFormCheck([]);
  const wanted = '{"name":"Ada","city":{"zip":"8001"}}';
  expect(isWrongOnlyInForm(wanted, `Here you are:\n${wanted}\nAnything else?`)).toBe(true);
  expect(isWrongOnlyInForm(wanted, '{"name":"ada","city":{"zip":"8001"}}')).toBe(true);
  expect(isWrongOnlyInForm(wanted, '{"name":"Ada"}')).toBe(false);
  expect(isWrongOnlyInForm(wanted, "no JSON at all")).toBe(false);
});

test("a gain is parted into rows the seed had wrong only in form and rows it had wrong in substance", () => {
  const tally = createAnswerTally(task(metric("label", { labels })));
  tally.add(row("BILLING"), answer("It is billing", 0), answer("BILLING", 1));
  tally.add(row("BILLING"), answer("ORDER", 0), answer("BILLING", 1));
  tally.add(row("ORDER"), answer("BILLING", 0), answer("ORDER", 1));
  tally.add(row("ORDER"), answer("ORDER", 1), answer("BILLING", 0));
  tally.add(row("ORDER"), answer("ORDER", 1), answer("The order team.", 0));
  const { form } = tally.tables();
  expect(form).toEqual({
    rows: 5,
    formWon: 1,
    formLost: 1,
    judgementWon: 2,
    judgementLost: 1,
    left: { form: 1, all: 2 },
  });
  expect(formSplitWords(form!)).toMatch(/^Of 5 rows: \+0 by form .*, \+1 by judgement/);
  expect(stillWrongWords(form!)).toMatch(/^2 rows still wrong, 1 only in form: say in the prompt/);
});

test("a row without a right answer, or without an answer, is neither form nor judgement", () => {
  const tally = createAnswerTally(task(metric("judge")));
  tally.add(row("BILLING"), answer("a", 0), answer("b", 0.5));
  const failed: TableAnswer = { output: "", outcome: { kind: "failed", error: "timeout", message: "slow" } };
  const other = createAnswerTally(task(metric("label", { labels })));
  other.add(row("BILLING"), failed, answer("BILLING", 1));
  expect(tally.tables().form).toBeUndefined();
  expect(other.tables()).toEqual({ form: undefined, labels: [], fields: [], metrics: [] });
});

test("each label has its rows, both shares right, and what the winner took it for", () => {
  const tally = createAnswerTally(task(metric("label", { labels })));
  tally.add(row("BILLING"), answer("BILLING", 1), answer("ORDER", 0));
  tally.add(row("billing"), answer("ORDER", 0), answer("order or billing?", 0));
  tally.add(row("ORDER"), answer("ORDER", 1), answer("ORDER", 1));
  tally.add(row("ORDER"), answer("?", 0), answer("my order", 0));
  tally.add(row("ORDER"), answer("?", 0), answer("dunno", 0));
  expect(tally.tables().labels).toEqual([
    {
      label: "BILLING",
      rows: 2,
      before: 1,
      after: 0,
      takenFor: [
        ["ORDER", 1],
        ["several labels", 1],
      ],
    },
    {
      label: "ORDER",
      rows: 3,
      before: 1,
      after: 1,
      takenFor: [
        ["itself, in another form", 1],
        ["no label", 1],
      ],
    },
  ]);
});

test("each field of JSON answers has its rows, both shares right, and how the winner fails it, the worst first", () => {
  const tally = createAnswerTally(task(metric("json-fields")));
  tally.add(row('{"a":1,"b":"x"}'), answer('{"a":1,"b":"y"}', 0.5), answer('{"a":1,"c":0}', 1 / 3));
  tally.add(row('{"a":2,"b":"x"}'), answer("none", 0), answer('{"a":2.0,"b":"z"}', 0.5));
  tally.add(row('{"a":3,"b":"x"}'), answer('{"a":3,"b":"x"}', 1), answer("I cannot.", 0));
  expect(tally.tables().fields).toEqual([
    { path: "b", rows: 3, before: 1, after: 0, wrong: 1, missing: 2, extra: 0 },
    { path: "a", rows: 3, before: 2, after: 2, wrong: 0, missing: 1, extra: 0 },
    { path: "c", rows: 0, before: 0, after: 0, wrong: 0, missing: 0, extra: 1 },
  ]);
});

test("each of several metrics has both means and the interval of its own gain", () => {
  const tally = createAnswerTally(task(metric("label", { labels }), metric("length")));
  for (let at = 0; at < 20; at += 1)
    tally.add(
      row("ORDER"),
      answer("?", 0.25, { label: 0, length: 0.5 }),
      answer("ORDER", 0.75, { label: 1, length: 0.5 }),
    );
  const [first, second] = tally.tables().metrics;
  expect(first).toMatchObject({ name: "label", rows: 20, verdict: "better", gain: { value: 1 } });
  expect(second).toMatchObject({ name: "length", rows: 20, verdict: "unclear", gain: { value: 0 } });
});
