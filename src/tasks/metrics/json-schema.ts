import { type OutputUnit, Validator, type Schema } from "@cfworker/json-schema";

import { isObject } from "../../shared/json.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import type { Metric, MetricOptions } from "./metric.ts";
import { readJson } from "./read-json.ts";
import { own } from "./read-options.ts";
import { slowPattern } from "./schema-patterns.ts";
import { verdict } from "./verdict.ts";

export const jsonSchema: Metric = {
  kind: "json-schema",
  title: "JSON Schema",
  explanation: "The answer must be JSON that fits a schema; names every path that does not.",
  options: [
    {
      name: "schema",
      type: "json",
      meaning: "A JSON Schema (draft 4 to 2020-12); empty takes the one of the form of the answer.",
    },
  ],
  check(options) {
    const schema = schemaOf(options);
    return typeof schema === "string" ? schema : undefined;
  },
  async judge({ output, sandbox }, options) {
    const schema = schemaOf(options);
    if (typeof schema === "string") return verdict(0, schema);
    const read = readJson(output);
    if (read.kind === "invalid") return verdict(0, read.problem);
    const slow = await slowPattern(schema, read.value, sandbox);
    if (slow !== undefined) return verdict(0, slow);
    const problems = schemaProblems(schema, read.value);
    if (problems.length === 0) return verdict(1, "It fits the JSON Schema.");
    return verdict(0, `It does not fit the JSON Schema. ${problems.slice(0, 6).join(" ")}`);
  },
};

function schemaOf(options: MetricOptions): Schema | string {
  const given = own(options, "schema");
  if (typeof given === "string") {
    const read = readJson(given);
    if (read.kind === "invalid") return `The schema itself is not JSON: ${read.problem}`;
    return asSchema(read.value);
  }
  return asSchema(given);
}

function asSchema(value: unknown): Schema | string {
  return isObject(value) ? value : "The JSON Schema metric has no schema.";
}

/** The validator's own words, where they are those of its specification. */
function inPlainWords(problem: string): string {
  return problem.replace(
    /^Instance type "(\w+)" is invalid\. Expected "([^"]+)"/,
    "The value is of type $1, not of type $2",
  );
}

/** One sentence per place that does not fit; the innermost places first, as they say most. */
export function schemaProblems(schema: Schema, value: unknown): string[] {
  let result;
  try {
    result = new Validator(schema, "2020-12", false).validate(value);
  } catch (error) {
    return [`The schema could not be used: ${reasonOf(error)}.`];
  }
  const depth = (path: string) => path.split("/").length;
  const real = withoutPhantoms(result.errors);
  const said = real.filter(
    (error) =>
      !/^(?:properties|additionalProperties|unevaluatedProperties|items|allOf|\$ref|prefixItems)$/.test(
        error.keyword,
      ),
  );
  // Where nothing but the outer places complained, they must say it.
  const errors = said.length === 0 ? real : said;
  const sentences = errors
    .toSorted((left, right) => depth(right.instanceLocation) - depth(left.instanceLocation))
    .map((error) => {
      const problem =
        error.keyword === "false"
          ? "This is not allowed here."
          : inPlainWords(error.error).replace(/\.?$/, ".");
      return `At ${error.instanceLocation.replace(/^#\/?/, "") || "the top"}: ${problem}`;
    });
  return [...new Set(sentences)];
}

/**
 * The validator takes a declared property that does not fit for one that was not declared, and complains a second time
 * where none but the declared ones are allowed. What was really not declared has no other fault.
 */
function withoutPhantoms(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const isRefusal = ({ keyword }: OutputUnit): boolean =>
    /^(?:false|additionalProperties|unevaluatedProperties|additionalItems|unevaluatedItems)$/.test(keyword);
  const faulty = new Set<string>();
  for (const error of errors) {
    if (isRefusal(error) && error.keyword !== "false") continue;
    // Every place around it, and the place itself unless all that is said of it is that it is not allowed.
    const parts = error.instanceLocation.split("/");
    const longest = parts.length - (error.keyword === "false" ? 1 : 0);
    for (let length = longest; length > 1; length -= 1) faulty.add(parts.slice(0, length).join("/"));
  }
  return errors.filter((error) => error.keyword !== "false" || !faulty.has(error.instanceLocation));
}
