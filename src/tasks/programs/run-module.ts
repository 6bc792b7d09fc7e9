import type {
  ChatMessage,
  CompletionRequest,
  ModelFailure,
  ResponseFormat,
} from "../../models/language-model.ts";
import type { Sandbox } from "../metrics/metric.ts";
import type { ModuleSpec } from "../task-spec.ts";
import type { Complete, TrajectoryStep } from "../task.ts";
import { fillTemplate } from "./fill-template.ts";
import { parseAnswer } from "./parse-answer.ts";

export type ModuleOutcome =
  | { readonly kind: "answered"; readonly text: string; readonly step: TrajectoryStep }
  | { readonly kind: "unparsable"; readonly problem: string; readonly step: TrajectoryStep }
  | { readonly kind: "failed"; readonly failure: ModelFailure };

/** One call of one module: its component's text is the system prompt, its filled template the user's turn. */
export async function runModule(
  module: ModuleSpec,
  componentText: string,
  values: Readonly<Record<string, string>>,
  complete: Complete,
  sandbox?: Sandbox,
): Promise<ModuleOutcome> {
  const messages = moduleMessages(module, componentText, values);
  const completion = await complete(module.role, requestOf(module, messages));
  if (completion.kind === "failed") return { kind: "failed", failure: completion };
  const step: TrajectoryStep = {
    module: module.name,
    component: module.component,
    messages,
    completion: completion.text,
    finishReason: completion.finishReason,
    usage: completion.usage,
    latencyMs: completion.latencyMs,
    ...(completion.reasoning === undefined ? {} : { reasoning: completion.reasoning }),
    ...(completion.costUsd === undefined ? {} : { costUsd: completion.costUsd }),
  };
  const parsed = await parseAnswer(module.output, completion.text, sandbox);
  if (parsed.kind === "parsed") return { kind: "answered", text: parsed.text, step };
  const cut = completion.finishReason === "length" ? ` It was cut off after ${module.maxTokens} tokens.` : "";
  const problem = `${parsed.problem}${cut}`;
  return { kind: "unparsable", problem, step: { ...step, error: problem } };
}

export function moduleMessages(
  module: ModuleSpec,
  componentText: string,
  values: Readonly<Record<string, string>>,
): readonly ChatMessage[] {
  const user: ChatMessage = { role: "user", content: fillTemplate(module.userTemplate, values) };
  return componentText === "" ? [user] : [{ role: "system", content: componentText }, user];
}

function requestOf(module: ModuleSpec, messages: readonly ChatMessage[]): CompletionRequest {
  const responseFormat = formatOf(module.output);
  return {
    messages,
    maxTokens: module.maxTokens,
    temperature: module.temperature,
    ...(responseFormat === undefined ? {} : { responseFormat }),
  };
}

function formatOf(output: ModuleSpec["output"]): ResponseFormat | undefined {
  if (output.kind === "label") return { kind: "choice", choices: output.labels };
  if (output.kind === "json" && output.schema !== undefined)
    return { kind: "json-schema", schema: output.schema };
  return undefined;
}
