import { parsedJson } from "../../../shared/json.ts";
import { functionBody, lackingIn } from "../../metrics/constraints/script.ts";
import { cellOfValue, printJson, Written } from "../../written-json.ts";
import { isFields } from "../fields.ts";

/** An assertion of a test of promptfoo. */
export interface Assertion {
  readonly type: string;
  readonly value: unknown;
  /** Beside the others, which have 1 unless they say otherwise. */
  readonly weight: number;
  readonly threshold?: number;
  /** It looks at the answer only after code of its own has changed it. */
  readonly isTransformed?: true;
}

/** A demand of the metric Constraints, with its parameters. */
export type Demand = Readonly<Record<string, unknown>>;

/** What a demand is made of. */
interface Given {
  readonly value: unknown;
  readonly text: string;
  readonly words: readonly string[];
  readonly threshold: number | undefined;
  /** The test's variables, as its code sees them. */
  readonly vars: Readonly<Record<string, unknown>>;
}

type Build = (given: Given) => Demand | undefined;

const anyOf =
  (name: string, caseSensitive: boolean): Build =>
  ({ words }) => ({ name, words, ...(caseSensitive ? { caseSensitive } : {}) });
const one =
  (name: string, caseSensitive: boolean): Build =>
  ({ text }) => ({ name, words: [text], ...(caseSensitive ? { caseSensitive } : {}) });

/** The schema an assertion names; null where it names one that cannot be read here. */
function schemaOf({ value, text }: Given): object | undefined | null {
  if (text.trim() === "") return undefined;
  if (isFields(value)) return value;
  const read = parsedJson(text);
  return isFields(read) ? read : null;
}

const json =
  (name: string): Build =>
  (given) => {
    const schema = schemaOf(given);
    if (schema === null) return undefined;
    return schema === undefined ? { name } : { name, schema };
  };

function wordCount({ value, text }: Given): Demand | undefined {
  const number = (given: unknown): number | undefined => {
    const count = given instanceof Written ? Number(given.text) : Number(given);
    return given === undefined || !Number.isFinite(count) ? undefined : count;
  };
  if (!isFields(value)) {
    const count = number(text.trim() === "" ? undefined : text);
    return count === undefined ? undefined : { name: "exactly-words", count };
  }
  const [min, max] = [number(value["min"]), number(value["max"])];
  if (min === undefined && max === undefined) return undefined;
  return {
    name: "words-between",
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

/** The demand that asks for the same as an assertion of a type. */
const builds: Readonly<Record<string, Build>> = {
  equals: ({ value, text }) => ({
    name: "equals-text",
    text: typeof value === "object" && !(value instanceof Written) ? printJson(value) : text,
  }),
  contains: ({ text }) => ({ name: "contains-text", text }),
  icontains: one("contains-any", false),
  "contains-any": anyOf("contains-any", true),
  "icontains-any": anyOf("contains-any", false),
  "contains-all": anyOf("contains-all", true),
  "icontains-all": anyOf("contains-all", false),
  "not-contains": one("contains-none", true),
  "not-icontains": one("contains-none", false),
  "not-contains-any": anyOf("contains-none", true),
  "not-icontains-any": anyOf("contains-none", false),
  "not-equals": ({ text }) => ({ name: "differs-from-text", text }),
  "starts-with": ({ text }) => ({ name: "starts-with", text, caseSensitive: true }),
  "ends-with": ({ text }) => ({ name: "ends-with", text, caseSensitive: true }),
  regex: ({ text }) => ({ name: "matches-pattern", text }),
  "not-regex": ({ text }) => ({ name: "avoids-pattern", text }),
  "is-json": json("json-only"),
  "contains-json": json("contains-json"),
  "word-count": wordCount,
  // A threshold of 0 is none, there as here.
  levenshtein: ({ text, threshold }) => ({ name: "edits-at-most", text, count: threshold || 5 }),
  "rouge-n": ({ text, threshold }) => ({ name: "shares-words", text, threshold: threshold ?? 0.75 }),
  javascript: ({ text, threshold, vars }) => ({
    name: "script-holds",
    text: functionBody(text),
    ...(threshold === undefined ? {} : { threshold }),
    ...(/\bcontext\b/.test(text) ? { vars } : {}),
  }),
};

/** The demand that asks for the same as an assertion; undefined where there is none. */
export function demandOf(assertion: Assertion, vars: Readonly<Record<string, unknown>>): Demand | undefined {
  const { type, value, threshold, weight } = assertion;
  if (whyLeft(assertion) !== undefined) return undefined;
  const text = cellOfValue(value);
  const words = Array.isArray(value) ? value.map(cellOfValue) : text.split(",").map((word) => word.trim());
  const given = { value, text, words, threshold, vars };
  const bare = type.replace(/^not-/, "");
  const own = builds[type]?.(given);
  const turned = own === undefined && bare !== type ? builds[bare]?.(given) : undefined;
  const demand = own ?? (turned === undefined ? undefined : { ...turned, negate: true });
  return demand === undefined || weight === 1 ? demand : { ...demand, weight };
}

const reasons: readonly (readonly [types: RegExp, reason: string])[] = [
  [/^similar/, "it compares embeddings, and the studio has no model of those; ROUGE-L or a judge comes near"],
  [/^latency$/, "add the metric Speed, which measures every row"],
  [/^cost$/, "an answer's price is no score here; limit the run's money instead"],
  [/^(?:python|ruby)$/, "code in that language cannot run here"],
  [/^webhook$/, "it asks a server of its own"],
  [/^(?:classifier|moderation|guardrails|pi|search-rubric)$/, "it asks a service of its own"],
  [/^(?:context|conversation|answer)-/, "it looks at more than the answer"],
  [/^(?:select-best|max-score)$/, "it compares the answers of several prompts"],
  [/function-call|tools?-call|trajectory|skill|trace/, "it looks at calls of tools"],
  [/^(?:is|contains)-(?:sql|xml|html)$/, "there is no reader of that form here; take a regex"],
  [/^(?:bleu|gleu|meteor)$/, "ROUGE-L is the nearest here"],
  [/^perplexity/, "it needs the probability of every token"],
];

/** Why an assertion cannot be taken; undefined where nothing speaks against it. */
export function whyLeft({ type, value, isTransformed }: Assertion): string | undefined {
  const bare = type.replace(/^not-/, "");
  const text = cellOfValue(value);
  if (text.startsWith("file://")) return `in ${text.slice(0, 100)}, which is not read`;
  if (isTransformed === true) return "it changes the answer by code before it looks";
  if (/\{\{|\{%/.test(text))
    return "its text is made by a template with a name that is no variable of the test, or with filters";
  if (bare === "javascript") {
    const lacking = lackingIn(text);
    if (lacking !== undefined) return `its code uses ${lacking}, which the sandbox has not`;
  }
  return reasons.find(([types]) => types.test(bare))?.[1];
}
