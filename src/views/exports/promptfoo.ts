import type { Example } from "../../tasks/task-spec.ts";
import { baseUrlOf, type ExportedCall, exportedCalls, type PromptToTake } from "./exported-calls.ts";
import { javascriptProgram } from "./javascript-program.ts";
import { assertsOf, metricsLeftOut, shielded } from "./promptfoo-asserts.ts";

/** JSON on one line is YAML, its strings whatever they hold. */
const flow = (value: unknown) =>
  JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** A literal block reads better; it is used where the text allows one. */
function block(text: string, indent: string): string {
  // eslint-disable-next-line no-control-regex -- what a YAML block may not hold
  const unfit = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF]|^[ \n]/;
  if (unfit.test(text) || !text.includes("\n")) return flow(text);
  const lines = text.replace(/\n+$/, "").split("\n");
  return `|-\n${lines.map((line) => (line === "" ? "" : `${indent}${line}`)).join("\n")}`;
}

/** The rows as promptfoo's tests: what goes in as variables, what is right as assertions. */
function promptfooTests({ task }: PromptToTake, rows: readonly Example[]): readonly object[] {
  return rows.map((example) => ({
    vars: Object.fromEntries(Object.entries(example.inputs).map(([name, text]) => [name, shielded(text)])),
    assert: assertsOf(task, example),
  }));
}

function leftOut(prompt: PromptToTake, mark: string): string {
  const names = metricsLeftOut(prompt.task);
  return names.length === 0
    ? ""
    : `${mark} Judged in the run and not here, for promptfoo has no equal: ${names.join(", ")}.\n`;
}

/** The run's own model, with every option of its request. */
function providerOf({ body }: ExportedCall, baseUrl: string): object {
  const { model, messages: _messages, ...options } = body;
  return { id: `openai:chat:${model}`, config: { apiBaseUrl: baseUrl, ...options } };
}

/** promptfoo fills variables that are names; a column of another kind keeps its words under a name. */
function asVariable(template: string): string {
  return template.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (slot, name: string) =>
    /^[A-Za-z_]\w*$/.test(name) ? slot : `{{ _vars[${JSON.stringify(name)}] }}`,
  );
}

/** promptfoo reads an answer that a schema formed as JSON; a label may be the one field of an object in it. */
const unwrapping = "output?.answer ?? output";

const choosesBySchema = ({ output, body }: ExportedCall): boolean =>
  output.kind === "label" && body["response_format"] !== undefined;

function ofOnePrompt(prompt: PromptToTake, call: ExportedCall, rows: readonly Example[]): string {
  const messages = call.body.messages.map(({ role, content }) => ({
    role,
    content: role === "user" ? asVariable(content) : shielded(content),
  }));
  const tests = promptfooTests(prompt, rows).map((test) => `  - ${flow(test)}\n`);
  return [
    "# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json\n",
    leftOut(prompt, "#"),
    `description: ${flow(prompt.task.name)}\n`,
    "prompts:\n",
    `  - id: ${flow(call.name)}\n`,
    `    label: ${flow(`${prompt.task.name}: ${call.name}`)}\n`,
    `    raw: ${block(JSON.stringify(messages, undefined, 2), "      ")}\n`,
    `providers:\n  - ${flow(providerOf(call, baseUrlOf(prompt.models[call.role])))}\n`,
    choosesBySchema(call) ? `defaultTest:\n  options:\n    transform: ${flow(unwrapping)}\n` : "",
    tests.length === 0 ? "tests: []\n" : `tests:\n${tests.join("")}`,
  ].join("");
}

/** A chain is one provider: promptfoo sees the row and the last answer. */
function ofProgram(prompt: PromptToTake, rows: readonly Example[]): string {
  const searches = prompt.task.program.modules.some(({ search }) => search !== undefined);
  return `${javascriptProgram(prompt)}
${leftOut(prompt, "//")}/** A configuration for \`promptfoo eval -c\`: the whole program stands behind one provider. */
${searches ? "// It looks things up: put your own search(query, passages) in the place of the third argument below.\n" : ""}const program = async (prompt, { vars }) => ({ output: await answer(vars, askEndpoint${searches ? ", undefined" : ""}) });

export default {
  description: ${JSON.stringify(prompt.task.name)},
  prompts: [${JSON.stringify(
    Object.keys(rows[0]?.inputs ?? {})
      .map((name) => `{{ ${name} }}`)
      .join("\n"),
  )}],
  providers: [program],
  tests: ${JSON.stringify(promptfooTests(prompt, rows), undefined, 2)},
};
`;
}

/** A configuration of promptfoo that runs as it is: prompts, the run's own model, rows and assertions. */
export function promptfoo(
  prompt: PromptToTake,
  rows: readonly Example[],
): { readonly text: string; readonly extension: string } {
  const [only, ...others] = exportedCalls(prompt);
  const isOne =
    only !== undefined && others.length === 0 && only.search === undefined && only.when === undefined;
  return isOne
    ? { text: ofOnePrompt(prompt, only, rows), extension: "promptfoo.yaml" }
    : { text: ofProgram(prompt, rows), extension: "promptfoo.mjs" };
}
