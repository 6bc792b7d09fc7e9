import type { Metric, Sandbox, SandboxOutcome } from "./metric.ts";
import { textOption } from "./read-options.ts";
import { verdict } from "./verdict.ts";

/** What the editor opens with. */
export const codeTemplate = `// score(row): return a number from 0 to 1, or { score, feedback, parts }.
// row.inputs and row.expected hold the columns, row.output the answer,
// row.texts the candidate's texts, row.steps every model call. console.log(...) is shown beside the result.
function score(row) {
  const wanted = Object.values(row.expected)[0] ?? "";
  const right = row.output.trim() === wanted.trim();
  return {
    score: right ? 1 : 0,
    feedback: right ? "Right." : "Expected " + wanted + ", got " + row.output + ".",
  };
}
`;

export const code: Metric = {
  kind: "code",
  title: "Your own code",
  explanation:
    "JavaScript you write, run in a sandbox without network, page or storage; what it returns as feedback is what the model reads.",
  options: [{ name: "code", type: "code", meaning: "Defines a function score(row).", default: codeTemplate }],
  check(options) {
    return textOption(options, "code") === undefined ? "The metric has no code." : undefined;
  },
  async judge({ example, output, trajectory, texts, sandbox }, options) {
    if (sandbox === undefined)
      throw new Error("a metric of the user's own code needs a sandbox, and none was given");
    const steps = trajectory.map(({ module, completion, latencyMs }) => ({ module, completion, latencyMs }));
    const { id, inputs, expected } = example;
    return verdictOf(
      await sandbox.call(textOption(options, "code") ?? "", "score", {
        id,
        inputs,
        expected,
        output,
        texts,
        steps,
      }),
    );
  },
};

/** Why the code could not judge any row: it does not load, or defines no `score`. Undefined where it could. */
export async function problemOfCode(sandbox: Sandbox, source: string): Promise<string | undefined> {
  const outcome = await sandbox.call(source, '(() => typeof score === "function")', null);
  if (outcome.kind === "failed") return `The metric's own code cannot be loaded: ${outcome.message}`;
  return outcome.value === true
    ? undefined
    : "The metric's own code defines no function called score; it is what is called for every row.";
}

/** A mistake in the code is a score of 0 on that row that says so; the run goes on. */
function verdictOf(outcome: SandboxOutcome) {
  const logged = outcome.log.length > 0 ? `\nLogged: ${outcome.log.slice(0, 20).join("\n")}` : "";
  if (outcome.kind === "failed")
    return verdict(
      0,
      `The metric's own code failed on this row, so it counts 0; the answer may be right. ${outcome.message}${logged}`,
    );
  const { value } = outcome;
  const { score, feedback, parts } = partsOfValue(value);
  if (score === undefined)
    return verdict(
      0,
      `The metric's own code returned ${JSON.stringify(value) ?? "nothing"}, so this row counts 0; a number or { score, feedback } is wanted.${logged}`,
    );
  const said = typeof feedback === "string" && feedback !== "" ? feedback : `The score is ${score}.`;
  const clamped = score < 0 || score > 1;
  const outside = clamped
    ? ` (The code gave ${score}; scores lie between 0 and 1, so it counts as ${score < 0 ? 0 : 1}.)`
    : "";
  const numbers = partsOf(parts);
  return verdict(score, `${said}${outside}${logged}`, numbers === undefined ? {} : { parts: numbers });
}

function partsOfValue(value: unknown): {
  readonly score: number | undefined;
  readonly feedback?: unknown;
  readonly parts?: unknown;
} {
  const isScore = (one: unknown): one is number | boolean =>
    typeof one === "number" || typeof one === "boolean";
  if (isScore(value)) return { score: Number(value) };
  if (value === null || typeof value !== "object") return { score: undefined };
  const { score, feedback, parts } = value as Readonly<Record<string, unknown>>;
  return { score: isScore(score) ? Number(score) : undefined, feedback, parts };
}

function partsOf(parts: unknown): Readonly<Record<string, number>> | undefined {
  if (parts === null || typeof parts !== "object") return undefined;
  const numbers = Object.entries(parts).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  return numbers.length === 0 ? undefined : Object.fromEntries(numbers);
}
