import type { SuggestedMetric } from "../../../protocol/import-worker.ts";
import { isFields, type Fields } from "../fields.ts";
import { findRows, type FoundRows } from "../find-rows.ts";
import { UnreadableFile } from "../read-item.ts";

/**
 * An eval of OpenAI's platform as its API gives it: graders under `testing_criteria`, rows under `data`, or in the data
 * source of its run. Written from the API reference (platform.openai.com/docs/api-reference/evals); not tried with a
 * real export. Undefined for any other file.
 */
export function evalOfOpenAi(value: unknown): FoundRows | undefined {
  if (!isFields(value)) return undefined;
  const definition = isFields(value["eval"]) ? value["eval"] : value;
  const criteria = definition["testing_criteria"] ?? value["graders"];
  if (!Array.isArray(criteria)) return undefined;
  const graders = criteria.filter(isFields).flatMap(partsOf);
  const read = graders.map(readGrader);
  const expected = graders
    .map((grader) => itemField(grader["reference"]))
    .find((field) => field !== undefined);
  const hints = {
    metrics: read.flatMap(({ metric }) => (metric === undefined ? [] : [metric])),
    ...(expected === undefined ? {} : { expected }),
  };
  const notes = read.flatMap(({ note }) => (note === undefined ? [] : [note]));
  const found = rowsBeside(value);
  if (found === undefined)
    throw new UnreadableFile(
      `This is the definition of an eval (graders: ${graders.map(nameOf).join(", ")}), without rows. Import the file with its rows.`,
    );
  return { rows: found.rows, notes: [...found.notes, ...notes], ...hints };
}

function rowsBeside(value: Fields): FoundRows | undefined {
  const source = [
    value["data_source"],
    isFields(value["run"]) ? value["run"]["data_source"] : undefined,
  ].find(isFields);
  const content = isFields(source) && isFields(source["source"]) ? source["source"]["content"] : undefined;
  const list = [value["output_items"], value["data"], value["items"], value["rows"], content].find(
    (one) => Array.isArray(one) || (isFields(one) && Array.isArray(one["data"])),
  );
  return list === undefined ? undefined : findRows(list);
}

/** Graders in a grader that combines several. */
function partsOf(grader: Fields): readonly Fields[] {
  const { graders } = grader;
  if (grader["type"] !== "multi" || graders === undefined) return [grader];
  const parts = Array.isArray(graders) ? graders : isFields(graders) ? Object.values(graders) : [];
  return parts.filter(isFields).flatMap(partsOf);
}

function nameOf(grader: Fields): string {
  return `"${String(grader["name"] ?? grader["type"] ?? "?").slice(0, 80)}"`;
}

/** `{{item.label}}` is the field `label` of a row. */
function itemField(template: unknown): string | undefined {
  return typeof template === "string"
    ? /^\s*\{\{\s*item\.([^{}]+?)\s*\}\}\s*$/.exec(template)?.[1]
    : undefined;
}

const similarities: Readonly<Record<string, SuggestedMetric>> = {
  fuzzy_match: { kind: "levenshtein" },
  rouge_l: { kind: "rouge-l" },
};

const checks: Readonly<Record<string, SuggestedMetric>> = {
  eq: { kind: "exact" },
  like: { kind: "contains", options: { caseSensitive: true } },
  ilike: { kind: "contains" },
};

function readGrader(grader: Fields): { readonly metric?: SuggestedMetric; readonly note?: string } {
  const { type, operation, evaluation_metric: measure } = grader;
  const name = nameOf(grader);
  const asks = String(type === "string_check" ? operation : measure);
  const metric =
    type === "string_check" ? checks[asks] : type === "text_similarity" ? similarities[asks] : undefined;
  if (metric !== undefined) return { metric };
  if (type === "label_model" || type === "score_model")
    return {
      metric: { kind: "judge", options: { rubric: rubricOf(grader) } },
      note: `The grader ${name} became a judging model with its messages as rubric; read it before you trust it.`,
    };
  return {
    note: `The grader ${name} (${String(type)}${metric === undefined && asks !== "undefined" ? `, ${asks}` : ""}) could not be taken.`,
  };
}

function rubricOf(grader: Fields): string {
  const messages = Array.isArray(grader["input"]) ? grader["input"] : [];
  const texts = messages.filter(isFields).map(({ content }) => textOf(content));
  const passing = Array.isArray(grader["passing_labels"])
    ? [`The answer is good where the label would be: ${grader["passing_labels"].join(", ")}.`]
    : [];
  return [...texts, ...passing]
    .filter((text) => text !== "")
    .join("\n\n")
    .replaceAll(/\{\{\s*sample\.[\w.]+\s*\}\}/g, "[the answer]")
    .replaceAll(/\{\{\s*item\.([^{}]+?)\s*\}\}/g, "[$1]");
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return content.map(textOf).join("\n");
  return isFields(content) && typeof content["text"] === "string" ? content["text"] : "";
}
