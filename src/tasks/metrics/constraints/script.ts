import type { Sandbox } from "../metric.ts";
import { flagOption, numberOption, own } from "../read-options.ts";
import { type Constraint, type ConstraintParameters, type Degree, textParameter } from "./constraint.ts";
import { text as textOf } from "./read-parameters.ts";

/** What code of elsewhere may use and the sandbox has not. */
const elsewhere =
  /(?<![\w.$])(?:require|process|fetch|import|await|async|Buffer|setTimeout|setInterval|XMLHttpRequest)\b|\bcontext\s*(?:\?\.|\.)\s*(?!vars\b)\w+/;

/** The first thing a piece of code uses that the sandbox has not. */
export const lackingIn = (code: string): string | undefined => elsewhere.exec(code)?.[0];

/**
 * The body of a function of `output` and `context` (promptfoo.dev/docs/configuration/expected-outputs/javascript): code
 * of several lines returns by itself, a single line is an expression, perhaps with declarations before it.
 */
export function functionBody(code: string): string {
  const text = code.trimEnd();
  if (text.includes("\n")) return text;
  const line = text.trim().replace(/[;\s]+$/, "");
  if (/^(?:return\b|if\s*\(|throw\b)/.test(line)) return line;
  if (!/^(?:const|let|var)\s/.test(line)) return `return ${line}`;
  const end = lastSemicolon(line);
  return end < 0 ? line : `${line.slice(0, end + 1)} return ${line.slice(end + 1)}`;
}

/** The last semicolon between statements: not within brackets, and not within a text. */
function lastSemicolon(line: string): number {
  let depth = 0;
  let last = -1;
  let quote = "";
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] as string;
    if (sign === "\\") at += 1;
    else if (quote !== "") quote = sign === quote ? "" : quote;
    else if (`"'\``.includes(sign)) quote = sign;
    else if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    else if (sign === ";" && depth === 0) last = at;
  }
  return last;
}

/** Code that says whether an answer passes: true or false, a number from 0 to 1, or `{ pass, score, reason }`. */
export const scriptHolds: Constraint = {
  name: "script-holds",
  parameters: [
    { ...textParameter, type: "code", meaning: "Body of a function of `output` and `context.vars`." },
    { name: "threshold", type: "number", meaning: "A number from here on passes in full." },
    { name: "vars", type: "json", meaning: "What it finds as `context.vars`; the row's inputs if left out." },
  ],
  says: (parameters) => `Pass this check: ${textOf(parameters).replaceAll(/\s+/g, " ").trim().slice(0, 200)}`,
  async verify(text, parameters, example, sandbox) {
    const vars = own(parameters, "vars") ?? { ...example.inputs };
    const outcome = await call(sandbox, textOf(parameters), { output: text, context: { vars } });
    return typeof outcome === "string" ? outcome : degreeOf(outcome.value, parameters);
  },
};

async function call(
  sandbox: Sandbox | undefined,
  body: string,
  input: unknown,
): Promise<{ readonly value: unknown } | string> {
  if (sandbox === undefined) throw new Error("a check by code needs a sandbox, and none was given");
  const outcome = await sandbox.call(`function check({ output, context }) {\n${body}\n}`, "check", input);
  return outcome.kind === "returned" ? outcome : `The check failed on this answer: ${outcome.message}`;
}

function degreeOf(value: unknown, parameters: ConstraintParameters): string | Degree | undefined {
  if (typeof value === "boolean") return value ? undefined : "The check says no.";
  const { pass, score, reason } = typeof value === "number" ? { score: value } : fieldsOf(value);
  const number = typeof score === "number" && Number.isFinite(score) ? score : undefined;
  const told = typeof reason === "string" && reason !== "" ? ` ${reason}` : "";
  if (number === undefined)
    return typeof pass === "boolean"
      ? pass
        ? undefined
        : `The check says no.${told}`
      : `The check returned ${JSON.stringify(value) ?? "nothing"}, which is no result; the answer may be right.`;
  const enough = numberOption(parameters, "threshold");
  if (flagOption({ pass }, "pass", true) && enough !== undefined && number >= enough) return undefined;
  return { score: number, ...(number >= 1 ? {} : { problem: `The check gives ${number}.${told}` }) };
}

function fieldsOf(value: unknown): {
  readonly pass?: unknown;
  readonly score?: unknown;
  readonly reason?: unknown;
} {
  return value !== null && typeof value === "object" ? value : {};
}
