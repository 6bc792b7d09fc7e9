import type { ModuleSpec } from "../task-spec.ts";

export type ParsedAnswer =
  | { readonly kind: "parsed"; readonly text: string }
  /** `problem` is a sentence for the module that caused it. */
  | { readonly kind: "unparsable"; readonly problem: string };

/** Reads a completion as the module's output format wants it. */
export function parseAnswer(output: ModuleSpec["output"], completion: string): ParsedAnswer {
  if (completion.trim() === "") return { kind: "unparsable", problem: "The answer was empty." };
  switch (output.kind) {
    case "text":
      return { kind: "parsed", text: completion.trim() };
    case "label":
      return parseLabel(output.labels, completion);
    case "json":
      return parseJson(completion);
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

function parseJson(completion: string): ParsedAnswer {
  const text = insideFence(completion);
  try {
    JSON.parse(text);
    return { kind: "parsed", text };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: "unparsable", problem: `The answer is not valid JSON: ${why}.` };
  }
}

/** Models like to wrap JSON in a Markdown fence; what stands inside is the answer. */
export function insideFence(text: string): string {
  const trimmed = text.trim();
  const firstLine = trimmed.indexOf("\n");
  if (!trimmed.startsWith("```") || !trimmed.endsWith("```") || firstLine < 0) return trimmed;
  return trimmed.slice(firstLine + 1, -3).trim();
}
