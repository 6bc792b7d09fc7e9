import {
  expectedText,
  flagOption,
  listOption,
  numberOption,
  own,
  splitList,
  textOption,
} from "../../tasks/metrics/read-options.ts";
import type { Example, TaskSpec } from "../../tasks/task-spec.ts";

/** An assertion of promptfoo (promptfoo.dev/docs/configuration/expected-outputs). */
interface PromptfooAssert {
  readonly type: string;
  readonly value?: unknown;
  readonly weight?: number;
  readonly threshold?: number;
}

type MetricOfTask = TaskSpec["metrics"][number];
type AssertOf = (metric: MetricOfTask, example: Example) => Omit<PromptfooAssert, "weight"> | undefined;

const bareLabel = String.raw`.trim().replace(/^["'${"`"}*\s]+|["'${"`"}*.\s]+$/g, "")`;

/** What promptfoo has an equal for; every other metric is named as not taken along. */
const assertOf: Readonly<Record<string, AssertOf>> = {
  label({ options }, example) {
    const expected = expectedText(example, options);
    if (expected === undefined) return undefined;
    const fold = flagOption(options, "caseSensitive") ? "" : ".toLowerCase()";
    const value = `output${bareLabel}${fold} === ${JSON.stringify(expected)}${bareLabel}${fold}`;
    return { type: "javascript", value };
  },
  exact({ options }, example) {
    const expected = expectedText(example, options);
    return expected === undefined ? undefined : { type: "equals", value: shielded(expected) };
  },
  contains({ options }, example) {
    const given = listOption(options, "phrases");
    const phrases = given.length > 0 ? given : splitList(expectedText(example, options) ?? "");
    const need = textOption(options, "need") ?? "any";
    const kind = flagOption(options, "caseSensitive") ? "contains" : "icontains";
    return phrases.length === 0 ? undefined : { type: `${kind}-${need}`, value: phrases.map(shielded) };
  },
  regex({ options }) {
    const pattern = textOption(options, "pattern");
    if (pattern === undefined) return undefined;
    const source = flagOption(options, "whole") ? `^(?:${pattern})$` : pattern;
    const flags = textOption(options, "flags") ?? "";
    const value = `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)}).test(output.trim())`;
    return { type: "javascript", value };
  },
  judge({ options, threshold }, example) {
    const column = textOption(options, "rubricColumn");
    const ofRow =
      column === undefined ? undefined : (own(example.expected, column) ?? own(example.inputs, column));
    const rubric = [textOption(options, "rubric"), ofRow].filter((text) => text !== undefined && text !== "");
    if (rubric.length === 0) return undefined;
    const reference = expectedText(example, options);
    const told = reference === undefined ? [] : [`A right answer, for comparison: ${reference}`];
    return {
      type: "llm-rubric",
      value: shielded([...rubric, ...told].join("\n")),
      ...(threshold === undefined ? {} : { threshold }),
    };
  },
  latency: ({ options }) => ({ type: "latency", threshold: (numberOption(options, "seconds") ?? 2) * 1000 }),
  code({ options, threshold }, { id, inputs, expected }) {
    const source = textOption(options, "code");
    if (source === undefined) return undefined;
    const row = JSON.stringify({ id, inputs, expected, texts: {}, steps: [] });
    const value = `${source}
const judged = score({ ...${row}, output: typeof output === "string" ? output : JSON.stringify(output) });
const points = Number(typeof judged === "object" ? judged.score : judged);
return { pass: points ${threshold === undefined ? "> 0" : `>= ${threshold}`}, score: points, reason: String(judged?.feedback ?? points) };`;
    return { type: "javascript", value: shielded(value) };
  },
  "json-valid": () => ({ type: "is-json" }),
  "json-schema": ({ options }) => ({ type: "is-json", value: options["schema"] }),
};

/** promptfoo fills every string as a nunjucks template; text that looks like one is shielded from that. */
export function shielded(text: string): string {
  return /\{\{|\{%|\{#/.test(text) ? `{% raw %}${text}{% endraw %}` : text;
}

/** The assertions of one row. */
export function assertsOf({ metrics }: TaskSpec, example: Example): readonly PromptfooAssert[] {
  return metrics.flatMap((metric) => {
    const found = metric.negate === true ? undefined : assertOf[metric.kind]?.(metric, example);
    return found === undefined ? [] : [metric.weight === 1 ? found : { ...found, weight: metric.weight }];
  });
}

/** Names of the metrics that promptfoo has no equal for. */
export function metricsLeftOut({ metrics }: TaskSpec): readonly string[] {
  return metrics
    .filter(({ kind, negate }) => negate === true || assertOf[kind] === undefined)
    .map(({ name, kind }) => (name === kind ? kind : `${name} (${kind})`));
}
