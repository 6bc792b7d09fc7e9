import type { TaskSpec } from "../task-spec.ts";
import { code } from "./code.ts";
import { constraintsMetric } from "./constraints/metric.ts";
import { contains } from "./contains.ts";
import { editDistance } from "./edit-distance.ts";
import { exact } from "./exact.ts";
import { human } from "./human.ts";
import { jsonFields } from "./json-fields.ts";
import { jsonSchema } from "./json-schema.ts";
import { jsonValid } from "./json-valid.ts";
import { judge } from "./judge.ts";
import { label } from "./label.ts";
import { latency } from "./latency.ts";
import { leaks } from "./leaks.ts";
import { length } from "./length.ts";
import { listMatch } from "./list-match.ts";
import type { Metric } from "./metric.ts";
import { multiLabel } from "./multi-label.ts";
import { normalisedExact } from "./normalised-exact.ts";
import { number } from "./number.ts";
import { own } from "./read-options.ts";
import { regex } from "./regex.ts";
import { rougeL } from "./rouge-l.ts";
import { tokenF1 } from "./token-f1.ts";

const all: readonly Metric[] = [
  label,
  exact,
  normalisedExact,
  contains,
  regex,
  number,
  multiLabel,
  tokenF1,
  listMatch,
  jsonValid,
  jsonSchema,
  jsonFields,
  constraintsMetric,
  editDistance,
  rougeL,
  length,
  latency,
  leaks,
  judge,
  human,
  code,
];

/** The metric of a task or a draft; undefined where this version has none of the kind. */
export function metricOf({ kind }: Pick<TaskSpec["metrics"][number], "kind">): Metric | undefined {
  return own(metrics, kind);
}

/** Every metric by the name a task's spec calls it, in the order a menu shows them. */
export const metrics: Readonly<Record<string, Metric>> = Object.fromEntries(
  all.map((metric) => [metric.kind, metric]),
);
