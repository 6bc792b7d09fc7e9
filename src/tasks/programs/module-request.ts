import type { ChatMessage, CompletionRequest, ResponseFormat } from "../../models/language-model.ts";
import { own } from "../metrics/read-options.ts";
import type { ModuleSpec } from "../task-spec.ts";
import { fillTemplate } from "./fill-template.ts";

type Texts = Readonly<Record<string, string>>;

/**
 * What a module asks its model, of a candidate's texts and a row's values: the one definition of a request, for a run and
 * for everything that is exported of it. A placeholder without a value stays as it stands.
 */
export function moduleRequest(module: ModuleSpec, texts: Texts, values: Texts): CompletionRequest {
  const responseFormat = formatOf(module.output);
  return {
    messages: moduleMessages(module, texts, values),
    maxTokens: module.maxTokens,
    temperature: module.temperature,
    ...(responseFormat === undefined ? {} : { responseFormat }),
  };
}

/** The component's text, demonstrations after it, is the system prompt; the filled template is the user's turn. */
export function moduleMessages(module: ModuleSpec, texts: Texts, values: Texts): readonly ChatMessage[] {
  const system = systemText(module, texts);
  const user: ChatMessage = { role: "user", content: fillTemplate(module.userTemplate, values) };
  return system === "" ? [user] : [{ role: "system", content: system }, user];
}

/** The instruction, then the demonstrations where the module has a component for them. */
export function systemText({ component, demosComponent }: ModuleSpec, texts: Texts): string {
  const demos = demosComponent === undefined ? undefined : own(texts, demosComponent);
  return [own(texts, component) ?? "", demos ?? ""].filter((text) => text !== "").join("\n\n");
}

function formatOf(output: ModuleSpec["output"]): ResponseFormat | undefined {
  if (output.kind === "label") return { kind: "choice", choices: output.labels };
  if (output.kind !== "json") return undefined;
  if (output.schema !== undefined) return { kind: "json-schema", schema: output.schema };
  return output.isObject === true ? { kind: "json-object" } : undefined;
}
