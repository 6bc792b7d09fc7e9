import type { Completion, CompletionRequest } from "../../src/models/language-model.ts";

/**
 * A scripted Student for tests: obeys "If the message mentions …, answer …" and "Otherwise answer …", and nothing
 * else. It shares no code with the coach or the tasks.
 */
export function ruleFollower(request: CompletionRequest): Completion {
  const prompt = request.messages.find((message) => message.role === "system")?.content ?? "";
  const message = request.messages.find((one) => one.role === "user")?.content ?? "";
  const text = followRules(prompt, message);
  return {
    kind: "completed",
    text,
    finishReason: "stop",
    usage: { promptTokens: prompt.length, completionTokens: 1 },
    latencyMs: 1,
  };
}

export function followRules(prompt: string, message: string): string {
  const said = new Set(message.toLowerCase().split(/[^a-z]+/));
  for (const [, words, label] of prompt.matchAll(
    /(?:mentions|contains|is about)(?: the word)? "?([a-z or]+?)"?, (?:answer|the label is) ([A-Z]+)/g,
  )) {
    if ((words as string).split(" or ").some((word) => said.has(word.trim()))) return label as string;
  }
  return /Otherwise answer ([A-Z]+)/.exec(prompt)?.[1] ?? "General";
}
