import { reasonOf } from "../../shared/reason-of.ts";
import type { Metric } from "./metric.ts";
import { searchPatterns } from "./patterns.ts";
import { flagOption, textOption } from "./read-options.ts";
import { because, quoted, verdict } from "./verdict.ts";

export const regex: Metric = {
  kind: "regex",
  title: "Pattern",
  explanation: "The answer must match a regular expression (JavaScript's, with the flags given).",
  options: [
    { name: "pattern", type: "text", meaning: "The regular expression, without slashes." },
    {
      name: "flags",
      type: "text",
      meaning: "Flags such as i (any case) or s (dot matches line ends).",
      default: "",
    },
    {
      name: "whole",
      type: "boolean",
      meaning: "The whole answer must match, not only a part.",
      default: false,
    },
  ],
  check(options) {
    const compiled = compile(options);
    return typeof compiled === "string" ? compiled : undefined;
  },
  async judge({ example, output, sandbox }, options) {
    const pattern = compile(options);
    if (typeof pattern === "string") return verdict(0, pattern);
    const { source, flags } = pattern;
    const searched = await searchPatterns(sandbox, [{ source, flags }], [output.trim()]);
    if (searched.kind === "unknown") return verdict(0, searched.problem);
    if (searched.found[0]?.[0] === true)
      return verdict(1, `Right: the answer matches ${String(pattern)}.${because(example)}`);
    return verdict(0, `The answer ${quoted(output)} does not match ${String(pattern)}.${because(example)}`);
  },
};

function compile(options: Readonly<Record<string, unknown>>): RegExp | string {
  const pattern = textOption(options, "pattern");
  if (pattern === undefined) return "The pattern metric has no pattern.";
  const source = flagOption(options, "whole") ? `^(?:${pattern})$` : pattern;
  try {
    return new RegExp(source, (textOption(options, "flags") ?? "").replaceAll(/[gy]/g, ""));
  } catch (error) {
    return `The pattern is not a regular expression: ${reasonOf(error)}.`;
  }
}
