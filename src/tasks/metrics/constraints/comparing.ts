import { schemaProblems } from "../json-schema.ts";
import { searchPatterns } from "../patterns.ts";
import { jsonWithin, readJson } from "../read-json.ts";
import { flagOption, own } from "../read-options.ts";
import { slowPattern } from "../schema-patterns.ts";
import {
  caseParameter,
  countParameter,
  inCase,
  textParameter,
  wordsParameter,
  type Constraint,
  type ConstraintParameters,
} from "./constraint.ts";
import { count, plural, text as textOf, words } from "./read-parameters.ts";

function found(text: string, parameters: ConstraintParameters): readonly boolean[] {
  return words(parameters).map((word) => inCase(text, parameters).includes(inCase(word, parameters)));
}

function listed(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(", ");
}

async function holdsPattern(
  text: string,
  parameters: ConstraintParameters,
  sandbox: Parameters<Constraint["verify"]>[3],
): Promise<boolean | string> {
  const searched = await searchPatterns(sandbox, [{ source: textOf(parameters), flags: "" }], [text]);
  return searched.kind === "unknown" ? searched.problem : searched.found[0]?.[0] === true;
}

/** How a value does not fit the schema of a demand, where that has one. */
async function misfit(
  value: unknown,
  parameters: ConstraintParameters,
  sandbox: Parameters<Constraint["verify"]>[3],
): Promise<string | undefined> {
  const schema = own(parameters, "schema");
  if (schema === null || typeof schema !== "object" || Array.isArray(schema)) return undefined;
  const slow = await slowPattern(schema, value, sandbox);
  const problems = slow === undefined ? schemaProblems(schema, value) : [slow];
  return problems.length === 0 ? undefined : problems.slice(0, 6).join(" ");
}

/** Demands that compare the answer with a text, as the assertions of promptfoo do. */
export const comparingConstraints: readonly Constraint[] = [
  {
    name: "equals-text",
    parameters: [textParameter],
    says: (parameters) => `Answer exactly "${textOf(parameters)}".`,
    verify: (text, parameters) =>
      text.trim() === textOf(parameters).trim()
        ? undefined
        : `The answer is "${text.trim().slice(0, 100)}", not "${textOf(parameters)}".`,
  },
  {
    name: "differs-from-text",
    parameters: [textParameter],
    says: (parameters) => `Do not answer "${textOf(parameters)}".`,
    verify: (text, parameters) =>
      text.trim() === textOf(parameters).trim() ? `The answer is "${textOf(parameters)}".` : undefined,
  },
  {
    name: "contains-any",
    parameters: [wordsParameter, caseParameter],
    says: (parameters) => `Include at least one of: ${listed(words(parameters))}.`,
    verify: (text, parameters) =>
      found(text, parameters).includes(true)
        ? undefined
        : `It contains none of ${listed(words(parameters))}.`,
  },
  {
    name: "contains-all",
    parameters: [wordsParameter, caseParameter],
    says: (parameters) => `Include all of: ${listed(words(parameters))}.`,
    verify(text, parameters) {
      const there = found(text, parameters);
      const missing = words(parameters).filter((_, at) => there[at] !== true);
      return missing.length === 0 ? undefined : `It does not contain ${listed(missing)}.`;
    },
  },
  {
    name: "contains-none",
    parameters: [wordsParameter, caseParameter],
    says: (parameters) => `Include none of: ${listed(words(parameters))}.`,
    verify(text, parameters) {
      const there = found(text, parameters);
      const bad = words(parameters).filter((_, at) => there[at] === true);
      return bad.length === 0 ? undefined : `It contains ${listed(bad)}.`;
    },
  },
  {
    name: "matches-pattern",
    parameters: [textParameter],
    says: (parameters) => `Match the pattern /${textOf(parameters)}/.`,
    async verify(text, parameters, _example, sandbox) {
      const holds = await holdsPattern(text, parameters, sandbox);
      if (typeof holds === "string") return holds;
      return holds ? undefined : "The pattern is not found in it.";
    },
  },
  {
    name: "avoids-pattern",
    parameters: [textParameter],
    says: (parameters) => `Do not match the pattern /${textOf(parameters)}/.`,
    async verify(text, parameters, _example, sandbox) {
      const holds = await holdsPattern(text, parameters, sandbox);
      if (typeof holds === "string") return holds;
      return holds ? "The pattern is found in it." : undefined;
    },
  },
  {
    name: "json-only",
    parameters: [{ name: "schema", type: "json", meaning: "A JSON Schema it must fit; optional." }],
    says: (parameters) =>
      own(parameters, "schema") === undefined
        ? "Answer with JSON and nothing else."
        : "Answer with JSON that fits the schema, and nothing else.",
    async verify(text, parameters, _example, sandbox) {
      const read = readJson(text);
      return read.kind === "invalid" ? read.problem : misfit(read.value, parameters, sandbox);
    },
  },
  {
    name: "contains-json",
    parameters: [{ name: "schema", type: "json", meaning: "A JSON Schema it must fit; optional." }],
    says: (parameters) =>
      own(parameters, "schema") === undefined
        ? "Include a JSON object or list."
        : "Include JSON that fits the schema.",
    async verify(text, parameters, _example, sandbox) {
      const found = jsonWithin(text);
      let problem: string | undefined = "It contains no JSON.";
      for (const value of found) {
        problem = await misfit(value, parameters, sandbox);
        if (problem === undefined) return undefined;
      }
      return problem;
    },
  },
  {
    name: "contains-one-of",
    parameters: [wordsParameter],
    says: (parameters) => `Answer with one of: ${listed(words(parameters))}.`,
    verify: (text, parameters) =>
      words(parameters).some((word) => text.includes(word))
        ? undefined
        : `The answer "${text.trim().slice(0, 60)}" holds none of ${listed(words(parameters))}.`,
  },
  {
    name: "text-frequency",
    parameters: [
      textParameter,
      countParameter,
      { name: "isBelow", type: "boolean", meaning: "Fewer than that, instead of at least.", default: false },
    ],
    says: (parameters) =>
      `Use "${textOf(parameters)}" ${flagOption(parameters, "isBelow") ? "fewer than" : "at least"} ${plural(count(parameters), "time")}.`,
    verify(text, parameters) {
      const part = textOf(parameters).toLowerCase();
      const times = part === "" ? 0 : text.toLowerCase().split(part).length - 1;
      const isMet = flagOption(parameters, "isBelow")
        ? times < count(parameters)
        : times >= count(parameters);
      return isMet ? undefined : `"${textOf(parameters)}" is in it ${plural(times, "time")}.`;
    },
  },
  {
    name: "begins-with-text",
    parameters: [textParameter],
    says: (parameters) => `First repeat this word for word, then answer: "${textOf(parameters)}".`,
    verify: (text, parameters) =>
      text.trim().toLowerCase().startsWith(textOf(parameters).trim().toLowerCase())
        ? undefined
        : "It does not begin with that text.",
  },
  {
    name: "starred-paragraphs",
    parameters: [countParameter],
    says: (parameters) => `Write ${plural(count(parameters), "paragraph")}, separated by ***.`,
    verify(text, parameters) {
      const parts = text
        .split(/\s?\*\*\*\s?/)
        .filter((part, at, all) => part.trim() !== "" || (at > 0 && at < all.length - 1));
      return parts.length === count(parameters) && parts.every((part) => part.trim() !== "")
        ? undefined
        : `It has ${plural(parts.length, "paragraph")} separated by ***; ${count(parameters)} are wanted.`;
    },
  },
  {
    name: "starred-bullets",
    parameters: [countParameter],
    says: (parameters) => `Use exactly ${plural(count(parameters), "bullet")}, each begun with * or -.`,
    verify(text, parameters) {
      const bullets = text.match(/^\s*(?:\*[^*]|-).*$/gm)?.length ?? 0;
      return bullets === count(parameters)
        ? undefined
        : `It has ${plural(bullets, "bullet")}; exactly ${count(parameters)} are wanted.`;
    },
  },
];
