import type { MetricOption } from "../../tasks/metrics/metric.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import type { TaskSpec } from "../../tasks/task-spec.ts";
import type { Draft, DraftMetric } from "./draft.ts";

/** What a metric's options are before anybody changes them. */
function usualOptions(kind: string): Readonly<Record<string, unknown>> {
  const options = metricOf({ kind })?.options ?? [];
  return Object.fromEntries(
    options.flatMap(({ name, default: usual }) => (usual === undefined ? [] : [[name, usual]])),
  );
}

/** A metric as it comes, with its usual options. */
export function newMetric(kind: string): DraftMetric {
  return {
    kind,
    name: "",
    options: usualOptions(kind),
    weight: metricOf({ kind })?.usualWeight ?? 1,
    negate: false,
  };
}

/** Metrics that look whether the answer is right, in the order in which they are added. */
const comparisons = ["exact", "normalised-exact", "token-f1"];

/**
 * The metric that is added where nobody says which: one more look at whether the answer is right. One that any short or
 * quick answer satisfies would give points away.
 */
export function addedMetric(draft: Draft): DraftMetric {
  const taken = new Set(draft.metrics.map((metric) => metric.kind));
  const hasAnswers = (draft.rows?.roles.expected.length ?? 0) > 0;
  return newMetric((hasAnswers ? comparisons.find((kind) => !taken.has(kind)) : undefined) ?? "judge");
}

/** For rows that hold what people thought of earlier answers, and no right ones. */
export function judgeOfRemarks(): DraftMetric {
  const rubric =
    "The answer does what the input asks for, is correct and complete, and has none of the faults people named in earlier answers.";
  return { ...newMetric("judge"), options: { ...usualOptions("judge"), rubric } };
}

/** How the metrics are called, each differently: by their own name, else by their kind with a number where needed. */
export function metricNames(list: readonly DraftMetric[]): readonly string[] {
  const taken = new Set(list.map((metric) => metric.name.trim()).filter(Boolean));
  return list.map((metric) => {
    const said = metric.name.trim();
    if (said !== "") return said;
    let name = metric.kind;
    for (let count = 2; taken.has(name); count += 1) name = `${metric.kind} ${count}`;
    taken.add(name);
    return name;
  });
}

/** No column is called so: a metric that may look at a right answer then finds none, and not what another one hides. */
const noRightAnswer = "(no right answer)";

/** The metrics as a task's spec has them. */
export function metricsOfDraft(
  draft: Draft,
  expected: string | undefined,
  labels: readonly string[] | undefined,
): TaskSpec["metrics"] {
  const names = metricNames(draft.metrics);
  const column = expected ?? (columnsOfMetrics(draft).length > 0 ? noRightAnswer : undefined);
  return draft.metrics.map((metric, at) => ({
    name: names[at] ?? metric.kind,
    kind: metric.kind,
    weight: metric.weight,
    ...(metric.negate ? { negate: true } : {}),
    ...(metric.threshold === undefined ? {} : { threshold: metric.threshold }),
    options: {
      ...(column === undefined ? {} : { expected: column }),
      ...(metricOf(metric)?.isForLabels && labels !== undefined && labels.length > 0 ? { labels } : {}),
      ...optionsOf(draft, metric),
    },
  }));
}

/** Columns the metrics name that are neither shown nor the right answer: read with the rows, kept from the model. */
export function columnsOfMetrics(draft: Draft): readonly string[] {
  const { inputs, expected } = draft.rows?.roles ?? { inputs: [], expected: [] };
  const known = new Set(draft.rows?.preview.columns);
  const named = draft.metrics.flatMap(({ kind, options }) =>
    (metricOf({ kind })?.options ?? []).flatMap(({ name, type }) => {
      const column = options[name];
      return type === "column" && typeof column === "string" && known.has(column) ? [column] : [];
    }),
  );
  return [...new Set(named)].filter((column) => !inputs.includes(column) && !expected.includes(column));
}

/** What is wrong with the list as a whole or one of its metrics, in a sentence that names it. */
export function problemOfMetrics(draft: Draft): string | undefined {
  const names = metricNames(draft.metrics);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) return `Two metrics are called "${twice}". Give one of them another name.`;
  for (const [at, metric] of draft.metrics.entries()) {
    const problem = problemOfMetric(draft, metric);
    if (problem !== undefined) return draft.metrics.length === 1 ? problem : `Metric ${at + 1}: ${problem}`;
  }
  if (draft.metrics.every((metric) => metric.weight === 0))
    return "Every metric has the weight 0, so no answer could score anything. Give one of them a weight.";
  return undefined;
}

/** What is wrong with one metric. */
export function problemOfMetric(draft: Draft, metric: DraftMetric): string | undefined {
  const known = metricOf(metric);
  const asks = typeof metric.options["expected"] === "string" && metric.options["expected"] !== "";
  if (draft.rows?.roles.expected.length === 0 && known?.needsExpected === true && !asks)
    return draft.rows.preview.columns.length === 1
      ? "These rows have one column and no right answers to compare with. Choose a file that has them, or judge answers by something else, such as a model."
      : "Say which column holds the right answer.";
  return known?.check?.({ ...optionsOf(draft, metric) });
}

/** A metric's options; a schema that is not entered there is the one the last prompt's answer is held by. */
function optionsOf(draft: Draft, { kind, options }: DraftMetric): DraftMetric["options"] {
  const form = draft.program.modules.at(-1);
  const isEntered = typeof options["schema"] === "string" && options["schema"].trim() !== "";
  if (kind !== "json-schema" || isEntered || form?.format !== "json" || form.schema.trim() === "")
    return options;
  return { ...options, schema: form.schema };
}

/** The code of each metric that is the user's own, with the metric's place. */
export function codesOf({ task, metrics }: Draft): readonly (readonly [at: number, code: string])[] {
  if (task !== "rows") return [];
  return metrics.flatMap((metric, at) =>
    (metricOf(metric)?.options ?? []).flatMap(({ name, type }) => {
      const code = metric.options[name];
      return type === "code" && typeof code === "string" ? [[at, code] as const] : [];
    }),
  );
}

/** How much of the score a metric is, in percent. */
export function shareOfScore(list: readonly DraftMetric[], { weight }: DraftMetric): number {
  const all = list.reduce((sum, metric) => sum + metric.weight, 0);
  return all === 0 ? 0 : Math.round((weight / all) * 100);
}

/** Options that are asked for in a form. Which column is right is said once, unless several metrics look at several. */
export function optionsAsked({ metrics }: Draft, { kind }: DraftMetric): readonly MetricOption[] {
  const options = metricOf({ kind })?.options ?? [];
  return options.filter(({ name, type }) => type !== "hidden" && (name !== "expected" || metrics.length > 1));
}

/** An emptied field is the usual one again; a text being written may be empty for a while. */
export function withMetricOption(
  { options }: DraftMetric,
  { name, type }: MetricOption,
  value: unknown,
): DraftMetric["options"] {
  const { [name]: _old, ...rest } = options;
  const isEmptied = value === "" && !["code", "long-text", "json", "constraints"].includes(type);
  return isEmptied ? rest : { ...rest, [name]: value };
}
