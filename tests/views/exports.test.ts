import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";

import type { RemoteChoice } from "../../src/models/model-choice.ts";
import { runProgram } from "../../src/tasks/programs/run-program.ts";
import { printPassages, type Search } from "../../src/tasks/retrieval/search.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { Example, TaskSpec } from "../../src/tasks/task-spec.ts";
import type { Complete } from "../../src/tasks/task.ts";
import { exportedCalls, type PromptToTake } from "../../src/views/exports/exported-calls.ts";
import { exportFormats } from "../../src/views/exports/exports.ts";
import { javascriptProgram } from "../../src/views/exports/javascript-program.ts";
import { promptfoo } from "../../src/views/exports/promptfoo.ts";
import { pythonProgram } from "../../src/views/exports/python-program.ts";
import { type ModelServer, startModelServer } from "../support/model-server.ts";
import { scriptedRun } from "../support/scripted-run.ts";
import { textModule as module } from "../support/text-module.ts";

/** Looks up, sorts, writes only what is hard, and ends with JSON: everything a program can do. */
const chain: TaskSpec = {
  ...routingTask(1),
  name: 'Four steps: "all" of it */',
  program: {
    modules: [
      module("note", 'Q: {{question}} "now" {{nothing}}', {
        search: { query: "about {{question}}", passages: 2 },
      }),
      module("sort", "{{note.output}} / {{note.passages}}", {
        demosComponent: "demos",
        output: { kind: "label", labels: ["Easy", "Hard"] },
      }),
      module("think", "{{sort.output}}: {{question}}", {
        temperature: 0.7,
        when: { value: "{{sort.output}}", isOneOf: ["hard "] },
      }),
      module("write", "{{think.output}}|{{note.output}}", { output: { kind: "json" } }),
    ],
  },
  metrics: [
    { name: "label", kind: "label", weight: 1, options: { expected: "label" } },
    { name: "words", kind: "rouge-l", weight: 0.5, options: {} },
  ],
};

const nasty = 'Say "hi" {{message}} \\n\u2028 ${x} `y` """ \'\'\'\n\n  - [x]: # {% raw %}\nEnd: *&!|>';
const texts = { note: "Note it.", sort: nasty, demos: "Q: x\nA: y", think: "Think.", write: "" };

/** What the model answers: any fixed function of what it was asked will do. */
function reply(messages: readonly { readonly role: string; readonly content: string }[]): string {
  const user = messages.at(-1)?.content ?? "";
  const system = messages.length > 1 ? (messages[0]?.content ?? "") : "";
  if (system.startsWith("Note")) return ` noted ${user.length}\n`;
  if (system.startsWith("Say"))
    return user.includes("why") ? '"hard".' : user.includes("lost") ? "neither" : "EASY";
  if (system.startsWith("Think")) return `thought of ${user}`;
  return `\`\`\`json\n{"end": ${JSON.stringify(user)}}\n\`\`\``;
}

const rows: readonly Example[] = ["why $& now?", "when?", "lost"].map((question, at) => ({
  id: `row-${at}`,
  inputs: { question },
  expected: { label: "Hard" },
}));
const find: Search = (query, count) => [{ title: "found", text: `${count} of ${query}` }];
/** What a program is handed: the passages as one text. */
const search = (query: string, count: number): string => printPassages(find(query, count));

interface SentFormat {
  readonly json_schema?: { readonly schema: { readonly type: string; readonly enum?: readonly string[] } };
}

/** A label as a server gives it that keeps to the schema it was sent. */
function inForm(text: string, json: Readonly<Record<string, unknown>>): string {
  const schema = (json["response_format"] as SentFormat | undefined)?.json_schema?.schema;
  const label = schema?.enum?.find((one) => text.toLowerCase().includes(one.toLowerCase()));
  return label === undefined ? text : JSON.stringify(label);
}

let server: ModelServer;
const asked: Record<string, unknown>[] = [];
const folder = mkdtempSync(join(tmpdir(), "exports-"));

beforeAll(async () => {
  server = await startModelServer({
    answer: ({ messages, json }) => {
      asked.push(json);
      return inForm(reply(messages), json);
    },
  });
});
afterAll(() => server.close());

function model(): RemoteChoice {
  const baseUrl = server.baseUrl("openai-compatible");
  return {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl,
    model: "small",
    needsKey: false,
  };
}

const promptOf = (task: TaskSpec, its: Readonly<Record<string, string>>): PromptToTake => ({
  task,
  texts: its,
  models: { student: model(), reflection: model() },
});

/** The run's own way: what it asked and what came of it. */
async function ofTheRun(task: TaskSpec, its: Readonly<Record<string, string>>, example: Example) {
  const messages: unknown[] = [];
  const complete: Complete = async (_role, request) => {
    messages.push(request.messages);
    return {
      kind: "completed",
      text: reply(request.messages),
      finishReason: "stop",
      usage: {},
      latencyMs: 0,
    };
  };
  const outcome = await runProgram(task.program, its, example, complete, { search: find });
  return { messages, output: outcome.kind === "failed" ? "" : outcome.output };
}

const run = promisify(execFile);
const hasPython = (() => {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

async function importText(text: string, name: string): Promise<Record<string, unknown>> {
  const file = join(folder, name);
  writeFileSync(file, text);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>;
}

type Answer = (row: object, ask?: unknown, search?: unknown) => Promise<string>;

describe("a program taken elsewhere asks what the run asked, over a real socket, and gives the run's answers", () => {
  test("as JavaScript", async () => {
    const { answer, askEndpoint } = (await importText(
      javascriptProgram(promptOf(chain, texts)),
      "chain.mjs",
    )) as {
      answer: Answer;
      askEndpoint: unknown;
    };
    for (const example of rows) {
      const wanted = await ofTheRun(chain, texts, example);
      asked.length = 0;
      expect(await answer(example.inputs, askEndpoint, search)).toBe(wanted.output);
      expect(asked.map(({ messages }) => messages)).toEqual(wanted.messages);
    }
  });

  test.runIf(hasPython)(
    "as Python, with nothing but its standard library (where there is a Python)",
    async () => {
      const code = `${pythonProgram(promptOf(chain, texts))}
import sys
for row in json.load(sys.stdin):
    print(json.dumps(answer(row, search=lambda query, count: f"[1] found: {count} of {query}")))`;
      const file = join(folder, "chain.py");
      writeFileSync(file, code);
      asked.length = 0;
      const child = run("python3", [file]);
      child.child.stdin?.end(JSON.stringify(rows.map(({ inputs }) => inputs)));
      const said = (await child).stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as string);
      const wanted = await Promise.all(rows.map((example) => ofTheRun(chain, texts, example)));
      expect(said).toEqual(wanted.map(({ output }) => output));
      expect(asked.map(({ messages }) => messages)).toEqual(wanted.flatMap(({ messages }) => messages));
    },
  );

  test("as a promptfoo configuration whose one provider is the whole program", async () => {
    const task: TaskSpec = { ...chain, program: { modules: chain.program.modules.slice(1, 3) } };
    const { text, extension } = promptfoo(promptOf(task, texts), rows);
    expect(extension).toBe("promptfoo.mjs");
    expect(text).toContain("words (rouge-l)");
    const config = (await importText(text, "promptfoo.mjs"))["default"] as {
      providers: ((prompt: string, context: object) => Promise<{ output: string }>)[];
      tests: { vars: Record<string, string>; assert: { type: string; value: string }[] }[];
    };
    expect(config.tests).toHaveLength(rows.length);
    for (const [at, { vars }] of config.tests.entries()) {
      const wanted = await ofTheRun(task, texts, rows[at]!);
      expect(await config.providers[0]!("", { vars })).toEqual({ output: wanted.output });
    }
  });
});

test("a request elsewhere carries everything the run's did: form, limit, temperature and the endpoint's own options", () => {
  const prompt = promptOf(chain, texts);
  const [, sort, think] = exportedCalls({
    ...prompt,
    models: { ...prompt.models, student: { ...model(), maxTokens: 99, temperature: 0.3, thinking: "low" } },
  });
  expect(sort?.body).toMatchObject({
    model: "small",
    max_tokens: 99,
    temperature: 0.3,
    reasoning_effort: "low",
    response_format: { type: "json_schema", json_schema: { strict: true } },
  });
  expect(sort?.body.messages[0]?.content).toBe(`${nasty}\n\nQ: x\nA: y`);
  expect(sort?.body).not.toHaveProperty("stream");
  expect(think?.when).toEqual({ value: "{{sort.output}}", isOneOf: ["hard"] });
});

describe("one prompt", () => {
  const one: TaskSpec = {
    ...routingTask(1),
    metrics: [{ name: "label", kind: "label", weight: 1, options: { expected: "label" } }],
  };
  const example: Example = {
    id: "a",
    inputs: { message: "{{ not a variable }}" },
    expected: { label: "PARIS" },
  };

  test("as promptfoo YAML reads back as the same messages, the run's model, the rows and what is right", async () => {
    for (const text of ["Label the message.", "Two\nlines: here", nasty.replaceAll("{% raw %}", "")]) {
      const { text: yaml, extension } = promptfoo(promptOf(one, { instruction: text }), [example]);
      expect(extension).toBe("promptfoo.yaml");
      const config = parse(yaml) as {
        prompts: { raw: string }[];
        providers: { id: string; config: Record<string, unknown> }[];
        tests: { vars: Record<string, string>; assert: { value: string }[] }[];
      };
      const [system, user] = JSON.parse(config.prompts[0]?.raw ?? "") as { content: string }[];
      expect(system?.content.replace(/^\{% raw %\}|\{% endraw %\}$/g, "")).toBe(text);
      expect(user?.content).toBe("{{message}}");
      expect(config.providers[0]).toMatchObject({ id: "openai:chat:small", config: { temperature: 0 } });
      expect(config.tests[0]?.vars["message"]).toBe("{% raw %}{{ not a variable }}{% endraw %}");
      const code = `export const isRight = (output) => ${config.tests[0]?.assert[0]?.value};`;
      const { isRight } = (await importText(code, "assert.mjs")) as { isRight: (output: string) => boolean };
      expect([isRight(' **"paris."** '), isRight("London")]).toEqual([true, false]);
    }
  });

  test.runIf(hasPython)("as Python holds any text (where there is a Python)", async () => {
    const code = `${pythonProgram(promptOf(one, { instruction: nasty }))}\nprint(json.dumps(CALLS))`;
    const { stdout } = await run("python3", ["-c", code]);
    expect(JSON.parse(stdout)[0].body.messages[0].content).toBe(nasty);
  });

  test("needs no code where no model is asked", () => {
    expect(pythonProgram(promptOf({ ...one, program: { modules: [] } }, { text: "x" }))).toBe("");
  });
});

test("gepa's result holds every candidate and the frontier, by the ids of the rows", async () => {
  const made = await scriptedRun({ budget: 120 });
  const format = exportFormats.find(({ title }) => title === "GEPA result")!;
  const file = format.make({ run: made.run, state: made.state, winner: 0, comparison: undefined, rows: [] });
  const result = JSON.parse(file.text) as Record<string, Record<string, unknown>>;
  expect(result["candidates"]).toHaveLength(made.state.candidates.length);
  expect(Object.keys(result["per_val_instance_best_candidates"]!).toSorted()).toEqual(
    made.run.splits.pareto.toSorted(),
  );
});
