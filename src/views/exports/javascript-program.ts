import { baseUrlOf, exportedCalls, type PromptToTake } from "./exported-calls.ts";

/** The body of a program: what a run does between two calls. Kept in step with `runProgram` by a test that runs both. */
const runtime = `const fill = (template, values) =>
  template.replace(/\\{\\{\\s*([^{}]+?)\\s*\\}\\}/g, (slot, name) => (Object.hasOwn(values, name) ? values[name] : slot));

const bare = (text) => text.trim().replace(/^["'\`*\\s]+|["'\`*.\\s]+$/g, "").toLowerCase();

/** A label that was chosen by a JSON schema comes in quotation marks, or as the one field of an object. */
function chosen(text) {
  try {
    const value = JSON.parse(text);
    return String(value?.answer ?? value);
  } catch {
    return text;
  }
}

/** The answer as its form wants it, or undefined where it has another form. */
function read(text, form) {
  if (text.trim() === "") return undefined;
  if (form.kind === "text") return text.trim();
  if (form.kind === "label") return form.labels.find((label) => bare(label) === bare(chosen(text)));
  const inside = text.trim().replace(/^\`\`\`[^\\n]*\\n([\\s\\S]*)\`\`\`$/, "$1").trim();
  try {
    JSON.parse(inside);
    return inside;
  } catch {
    return undefined;
  }
}

/** Asks an endpoint that speaks OpenAI's chat completions; the key is read from API_KEY. */
export async function askEndpoint(body, { baseUrl }) {
  const key = globalThis.process?.env?.API_KEY;
  const response = await fetch(\`\${baseUrl}/chat/completions\`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key ? { authorization: \`Bearer \${key}\` } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(\`\${response.status}: \${await response.text()}\`);
  return (await response.json()).choices[0].message.content ?? "";
}

/**
 * The program's answer to one row. \`ask(body, call)\` gives the text a model answered; \`search(query, passages)\` the passages
 * as one text, where the program looks something up.
 */
export async function answer(row, ask = askEndpoint, search = undefined) {
  const values = { ...row };
  let output = "";
  for (const call of CALLS) {
    const isSkipped = call.when && !call.when.isOneOf.includes(fill(call.when.value, values).trim().toLowerCase());
    if (isSkipped) {
      values[\`\${call.name}.output\`] = "";
      continue;
    }
    if (call.search)
      values[\`\${call.name}.passages\`] = await search(fill(call.search.query, values), call.search.passages);
    const messages = call.body.messages.map((message) =>
      message.role === "user" ? { ...message, content: fill(message.content, values) } : message,
    );
    const text = await ask({ ...call.body, messages }, call);
    output = read(text, call.output);
    // An answer of the wrong form ends the program, as it did in the run.
    if (output === undefined) return text;
    values[\`\${call.name}.output\`] = output;
  }
  return output;
}
`;

/** The program as a module of JavaScript that runs as it is: every request the run made for a row, and what lay between. */
export function javascriptProgram(prompt: PromptToTake): string {
  const calls = exportedCalls(prompt).map((call) => ({
    ...call,
    baseUrl: baseUrlOf(prompt.models[call.role]),
  }));
  return `/** ${prompt.task.name.replaceAll("*/", "* /")}: the requests, in their order. */
export const CALLS = ${literal(calls)};

${runtime}`;
}

/** JSON is JavaScript. */
function literal(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
