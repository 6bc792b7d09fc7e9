import { printJson } from "../written-json.ts";
import { type FieldVerdict, fieldVerdicts } from "./field-verdicts.ts";
import type { Metric } from "./metric.ts";
import { readJson } from "./read-json.ts";
import { expectedOption, expectedText, listOption } from "./read-options.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const jsonFields: Metric = {
  kind: "json-fields",
  title: "JSON, field by field",
  explanation:
    "Share of the expected object's fields that are right; says which are wrong, missing or not asked for.",
  needsExpected: true,
  options: [
    expectedOption,
    { name: "ignore", type: "list", meaning: "Field paths that do not count, such as `address.zip`." },
    {
      name: "loose",
      type: "list",
      meaning: "Field paths where case, punctuation and accents do not count; * for all.",
    },
  ],
  judge({ example, output }, options) {
    const text = expectedText(example, options);
    if (text === undefined) return nothingExpected();
    const wanted = readJson(text);
    if (wanted.kind === "invalid")
      return verdict(0, "This row's expected answer is not JSON, so the answer could not be checked.");
    const got = readJson(output);
    if (got.kind === "invalid") return verdict(0, `${got.problem}${because(example)}`);
    const rules = { ignored: listOption(options, "ignore"), loose: listOption(options, "loose") };
    const fields = fieldVerdicts(text, output, rules);
    const problems = fields.flatMap(problemOf);
    if (problems.length === 0) return verdict(1, `Right: all ${fields.length} fields.${because(example)}`);
    return verdict(
      1 - problems.length / fields.length,
      `${problems.slice(0, 12).join(" ")}${because(example)}`,
    );
  },
};

function problemOf(field: FieldVerdict): readonly string[] {
  switch (field.outcome) {
    case "right":
      return [];
    case "missing":
      return [`${field.path} is missing (expected ${shown(field.wanted)}).`];
    case "wrong":
      return [`${field.path} should be ${shown(field.wanted)}, is ${shown(field.got)}.`];
    case "extra":
      return [`${field.path} was not asked for.`];
  }
}

function shown(value: unknown): string {
  return typeof value === "string" ? quoted(value, 80) : value === undefined ? "nothing" : printJson(value);
}
