import { own } from "../../metrics/read-options.ts";
import { cellOfValue } from "../../written-json.ts";
import { turnsOf } from "../conversation.ts";
import { isFields } from "../fields.ts";
import { fieldsOfValue, valueOfCell } from "./flatten.ts";
import type { ForeignField, ForeignFormat } from "./foreign-format.ts";

/**
 * Samples of openai/evals: `input` as text or messages, `ideal` as text or a list of which any counts. From the
 * repository's documentation (openai/evals, docs/build-eval.md).
 */
export const openAiSamples: ForeignFormat = {
  title: "samples of OpenAI Evals",
  fits: (columns) => columns.has("input") && columns.has("ideal"),
  read(values) {
    const ideal = valueOfCell(own(values, "ideal"));
    const several = Array.isArray(ideal) && ideal.every((one) => typeof one !== "object");
    const [only] = several ? ideal : [];
    const others = Object.entries(values).filter(([column]) => column !== "input" && column !== "ideal");
    return {
      kind: "fields",
      fields: [
        ...fieldsOfValue("input", "input", valueOfCell(values["input"])),
        {
          column: "ideal",
          text: several && ideal.length === 1 ? cellOfValue(only) : (own(values, "ideal") ?? ""),
          role: "expected",
        },
        ...others.map(([column, text]): ForeignField => ({ column, text })),
      ],
      metrics: several ? [{ kind: "normalised-exact", options: { anyOf: true } }] : [],
    };
  },
};

/**
 * Rows of an eval's run on OpenAI's platform (`eval.run.output_item`): the row, what the model answered, and what the
 * graders said of it. Written from the API reference; not tried with a real export.
 */
export const openAiOutputItems: ForeignFormat = {
  title: "output items of OpenAI Evals",
  fits: (columns) => columns.has("datasource_item") || (columns.has("sample") && columns.has("results")),
  read(values) {
    const item = valueOfCell(own(values, "datasource_item"));
    const sample = valueOfCell(own(values, "sample"));
    const row = isFields(item) && isFields(item["item"]) ? item["item"] : item;
    const asked = isFields(sample) && Array.isArray(sample["input"]) ? sample["input"] : undefined;
    const answer = isFields(sample) ? answerOf(sample) : "";
    const results = valueOfCell(own(values, "results"));
    const said = Array.isArray(results) ? results.filter(isFields).map(resultText) : [];
    const status = own(values, "status") ?? "";
    const columns = isFields(row) ? Object.entries(row) : [];
    return {
      kind: "fields",
      fields: [
        ...(asked !== undefined && turnsOf(asked) !== undefined
          ? fieldsOfValue("input", "input", asked)
          : []),
        ...columns.map(([column, value]): ForeignField => ({ column, text: cellOfValue(value) })),
        ...(answer === "" ? [] : [{ column: "output", text: answer, role: "output" } as const]),
        ...(status === "" ? [] : [{ column: "rating", text: status, role: "rating" } as const]),
        ...(said.length === 0
          ? []
          : [{ column: "graders", text: said.join("; "), role: "critique" } as const]),
      ],
    };
  },
};

function answerOf(sample: Readonly<Record<string, unknown>>): string {
  const { output } = sample;
  if (Array.isArray(output)) return turnsOf(output)?.at(-1)?.content ?? "";
  return cellOfValue(sample["output_text"] ?? output ?? "");
}

function resultText(result: Readonly<Record<string, unknown>>): string {
  const { name, passed, score } = result;
  const how = typeof passed === "boolean" ? (passed ? "passed" : "failed") : "";
  // A grader's name ends with an id nobody needs.
  const called = cellOfValue(name).replace(/-[0-9a-f]{8}-[0-9a-f-]{27}$/i, "");
  return `${called}: ${[how, score === undefined ? "" : `score ${cellOfValue(score)}`].filter(Boolean).join(", ")}`;
}

/**
 * Rows of a data source of OpenAI Evals, each under `item`, with an answer under `sample` where there is one already.
 * What the fields are for is guessed from their names as in any file.
 */
export const openAiItems: ForeignFormat = {
  title: "items of OpenAI Evals",
  fits: (columns) =>
    columns.has("item") && [...columns].every((column) => column === "item" || column === "sample"),
  read(values) {
    const item = valueOfCell(own(values, "item"));
    if (!isFields(item)) return { kind: "bad", reason: "Its item is no object with fields." };
    const sample = valueOfCell(own(values, "sample"));
    const answer = isFields(sample) ? answerOf(sample) : "";
    return {
      kind: "fields",
      fields: [
        ...Object.entries(item).map(([column, value]): ForeignField => ({
          column,
          text: cellOfValue(value),
        })),
        ...(answer === "" ? [] : [{ column: "output", text: answer, role: "output" } as const]),
      ],
    };
  },
};
