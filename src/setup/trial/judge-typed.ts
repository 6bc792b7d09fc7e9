import type { ModelFailure } from "../../models/language-model.ts";
import { judgeAnswer } from "../../tasks/metrics/judge-answer.ts";
import type { Sandbox } from "../../tasks/metrics/metric.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import type { Example } from "../../tasks/task-spec.ts";
import type { Judgement } from "../../tasks/task.ts";
import type { Draft } from "../draft/draft.ts";
import { metricsOfDraft } from "../draft/metric-list.ts";
import { labelsOfDraft } from "../draft/sketch-of-draft.ts";
import type { AskModel } from "./ask-model.ts";
import { playerOf } from "./try-rows.ts";

const needsProgram = (spec: { readonly kind: string }): boolean => metricOf(spec)?.needsProgram === true;

export type TypedJudgement =
  | { readonly kind: "judged"; readonly judgement: Judgement; readonly left: readonly string[] }
  | ModelFailure;

/** What the draft's metrics say of an answer somebody typed for a row. */
export async function judgeTyped(
  draft: Draft,
  example: Example,
  output: string,
  ask: AskModel,
  sandbox: Sandbox,
): Promise<TypedJudgement> {
  const labels = labelsOfDraft(draft);
  const specs = metricsOfDraft(draft, draft.rows?.roles.expected[0], labels.length > 0 ? labels : undefined);
  const usable = specs.filter((spec) => !needsProgram(spec));
  const judgement = await judgeAnswer(usable, {
    example,
    output,
    trajectory: [],
    complete: (role, request) => ask(playerOf(draft, role), request),
    sandbox,
  });
  if ("kind" in judgement) return judgement;
  return {
    kind: "judged",
    judgement,
    left: specs.filter(needsProgram).map((spec) => spec.name),
  };
}
