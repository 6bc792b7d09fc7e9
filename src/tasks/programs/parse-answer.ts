import { reasonOf } from "../../shared/reason-of.ts";
import { insideFence } from "../metrics/inside-fence.ts";
import { schemaProblems } from "../metrics/json-schema.ts";
import type { Sandbox } from "../metrics/metric.ts";
import { slowPattern } from "../metrics/schema-patterns.ts";
import type { ModuleSpec } from "../task-spec.ts";

type ParsedAnswer =
  | { readonly kind: "parsed"; readonly text: string }
  /** It can be read, and is not quite what its form asks for. */
  | { readonly kind: "misfit"; readonly text: string; readonly problem: string }
  /** `problem` is a sentence for the module that caused it. */
  | { readonly kind: "unparsable"; readonly problem: string };

/** Of a long list of faults the first few are enough to mend the rest. */
const mostProblems = 6;

/** Reads a completion as the module's output format wants it; only schemas with patterns need the sandbox. */
export async function parseAnswer(
  output: ModuleSpec["output"],
  completion: string,
  sandbox?: Sandbox,
): Promise<ParsedAnswer> {
  if (completion.trim() === "") return { kind: "unparsable", problem: "The answer was empty." };
  switch (output.kind) {
    case "text":
      return { kind: "parsed", text: completion.trim() };
    case "label":
      return parseLabel(output.labels, completion);
    case "json":
      return parseJson(output.schema, completion, sandbox);
  }
}

function parseLabel(labels: readonly string[], completion: string): ParsedAnswer {
  const fold = (text: string) =>
    text
      .trim()
      .replace(/^["'`*\s]+|["'`*.\s]+$/g, "")
      .toLowerCase();
  const answer = fold(completion);
  const exact = labels.find((label) => fold(label) === answer);
  if (exact !== undefined) return { kind: "parsed", text: exact };
  const shown = completion.trim().slice(0, 200);
  return {
    kind: "unparsable",
    problem: `The answer "${shown}" is none of the labels: ${labels.join(", ")}.`,
  };
}

async function parseJson(
  schema: Readonly<Record<string, unknown>> | undefined,
  completion: string,
  sandbox: Sandbox | undefined,
): Promise<ParsedAnswer> {
  const text = insideFence(completion);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = reasonOf(error);
    return { kind: "unparsable", problem: `The answer is not valid JSON: ${why}.` };
  }
  if (schema === undefined) return { kind: "parsed", text };
  const slow = await slowPattern(schema, value, sandbox);
  if (slow !== undefined)
    return { kind: "unparsable", problem: `The answer does not fit its JSON Schema. ${slow}` };
  const problems = schemaProblems(schema, value);
  if (problems.length === 0) return { kind: "parsed", text };
  const said = problems.slice(0, mostProblems).join(" ");
  return { kind: "misfit", text, problem: `The answer does not fit its JSON Schema. ${said}` };
}
