import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import type { RemoteChoice } from "../../src/models/model-choice.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { TaskSpec } from "../../src/tasks/task-spec.ts";
import { dspyProgram, dspyState } from "../../src/views/exports/dspy.ts";
import { startModelServer } from "../../tests/support/model-server.ts";
import { textModule as module } from "../../tests/support/text-module.ts";

/**
 * `npm run bench -- dspy`: exports a chain that looks up, sorts, skips and writes as a DSPy program with its state, loads
 * both with DSPy where that is installed and runs it against a local server. Option: --python PATH (or GEPA_PYTHON).
 */
const { values } = parseArgs({
  options: { python: { type: "string", default: process.env["GEPA_PYTHON"] ?? "python3" } },
});

const task: TaskSpec = {
  ...routingTask(1),
  program: {
    modules: [
      module("note it", "Q: {{question}}", { search: { query: "about {{question}}", passages: 2 } }),
      module("sort", "{{note it.output}} / {{note it.passages}}", {
        output: { kind: "label", labels: ["Easy", "Hard"] },
      }),
      module("think", "{{sort.output}}: {{question}}", {
        when: { value: "{{sort.output}}", isOneOf: ["hard"] },
      }),
      module("write", "{{think.output}} | {{question}}"),
    ],
  },
};
const texts = {
  "note it": 'Note it, in "quotes" and\n{{braces}}.',
  sort: "Sort it: Easy or Hard.",
  think: "Think ünder \\ all signs.",
  write: "Write it.",
};
const rows = [{ question: "why is it so?" }, { question: "when?" }];
/** The question with "why" is hard; the other skips the third module. */
const wanted = ["written after thought", "written at once"];

/** What the model answers to a request in the words of DSPy's chat adapter. */
function answer(system: string, user: string): string {
  const text = system.includes("Note it")
    ? `noted ${/why/.test(user) ? "why" : "when"}`
    : system.includes("Sort it")
      ? /why/.test(user)
        ? "Hard"
        : "Easy"
      : system.includes("Think")
        ? "a thought"
        : /a thought/.test(user)
          ? wanted[0]
          : wanted[1];
  return `[[ ## answer ## ]]\n${text}\n\n[[ ## completed ## ]]`;
}

interface Ran {
  readonly dspy: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly answers: readonly string[];
  readonly searches: readonly (readonly [string, number])[];
  readonly warnings: readonly string[];
  readonly missingKeys: Readonly<Record<string, readonly string[]>>;
}

async function ask(input: unknown): Promise<Ran> {
  const script = fileURLToPath(new URL("run_export.py", import.meta.url));
  const child = spawn(values.python, [script], { stdio: ["pipe", "pipe", "pipe"] });
  let out = "";
  let wrong = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (wrong += String(chunk)));
  child.stdin.end(JSON.stringify(input));
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (status !== 0) throw new Error(`DSPy did not run the export:\n${wrong.slice(-3000)}`);
  return JSON.parse(out.trim().split("\n").at(-1) ?? "") as Ran;
}

async function main(): Promise<void> {
  if (spawnSync(values.python, ["-c", "import dspy"], { stdio: "ignore" }).status !== 0) {
    console.log(`dspy: not installed in ${values.python} (pip install dspy); left out`);
    return;
  }
  let requests = 0;
  const server = await startModelServer({
    answer: ({ messages }) => {
      requests += 1;
      return answer(messages[0]?.content ?? "", messages.at(-1)?.content ?? "");
    },
  });
  try {
    const url = server.baseUrl("openai-compatible");
    const model: RemoteChoice = {
      kind: "remote",
      dialect: "openai-compatible",
      provider: "custom",
      baseUrl: url,
      model: "small",
      needsKey: false,
    };
    const prompt = { task, texts, models: { student: model, reflection: model } };
    const folder = mkdtempSync(join(tmpdir(), "dspy-"));
    const [program, state] = [join(folder, "program.py"), join(folder, "state.json")];
    writeFileSync(program, dspyProgram(prompt));
    writeFileSync(state, dspyState(prompt));
    const ran = await ask({ program, state, url, rows, searches: true });
    const checks: readonly (readonly [string, unknown, unknown])[] = [
      ["the instructions of the program", Object.values(ran.before), Object.values(texts)],
      ["the instructions after loading the state", Object.values(ran.after), Object.values(texts)],
      ["keys DSPy writes and the state lacks", Object.values(ran.missingKeys).flat(), []],
      ["warnings while loading", ran.warnings, []],
      ["the answers", ran.answers, wanted],
      ["requests (the third module is skipped once)", requests, 7],
      ["what was looked up", ran.searches, rows.map(({ question }) => [`about ${question}`, 2])],
    ];
    console.log(`dspy ${ran.dspy}: a chain of ${task.program.modules.length} modules, ${rows.length} rows`);
    for (const [what, got, right] of checks) {
      const isRight = JSON.stringify(got) === JSON.stringify(right);
      console.log(`  ${isRight ? "right" : "WRONG"}  ${what}: ${JSON.stringify(got)}`);
      if (!isRight) process.exitCode = 1;
    }
  } finally {
    await server.close();
  }
}

await main();
