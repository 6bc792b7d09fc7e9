import {
  comparePaired,
  type PairedComparison,
  type ScorePair,
} from "../../shared/statistics/paired-comparison.ts";
import type { RolloutRow } from "../../storage/rows.ts";
import { type FieldVerdict, fieldVerdicts } from "../../tasks/metrics/field-verdicts.ts";
import { createFormCheck } from "../../tasks/metrics/only-form.ts";
import { readJson } from "../../tasks/metrics/read-json.ts";
import { expectedText, listOption } from "../../tasks/metrics/read-options.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import type { Example, TaskSpec } from "../../tasks/task-spec.ts";
import { comparingMetric, createAnswerKinds, labelsOfTask } from "./answer-kind.ts";

/** An answer as the tables count it. */
export type TableAnswer = Pick<RolloutRow, "output" | "outcome">;

/** Rows gained and lost on the way from the seed to the winner, by what was wrong with the other's answer. */
export interface FormSplit {
  readonly rows: number;
  readonly formWon: number;
  readonly formLost: number;
  readonly judgementWon: number;
  readonly judgementLost: number;
  /** Rows the winner still gets wrong, of these only in form. */
  readonly left: { readonly form: number; readonly all: number };
}

/** Rows of one right answer, and what they were taken for instead, the commonest first. */
export interface LabelLine {
  readonly label: string;
  readonly rows: number;
  readonly before: number;
  readonly after: number;
  readonly takenFor: readonly (readonly [label: string, rows: number])[];
}

/** One field of the right answers over all rows. */
export interface FieldLine {
  readonly path: string;
  readonly rows: number;
  readonly before: number;
  readonly after: number;
  readonly wrong: number;
  readonly missing: number;
  /** The winner gave it where nobody asked for it. */
  readonly extra: number;
}

export interface MetricLine extends PairedComparison {
  readonly name: string;
}

/** What the answers of seed and winner to the same rows have in common; each part only where the task has it. */
export interface AnswerTables {
  readonly form: FormSplit | undefined;
  readonly labels: readonly LabelLine[];
  readonly fields: readonly FieldLine[];
  readonly metrics: readonly MetricLine[];
}

/** Takes rows one by one, so that answers need not all stand in memory. */
interface AnswerTally {
  readonly add: (example: Example, before: TableAnswer, after: TableAnswer) => void;
  readonly tables: () => AnswerTables;
}

interface Counted {
  rows: number;
  before: number;
  after: number;
}

type Task = Pick<TaskSpec, "metrics" | "program">;

export function createAnswerTally(task: Task): AnswerTally {
  const form = createFormTally(task);
  const labels = createLabelTable(task);
  const fields = createFieldTable(task);
  const metrics = new Map<string, ScorePair[]>();
  return {
    add: (example, before, after) => {
      if (before.outcome.kind !== "scored" || after.outcome.kind !== "scored") return;
      form.add(example, before, after);
      labels.add(example, before, after);
      fields.add(example, before.output, after.output);
      for (const { name } of task.metrics) {
        const pair = [before.outcome.objectiveScores?.[name], after.outcome.objectiveScores?.[name]];
        if (pair[0] === undefined || pair[1] === undefined) continue;
        const pairs = metrics.get(name) ?? [];
        metrics.set(name, pairs);
        pairs.push({ before: pair[0], after: pair[1] });
      }
    },
    tables: () => ({
      form: form.split(),
      labels: labels.lines(),
      fields: fields.lines(),
      metrics: [...metrics].map(([name, pairs]) => ({ name, ...comparePaired(pairs) })),
    }),
  };
}

const scoreOf = ({ outcome }: TableAnswer): number => (outcome.kind === "scored" ? outcome.score : 0);

function createFormTally(task: Task) {
  const sums = { rows: 0, formWon: 0, formLost: 0, judgementWon: 0, judgementLost: 0 };
  const left = { form: 0, all: 0 };
  const kindOf = createAnswerKinds(task);
  return {
    add: (example: Example, before: TableAnswer, after: TableAnswer): void => {
      const [was, is] = [before, after].map((one) => kindOf(example, one.output, scoreOf(one)));
      if (was === undefined || is === undefined) return;
      sums.rows += 1;
      if (is !== "right") left.all += 1;
      if (is === "form") left.form += 1;
      if (was !== "right" && is === "right") sums[was === "form" ? "formWon" : "judgementWon"] += 1;
      if (was === "right" && is !== "right") sums[is === "form" ? "formLost" : "judgementLost"] += 1;
    },
    split: (): FormSplit | undefined => (sums.rows === 0 ? undefined : { ...sums, left: { ...left } }),
  };
}

/** What the winner said instead of a label, in the table's words. */
const noLabel = "no label";
const severalLabels = "several labels";
const longestLabel = 40;
const otherForm = "itself, in another form";

function createLabelTable(task: Task) {
  const labels = labelsOfTask(task);
  const metric = comparingMetric(task);
  const { labelsIn } = createFormCheck(labels);
  const counted = new Map<string, Counted & { readonly takenFor: Map<string, number> }>();
  const isAboutLabels = labels.length > 0 || (metric !== undefined && metricOf(metric)?.isForLabels === true);
  const said = (answer: string, expected: string): string => {
    // Labels nobody listed: a short answer is taken for one.
    if (labels.length === 0) return answer.trim().length <= longestLabel ? answer.trim() || noLabel : noLabel;
    const named = labelsIn(answer);
    if (named.length > 1) return severalLabels;
    return named[0] === expected ? otherForm : (named[0] ?? noLabel);
  };
  return {
    add: (example: Example, before: TableAnswer, after: TableAnswer): void => {
      const text = metric && expectedText(example, metric.options);
      if (!isAboutLabels || text === undefined || text.trim() === "") return;
      const expected = labelsIn(text)[0] ?? text.trim();
      const line = counted.get(expected) ?? { rows: 0, before: 0, after: 0, takenFor: new Map() };
      counted.set(expected, line);
      line.rows += 1;
      if (scoreOf(before) >= 1) line.before += 1;
      if (scoreOf(after) >= 1) line.after += 1;
      else {
        const got = said(after.output, expected);
        line.takenFor.set(got, (line.takenFor.get(got) ?? 0) + 1);
      }
    },
    lines: (): readonly LabelLine[] =>
      [...counted]
        .map(([label, { takenFor, ...line }]) => ({
          label,
          ...line,
          takenFor: [...takenFor].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
        }))
        .toSorted((a, b) => b.rows - b.after - (a.rows - a.after) || (a.label < b.label ? -1 : 1)),
  };
}

function createFieldTable(task: Task) {
  const metric = task.metrics.find(({ kind }) => kind === "json-fields");
  const counted = new Map<string, Counted & { wrong: number; missing: number; extra: number }>();
  const lineOf = (path: string) => {
    const line = counted.get(path) ?? { rows: 0, before: 0, after: 0, wrong: 0, missing: 0, extra: 0 };
    counted.set(path, line);
    return line;
  };
  return {
    add: (example: Example, before: string, after: string): void => {
      const expected = metric === undefined ? undefined : expectedText(example, metric.options);
      if (metric === undefined || expected === undefined || readJson(expected).kind === "invalid") return;
      const rules = {
        ignored: listOption(metric.options, "ignore"),
        loose: listOption(metric.options, "loose"),
      };
      const verdicts = (answer: string): readonly FieldVerdict[] =>
        fieldVerdicts(expected, readJson(answer).kind === "invalid" ? "{}" : answer, rules);
      for (const { path, outcome } of verdicts(before)) if (outcome === "right") lineOf(path).before += 1;
      for (const { path, outcome } of verdicts(after)) {
        // What no JSON at all stands for is no field of anybody's.
        if (outcome === "extra" && path === "(the whole)") continue;
        const line = lineOf(path);
        if (outcome !== "extra") line.rows += 1;
        line[outcome === "right" ? "after" : outcome] += 1;
      }
    },
    lines: (): readonly FieldLine[] =>
      [...counted]
        .map(([path, line]) => ({ path, ...line }))
        .toSorted((a, b) => share(a) - share(b) || (a.path < b.path ? -1 : 1)),
  };
}

/** Fields nobody asked for come last. */
const share = ({ after, rows }: FieldLine): number => (rows === 0 ? 1 : after / rows);
