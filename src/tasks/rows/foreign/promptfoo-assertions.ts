import type { SuggestedMetric } from "../../../protocol/import-worker.ts";
import { cellOfValue, printJson } from "../../written-json.ts";
import { isFields } from "../fields.ts";

export interface Assertion {
  readonly type: string;
  readonly value: unknown;
  /** It has a weight or a threshold of its own. */
  readonly isWeighed?: true;
}

/** A demand of the metric Constraints, with its parameters. */
type Demand = Readonly<Record<string, unknown>>;

/** What the assertions of one test come to here. */
export interface TakenAssertions {
  /** The text or list the answer is first of all compared with. */
  readonly wanted?: string;
  /** The metric that asks for the same, where there is just one assertion. */
  readonly metric?: SuggestedMetric;
  /** Several assertions, each checked by itself. */
  readonly demands: readonly Demand[];
  /** What a judging model is to look at. */
  readonly rubric?: string;
  /** Names of what could not be taken. */
  readonly left: readonly string[];
  /** Names of what was taken without its weight or threshold. */
  readonly unweighed: readonly string[];
}

/** The metric of ours that asks for the same as one assertion alone. */
const metricOf: Readonly<Record<string, SuggestedMetric>> = {
  equals: { kind: "exact" },
  contains: { kind: "contains", options: { caseSensitive: true } },
  icontains: { kind: "contains" },
  "contains-any": { kind: "contains", options: { caseSensitive: true } },
  "icontains-any": { kind: "contains" },
  "contains-all": { kind: "contains", options: { need: "all", caseSensitive: true } },
  "icontains-all": { kind: "contains", options: { need: "all" } },
};

const judged = new Set([
  "llm-rubric",
  "model-graded-closedqa",
  "model-graded-factuality",
  "factuality",
  "g-eval",
]);

/** Every type promptfoo documents; a text before a colon that is none of these belongs to the answer. */
const knownTypes = new Set(
  `equals contains icontains contains-any icontains-any contains-all icontains-all regex starts-with contains-json
   contains-sql contains-xml contains-html is-json is-sql is-xml is-html is-valid-function-call is-valid-openai-function-call
   is-valid-openai-tools-call is-refusal javascript python ruby webhook levenshtein rouge-n bleu gleu meteor latency cost
   perplexity perplexity-score similar similar:cosine similar:dot similar:euclidean classifier moderation guardrails
   finish-reason llm-rubric grade model-graded-closedqa model-graded-factuality factuality g-eval answer-relevance
   context-recall context-relevance context-faithfulness conversation-relevance select-best max-score human pi search-rubric
   tool-call-f1 word-count assert-set fn eval file`.split(/\s+/),
);

/** One assertion as promptfoo's CSV writes it, `type(threshold): value`; any other text is the whole wanted answer. */
export function assertionOfText(text: string): Assertion {
  const [, type = "", threshold, value = ""] =
    /^((?:not-)?[a-z][a-z-]*)(\([^)]*\))?:\s*([\s\S]*)$/.exec(text) ?? [];
  if (knownTypes.has(type.replace(/^not-/, "")))
    return {
      type: type === "grade" ? "llm-rubric" : type === "fn" || type === "eval" ? "javascript" : type,
      value,
      ...(threshold === undefined ? {} : { isWeighed: true as const }),
    };
  if (/^(?:not-)?(?:is-json|contains-json|is-refusal)$/.test(text)) return { type: text, value: "" };
  return { type: "equals", value: text };
}

export function assertionsOf(given: unknown): readonly Assertion[] {
  return (Array.isArray(given) ? given : []).flatMap((one: unknown) => {
    if (typeof one === "string") return [assertionOfText(one)];
    if (!isFields(one) || typeof one["type"] !== "string") return [];
    return one["type"] === "assert-set"
      ? assertionsOf(one["assert"])
      : [{ type: one["type"], value: one["value"], ...(isWeighed(one) ? { isWeighed: true as const } : {}) }];
  });
}

function isWeighed({ weight, threshold }: Readonly<Record<string, unknown>>): boolean {
  return threshold !== undefined || (weight !== undefined && weight !== 1);
}

/** What of a test's assertions is taken, and how. */
export function takeAssertions(assertions: readonly Assertion[]): TakenAssertions {
  const rubrics = assertions.filter(({ type }) => judged.has(type)).map(({ value }) => cellOfValue(value));
  const taken = assertions.flatMap((assertion) => {
    const demand = demandOf(assertion);
    return demand === undefined ? [] : [{ ...assertion, demand }];
  });
  const left = assertions
    .filter((one) => !judged.has(one.type) && demandOf(one) === undefined)
    .map(({ type, value }) => (isFile(value) ? `${type} (in ${cellOfValue(value).slice(0, 100)})` : type));
  const compared = taken.find(({ type }) => metricOf[type] !== undefined);
  const metric = taken.length === 1 && compared !== undefined ? metricOf[compared.type] : undefined;
  return {
    ...(compared === undefined ? {} : { wanted: cellOfValue(compared.value) }),
    ...(metric === undefined ? {} : { metric }),
    demands: taken.map(({ demand }) => demand),
    ...(rubrics.length === 0 ? {} : { rubric: rubrics.join("\n") }),
    left,
    unweighed: assertions.filter((one) => one.isWeighed === true).map(({ type }) => type),
  };
}

function isFile(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("file://");
}

/** The demand that asks for the same; undefined where there is none. */
function demandOf({ type, value }: Assertion): Demand | undefined {
  if (isFile(value)) return undefined;
  const text = cellOfValue(value);
  const words = Array.isArray(value) ? value.map(cellOfValue) : text.split(",").map((word) => word.trim());
  switch (type) {
    case "equals":
      return { name: "equals-text", text: typeof value === "object" ? printJson(value) : text };
    case "contains":
      return { name: "contains-text", text };
    case "icontains":
      return { name: "contains-any", words: [text] };
    case "contains-any":
      return { name: "contains-any", words, caseSensitive: true };
    case "icontains-any":
      return { name: "contains-any", words };
    case "contains-all":
      return { name: "contains-all", words, caseSensitive: true };
    case "icontains-all":
      return { name: "contains-all", words };
    case "not-contains":
      return { name: "contains-none", words: [text], caseSensitive: true };
    case "not-icontains":
      return { name: "contains-none", words: [text] };
    case "not-contains-any":
      return { name: "contains-none", words, caseSensitive: true };
    case "not-icontains-any":
      return { name: "contains-none", words };
    case "not-equals":
      return { name: "differs-from-text", text };
    case "starts-with":
      return { name: "starts-with", text, caseSensitive: true };
    case "regex":
      return { name: "matches-pattern", text };
    case "not-regex":
      return { name: "avoids-pattern", text };
    case "is-json":
      return isFields(value) ? { name: "json-only", schema: value } : { name: "json-only" };
    case "contains-json":
      return isFields(value) ? undefined : { name: "contains-json" };
    default:
      return undefined;
  }
}
