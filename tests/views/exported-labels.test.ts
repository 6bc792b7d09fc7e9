import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect, test } from "vitest";

import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { PromptToTake } from "../../src/views/exports/exported-calls.ts";
import { javascriptProgram } from "../../src/views/exports/javascript-program.ts";
import { promptfoo } from "../../src/views/exports/promptfoo.ts";
import { pythonProgram } from "../../src/views/exports/python-program.ts";

const label = "Billing";
const routing = routingTask(1);
const output = { kind: "label", labels: [label, "Other"] } as const;
const prompt: PromptToTake = {
  task: {
    ...routing,
    program: { modules: routing.program.modules.map((module) => ({ ...module, output })) },
  },
  texts: { instruction: "Label the message." },
  models: { student: { kind: "embedded" }, reflection: { kind: "coach" } },
};
const forms = [label, JSON.stringify(label), JSON.stringify({ answer: label })];
const folder = mkdtempSync(join(tmpdir(), "labels-"));

const hasPython = (() => {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test("a label is read in every form that a schema gives it, in JavaScript", async () => {
  const file = join(folder, "label.mjs");
  writeFileSync(file, javascriptProgram(prompt));
  const { answer } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    answer: (row: object, ask: () => string) => Promise<string>;
  };
  for (const form of forms) expect(await answer({ message: "hello" }, () => form)).toBe(label);
});

test.runIf(hasPython)("and in Python (where there is one)", () => {
  const file = join(folder, "label.py");
  const calls = forms.map(
    (form) => `print(answer({"message": "hello"}, ask=lambda body, call: ${JSON.stringify(form)}))`,
  );
  writeFileSync(file, `${pythonProgram(prompt)}\n${calls.join("\n")}\n`);
  expect(execFileSync("python3", [file], { encoding: "utf8" }).trim().split("\n")).toEqual(
    forms.map(() => label),
  );
});

test("and promptfoo is told to", () => {
  expect(promptfoo(prompt, []).text).toContain('transform: "output?.answer ?? output"');
});
