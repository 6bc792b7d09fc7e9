import type { Metric } from "./metric.ts";
import { readJson } from "./read-json.ts";
import { flagOption } from "./read-options.ts";
import { verdict } from "./verdict.ts";

export const jsonValid: Metric = {
  kind: "json-valid",
  title: "Valid JSON",
  explanation: "The answer must parse as JSON; says where it does not.",
  options: [
    {
      name: "strict",
      type: "boolean",
      meaning: "A Markdown fence around the JSON is not forgiven.",
      default: false,
    },
  ],
  judge({ output }, options) {
    const read = readJson(output, flagOption(options, "strict"));
    return read.kind === "value" ? verdict(1, "It is valid JSON.") : verdict(0, read.problem);
  },
};
