import type { SuggestedMetric } from "../../../protocol/import-worker.ts";
import { cellOfValue, Written } from "../../written-json.ts";
import { isFields } from "../fields.ts";
import { type Assertion, type Demand, demandOf, whyLeft } from "./promptfoo-demands.ts";

/** What the assertions of one test come to here. */
interface TakenAssertions {
  /** The text or list the answer is first of all compared with. */
  readonly wanted?: string;
  /** The metric that asks for the same, where there is just one assertion. */
  readonly metric?: SuggestedMetric;
  /** Several assertions, each checked by itself. */
  readonly demands: readonly Demand[];
  /** What a judging model is to look at, and what its word weighs beside the demands. */
  readonly rubric?: { readonly text: string; readonly weight: number; readonly threshold?: number };
  /** What could not be taken, each by its name with the reason. */
  readonly left: readonly string[];
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

/** Assertions whose value is the wanted text itself. */
const holdsWanted = new Set([...Object.keys(metricOf), "levenshtein", "rouge-n", "starts-with"]);

/** What a model is told to look at, of an assertion that a model judges. */
const rubrics: Readonly<Record<string, (value: string) => string>> = {
  "llm-rubric": (value) => value,
  "g-eval": (value) => value,
  "model-graded-closedqa": (value) => `The answer meets this criterion: ${value}`,
  "model-graded-factuality": (value) => `The answer agrees in its facts with this: ${value}`,
  factuality: (value) => `The answer agrees in its facts with this: ${value}`,
};

/** Every type promptfoo documents; a text before a colon that is none of these belongs to the answer. */
const knownTypes = new Set(
  `equals contains icontains contains-any icontains-any contains-all icontains-all regex starts-with ends-with contains-json
   contains-sql contains-xml contains-html is-json is-sql is-xml is-html is-valid-function-call is-valid-openai-function-call
   is-valid-openai-tools-call is-refusal javascript python ruby webhook levenshtein rouge-n bleu gleu meteor latency cost
   perplexity perplexity-score similar similar:cosine similar:dot similar:euclidean classifier moderation guardrails
   finish-reason llm-rubric grade model-graded-closedqa model-graded-factuality factuality g-eval answer-relevance
   context-recall context-relevance context-faithfulness conversation-relevance select-best max-score human pi search-rubric
   tool-call-f1 word-count assert-set fn eval file`.split(/\s+/),
);

const spoken: Readonly<Record<string, string>> = {
  grade: "llm-rubric",
  fn: "javascript",
  eval: "javascript",
};

/** One assertion as promptfoo's CSV writes it, `type(threshold): value`; any other text is the whole wanted answer. */
export function assertionOfText(text: string): Assertion {
  const [, type = "", threshold, value = ""] =
    /^((?:not-)?[a-z][a-z-]*)(?:\((\d+(?:\.\d+)?)\))?:\s*([\s\S]*)$/.exec(text) ?? [];
  if (knownTypes.has(type.replace(/^not-/, "")))
    return {
      type: spoken[type] ?? type,
      value: type === "file" ? text : value,
      weight: 1,
      ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
    };
  if (/^(?:not-)?(?:is-json|contains-json|is-refusal)$/.test(text))
    return { type: text, value: "", weight: 1 };
  return { type: "equals", value: text, weight: 1 };
}

function numberOf(value: unknown): number | undefined {
  const number = value instanceof Written ? value.value : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** The assertions of a test; those of a set share what the set weighs. */
export function assertionsOf(given: unknown, share = 1): readonly Assertion[] {
  return (Array.isArray(given) ? given : []).flatMap((one: unknown) => {
    if (typeof one === "string") return [{ ...assertionOfText(one), weight: share }];
    if (!isFields(one) || typeof one["type"] !== "string") return [];
    const weight = (numberOf(one["weight"]) ?? 1) * share;
    if (one["type"] === "assert-set") {
      const within = assertionsOf(one["assert"]);
      const sum = within.reduce((all, each) => all + each.weight, 0);
      return within.map((each) => ({ ...each, weight: sum === 0 ? 0 : (each.weight * weight) / sum }));
    }
    const threshold = numberOf(one["threshold"]);
    return [
      {
        type: spoken[one["type"]] ?? one["type"],
        value: one["value"],
        weight,
        ...(threshold === undefined ? {} : { threshold }),
        ...(one["transform"] === undefined ? {} : { isTransformed: true as const }),
      },
    ];
  });
}

const rounded = (number: number): number => Math.round(number * 1000) / 1000;

/** What of a test's assertions is taken, and how; `vars` are the test's variables, which their texts may name. */
export function takeAssertions(
  given: readonly Assertion[],
  vars: Readonly<Record<string, unknown>>,
): TakenAssertions {
  const assertions = given.map((one) => ({ ...one, value: filled(one.value, vars) }));
  const judged = assertions.filter((one) => rubrics[one.type] !== undefined && whyLeft(one) === undefined);
  const taken = assertions.flatMap((assertion) => {
    const demand = demandOf(assertion, vars);
    return demand === undefined ? [] : [{ ...assertion, demand }];
  });
  const left = assertions
    .filter((one) => !judged.includes(one) && demandOf(one, vars) === undefined)
    .map((one) => `${one.type}: ${whyLeft(one) ?? "there is nothing of the kind here"}`);
  const compared = taken.find(({ type }) => holdsWanted.has(type));
  const [only] = taken;
  const metric = taken.length === 1 && only !== undefined ? metricOf[only.type] : undefined;
  return {
    ...(compared === undefined ? {} : { wanted: cellOfValue(compared.value) }),
    ...(metric === undefined ? {} : { metric }),
    demands: taken.map(({ demand }) => demand),
    ...(judged.length === 0 ? {} : { rubric: rubricOf(judged, sumOf(taken)) }),
    left,
  };
}

const sumOf = (list: readonly Assertion[]): number => list.reduce((sum, { weight }) => sum + weight, 0);

function rubricOf(judged: readonly Assertion[], besides: number): NonNullable<TakenAssertions["rubric"]> {
  const weight = besides > 0 ? rounded(sumOf(judged) / besides) : 1;
  const [first, ...others] = judged.map(({ threshold }) => threshold);
  const isCommon = first !== undefined && others.every((threshold) => threshold === first);
  const text = judged.flatMap(({ type, value }) =>
    (Array.isArray(value) ? value : [value]).map((one: unknown) => rubrics[type]?.(cellOfValue(one)) ?? ""),
  );
  return { text: text.join("\n"), weight, ...(isCommon ? { threshold: first } : {}) };
}

/** A value whose texts name the test's variables, with those in place; a name that is none stays as it stands. */
function filled(value: unknown, vars: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === "string")
    return value.replaceAll(/\{\{-?\s*([\w$][\w$.]*)\s*-?\}\}/g, (whole, name: string) => {
      const found = name
        .split(".")
        .reduce<unknown>(
          (at, part) => (isFields(at) && Object.hasOwn(at, part) ? at[part] : undefined),
          vars,
        );
      return found === undefined ? whole : cellOfValue(found);
    });
  if (Array.isArray(value)) return value.map((one: unknown) => filled(one, vars));
  return value;
}
