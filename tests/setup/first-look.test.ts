import { expect, test } from "vitest";

import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { ImportPreview } from "../../src/protocol/import-worker.ts";
import { type Draft, firstDraft } from "../../src/setup/draft/draft.ts";
import { metricsOfDraft, newMetric, problemOfMetric } from "../../src/setup/draft/metric-list.ts";
import { formOfDraft, withFormNamed } from "../../src/setup/draft/name-form.ts";
import { sketchOfDraft } from "../../src/setup/draft/sketch-of-draft.ts";
import { openRows } from "../../src/setup/rows/open-rows.ts";
import type { RowFiles } from "../../src/setup/rows/row-files.ts";
import { formFinding, looksUnasked } from "../../src/setup/trial/first-look.ts";
import { mendsOf } from "../../src/setup/trial/mends.ts";
import { fieldsOfAnswers, schemaOfAnswers } from "../../src/tasks/rows/schema-of-answers.ts";
import { suggestMetrics } from "../../src/tasks/rows/suggest-metrics.ts";
import { createLabelTally } from "../../src/tasks/splits/label-tally.ts";

const here: RemoteChoice = {
  kind: "remote",
  dialect: "openai-compatible",
  provider: "custom",
  baseUrl: "http://127.0.0.1:1/v1",
  model: "m",
  needsKey: false,
};

async function draftOf(
  answers: readonly string[],
  from: Draft = firstDraft,
  known: Partial<ImportPreview> = {},
): Promise<Draft> {
  const rows = answers.map((answer, at) => [`message ${at}`, answer]);
  const columns = ["message", "answer"];
  const guessed = { inputs: ["message"], expected: ["answer"] };
  const preview = {
    kind: "preview",
    columns,
    rows,
    guessed,
    notes: [],
    reasons: [],
    suggestedMetrics: suggestMetrics(columns, rows, guessed),
    ...known,
  } as unknown as ImportPreview;
  const files = { preview: async () => preview } as unknown as RowFiles;
  const opened = await openRows(files, from, new File([], "rows.csv"), {});
  if ("problem" in opened) throw new Error(opened.problem);
  return { ...from, ...opened };
}

const teams = ["BILLING", "SHIPPING", "TECH"];
const twelve = <T>(make: (at: number) => T): T[] => Array.from({ length: 12 }, (_, at) => make(at));
const labelled = (): Promise<Draft> => draftOf(twelve((at) => teams[at % 3]!));

test("wrong answers are told apart: in form, mended by naming the labels, and in judgement", async () => {
  const draft = await labelled();
  const tried = [
    { output: "billing.", expected: "BILLING", score: 1 },
    { output: "SHIPPING", expected: "BILLING", score: 0 },
    { output: "I would send this to the billing team", expected: "BILLING", score: 0 },
    { output: "", expected: "TECH", score: 0 },
  ];
  const finding = formFinding(draft, tried)!;
  expect(finding.words).toBe(
    "3 answers wrong, 2 only in form: “I would send this to the billing team” is none of the labels.",
  );
  expect(finding.mend?.words).toBe("Name the labels in the prompt");
  const named = { ...draft, ...finding.mend!.change };
  expect(named.seedPrompt).toMatch(
    /exactly one of these labels and nothing else: BILLING, SHIPPING, TECH\.$/,
  );
  // Named once; what still goes wrong in form is then held by the program.
  const again = formFinding(named, tried)!;
  expect(again.mend?.words).toBe("Allow only the labels");
  expect(sketchOfDraft({ ...named, ...again.mend!.change }).modules[0]?.format).toBe("label");
});

test("what is right has no finding, and what is wrong in judgement alone has nothing to mend", async () => {
  const draft = await labelled();
  expect(formFinding(draft, [{ output: "TECH", expected: "TECH", score: 1 }])).toBeUndefined();
  expect(formFinding(draft, [{ output: "TECH", expected: "BILLING", score: 0 }])).toEqual({
    words: "1 answer wrong, none of them only in form.",
  });
});

test("right answers in JSON make a JSON task: fields in the prompt, a strict schema held by the program, field by field", async () => {
  const draft = await draftOf(
    twelve((at) => JSON.stringify({ name: `n${at % 3}`, total: at, paid: at > 3 })),
  );
  expect(draft.seedPrompt).toMatch(/one JSON object and nothing else, with the fields name, total, paid\.$/);
  expect(draft.metrics.map(({ kind }) => kind)).toEqual(["json-fields"]);
  expect(draft.program.modules[0]?.format).toBe("json");
  expect(JSON.parse(draft.program.modules[0]!.schema)).toEqual({
    type: "object",
    properties: { name: { type: "string" }, total: { type: "integer" }, paid: { type: "boolean" } },
    required: ["name", "total", "paid"],
    additionalProperties: false,
  });
});

test("a prompt of one's own is left as it is, and naming the fields is offered", async () => {
  const own = { ...firstDraft, seedPrompt: "Read the invoice." };
  const draft = await draftOf(
    twelve((at) => `{"total": ${at}}`),
    own,
  );
  expect(draft.seedPrompt).toBe("Read the invoice.");
  const finding = formFinding(draft, [{ output: "it is 4", expected: '{"total": 4}', score: 0 }]);
  expect(finding?.mend?.change.seedPrompt).toMatch(/^Read the invoice\.\n\nAnswer with one JSON object/);
});

test("a file of labels after one of JSON is asked for labels again", async () => {
  const json = await draftOf(twelve((at) => `{"total": ${at}}`));
  const draft = await draftOf(
    twelve((at) => teams[at % 3]!),
    json,
  );
  expect(draft.program.modules[0]).toMatchObject({ format: "text", schema: "" });
  expect(draft.metrics.map(({ kind }) => kind)).toEqual(["label"]);
  expect(draft.seedPrompt).not.toContain("JSON");
});

test("the schema is entered once: the JSON Schema metric takes the one of the answer's form", async () => {
  const draft = await draftOf(twelve((at) => `{"total": ${at}}`));
  const metrics = [newMetric("json-schema")];
  const held = { ...draft, metrics };
  expect(problemOfMetric(held, metrics[0]!)).toBeUndefined();
  const [metric] = metricsOfDraft(held, "answer", undefined);
  expect(metric?.options?.["schema"]).toBe(draft.program.modules[0]?.schema);
  const bare = { ...held, program: firstDraft.program };
  expect(problemOfMetric(bare, metrics[0]!)).toBe("The JSON Schema metric has no schema.");
});

test("fields that only some answers have are named as such, and no closed schema forbids them", () => {
  const cells = ['{"a": 1, "b": "x"}', '{"a": 2.5}', '{"a": null, "b": "y"}'];
  expect(schemaOfAnswers(cells)).toBeUndefined();
  expect(fieldsOfAnswers(cells)).toEqual({ always: ["a"], sometimes: ["b"] });
  expect(schemaOfAnswers(['{"a": [{"b": 1}]}', '{"a": [{"b": null}, {"b": 2}]}'])).toMatchObject({
    properties: { a: { type: "array", items: { properties: { b: { type: ["integer", "null"] } } } } },
  });
});

test("short answers in JSON are no labels, however few different ones there are", () => {
  const tally = createLabelTally();
  for (let at = 0; at < 30; at += 1) tally.add(at % 2 ? '{"ok": true}' : '{"ok": false}');
  expect(tally.labels()).toBeUndefined();
});

test("only a server on this machine is asked without being told to, once the file is read to its end", async () => {
  const draft = await labelled();
  const survey = { summary: { rows: 12 }, labels: teams };
  const read = {
    ...draft,
    student: here,
    reflection: here,
    rows: { ...draft.rows!, survey },
  } as unknown as Draft;
  expect(looksUnasked(read)).toBe(true);
  expect(looksUnasked({ ...read, student: { ...here, baseUrl: "https://api.example.com/v1" } })).toBe(false);
  expect(looksUnasked({ ...read, student: { kind: "embedded" } })).toBe(false);
  expect(looksUnasked({ ...draft, student: here })).toBe(false);
});

test("where a model used up its tokens before it answered, it may think less or write more", () => {
  const thinking: Draft = { ...firstDraft, student: { ...here, thinking: "low" } };
  expect(mendsOf(thinking).map(({ change }) => change)).toEqual([
    { student: { ...here, thinking: "off" } },
    { options: { ...firstDraft.options, maxTokens: Math.max(512, firstDraft.options.maxTokens * 4) } },
  ]);
  expect(mendsOf({ ...firstDraft, student: { ...here, thinking: "off" } })).toHaveLength(1);
  expect(mendsOf({ ...firstDraft, student: { kind: "embedded" } })).toHaveLength(1);
});

test("a chain has no one text to name a form in", async () => {
  const draft = await labelled();
  const [only] = draft.program.modules;
  expect(formOfDraft({ ...draft, program: { shape: "chain", modules: [only!, only!] } })).toBeUndefined();
  expect(withFormNamed(draft, formOfDraft(draft)!).seedPrompt).toContain("BILLING, SHIPPING, TECH");
});

test("a file dropped on a kept task brings a first prompt of its own; one that was written for its rows stays", async () => {
  const saved: Draft = {
    ...firstDraft,
    task: "saved",
    savedTaskId: "mails",
    seedPrompt: "Answer with LEGAL.",
  };
  expect(
    (
      await draftOf(
        twelve((at) => teams[at % 3]!),
        saved,
      )
    ).seedPrompt,
  ).toBe("Read the message and answer with the answer only.");
  const typed: Draft = { ...saved, task: "rows", seedPrompt: "Which team is it?" };
  expect(
    (
      await draftOf(
        twelve((at) => teams[at % 3]!),
        typed,
      )
    ).seedPrompt,
  ).toBe("Which team is it?");
});

test("a prompt that came with rows goes with them, and one that was typed before any rows stays", async () => {
  const chat = { suggestedPrompt: "Be brief." };
  const ofChat = await draftOf(["1", "2"], firstDraft, chat);
  expect(ofChat.seedPrompt).toBe("Be brief.");
  expect((await draftOf(["1", "2"], ofChat)).seedPrompt).toBe(
    "Read the message and answer with the answer only.",
  );
  const typed = { ...firstDraft, seedPrompt: "Answer as my teacher would." };
  expect((await draftOf(["1", "2"], typed, chat)).seedPrompt).toBe(typed.seedPrompt);
});

test("rows of one column are not asked for the column of their right answers", async () => {
  const draft = await draftOf(["1", "2"], firstDraft, {
    columns: ["input"],
    guessed: { inputs: ["input"], expected: [] },
  } as Partial<ImportPreview>);
  expect(problemOfMetric(draft, newMetric("label"))).toMatch(
    /one column and no right answers.* such as a model/,
  );
});
