import type { ModelFailure } from "../../models/language-model.ts";
import { markSentences } from "../marks.ts";
import type { TaskSpec } from "../task-spec.ts";
import type { Judgement } from "../task.ts";
import type { MetricInput, Verdict } from "./metric.ts";
import { metricOf } from "./registry.ts";

type NamedMetric = TaskSpec["metrics"][number];

/**
 * Runs a task's metrics over one answer: the score is their mean by weight, each metric and each part one measures is an
 * objective of its own, and each says its piece in the feedback. A metric that needs a model and cannot reach it fails the rollout. Where the
 * answer does not count (it was not in its form), every score is 0, and so is what the feedback says of it.
 */
export async function judgeAnswer(
  specs: readonly NamedMetric[],
  input: MetricInput,
  counts = true,
): Promise<Judgement | ModelFailure> {
  const objectiveScores: Record<string, number> = {};
  const sayings: string[] = [];
  let weighed = 0;
  let weights = 0;
  for (const spec of specs) {
    const outcome = await judgeOne(spec, input);
    if (outcome.kind === "failed") return outcome;
    const score = counts ? adjusted(spec, outcome.score) : 0;
    objectiveScores[spec.name] = score;
    if (counts && spec.negate !== true)
      for (const [part, value] of Object.entries(outcome.parts ?? {}))
        objectiveScores[specs.length === 1 ? part : `${spec.name}: ${part}`] = value;
    weighed += score * spec.weight;
    weights += spec.weight;
    sayings.push(
      specs.length === 1 ? outcome.feedback : `${spec.name} (${score.toFixed(2)}): ${outcome.feedback}`,
    );
  }
  const note = input.example.note;
  if (note !== undefined && note !== "") sayings.push(`A person remarked on this row: ${note}`);
  // The metric of marks has said them already.
  if (!specs.some((spec) => metricOf(spec)?.readsMarks)) sayings.push(...markSentences(input.example.marks));
  const score = weights > 0 ? weighed / weights : 0;
  const feedback = sayings.join("\n");
  return Object.keys(objectiveScores).length > 1 ? { score, objectiveScores, feedback } : { score, feedback };
}

async function judgeOne(spec: NamedMetric, input: MetricInput): Promise<Verdict | ModelFailure> {
  const metric = metricOf(spec);
  if (metric === undefined) throw new Error(`unknown metric: ${spec.kind}`);
  return metric.judge(input, spec.options);
}

/** Negation turns the score round; a threshold makes it all or nothing, after the negation. */
function adjusted(spec: NamedMetric, score: number): number {
  const turned = spec.negate === true ? 1 - score : score;
  if (spec.threshold === undefined) return turned;
  return turned >= spec.threshold ? 1 : 0;
}
