import type { ModelFailure } from "../../models/language-model.ts";
import type { Sandbox } from "../metrics/metric.ts";
import type { ModuleSpec } from "../task-spec.ts";
import type { Complete, TrajectoryStep } from "../task.ts";
import { moduleRequest } from "./module-request.ts";
import { parseAnswer } from "./parse-answer.ts";

type ModuleOutcome =
  | { readonly kind: "answered"; readonly text: string; readonly step: TrajectoryStep }
  | {
      readonly kind: "misfit";
      readonly text: string;
      readonly problem: string;
      readonly step: TrajectoryStep;
    }
  | { readonly kind: "unparsable"; readonly problem: string; readonly step: TrajectoryStep }
  | { readonly kind: "failed"; readonly failure: ModelFailure };

/** One call of one module, on a candidate's texts. */
export async function runModule(
  module: ModuleSpec,
  texts: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
  complete: Complete,
  sandbox?: Sandbox,
): Promise<ModuleOutcome> {
  const request = moduleRequest(module, texts, values);
  const completion = await complete(
    module.role,
    module.output.kind === "label" ? { ...request, probabilities: true } : request,
  );
  if (completion.kind === "failed") return { kind: "failed", failure: completion };
  const step: TrajectoryStep = {
    module: module.name,
    component: module.component,
    messages: request.messages,
    completion: completion.text,
    finishReason: completion.finishReason,
    usage: completion.usage,
    latencyMs: completion.latencyMs,
    ...(completion.reasoning === undefined ? {} : { reasoning: completion.reasoning }),
    ...(completion.costUsd === undefined ? {} : { costUsd: completion.costUsd }),
    ...(completion.choiceProbabilities === undefined
      ? {}
      : { choiceProbabilities: completion.choiceProbabilities }),
  };
  const parsed = await parseAnswer(module.output, completion.text, sandbox);
  if (parsed.kind === "parsed") return { kind: "answered", text: parsed.text, step };
  const cut = completion.finishReason === "length" ? ` It was cut off after ${module.maxTokens} tokens.` : "";
  const problem = `${parsed.problem}${cut}`;
  const told = { problem, step: { ...step, error: problem } };
  return parsed.kind === "misfit"
    ? { kind: "misfit", text: parsed.text, ...told }
    : { kind: "unparsable", ...told };
}
