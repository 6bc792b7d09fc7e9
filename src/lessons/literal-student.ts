import { textSeed } from "../shared/seeded-random.ts";
import type { Complete } from "../tasks/task.ts";

/**
 * A Student that is a program: it does to the letter what the prompt says and nothing else. In the scenes it stands in
 * for a small model, because it answers at once and its mistakes are exactly the prompt's.
 */
export function literalAnswer(prompt: string, message: string): string {
  const words = new Set(message.toLowerCase().match(/[a-z]+/g));
  for (const rule of literalRules(prompt))
    if (rule.words.length === 0 || rule.words.some((word) => words.has(word))) return rule.label;
  return literalDefault(prompt);
}

interface LiteralRule {
  /** None: the rule holds for every message. */
  readonly words: readonly string[];
  readonly label: string;
}

/**
 * Rules in the order they stand, the first that fits decides: "If the message mentions refund or invoice, answer
 * BILLING.", "Answer SALES to every message."
 */
function literalRules(prompt: string): readonly LiteralRule[] {
  const found = [
    ...prompt.matchAll(/\bmentions? ([a-z][a-z ,]*?),? (?:answer|reply|say) ([A-Z][A-Z0-9_]*)/gi),
  ].map((match) => ({
    at: match.index,
    words: (match[1] ?? "")
      .toLowerCase()
      .split(/,| or | and /)
      .map((word) => word.trim())
      .filter((word) => word !== ""),
    label: (match[2] ?? "").toUpperCase(),
  }));
  const always = [...prompt.matchAll(/\banswer ([A-Z][A-Z0-9_]*) to every message/gi)].map((match) => ({
    at: match.index,
    words: [],
    label: (match[1] ?? "").toUpperCase(),
  }));
  return [...found, ...always].toSorted((a, b) => a.at - b.at);
}

/** What the prompt says about everything else; without a word on it, a guess that is never right. */
function literalDefault(prompt: string): string {
  const said =
    /\b(?:otherwise|everything else|in all other cases|if none[^,.]*),? (?:answer|reply|say) ([A-Z][A-Z0-9_]*)/i.exec(
      prompt,
    );
  return said?.[1]?.toUpperCase() ?? "UNSURE";
}

/** The same as a model port: the system message is the prompt, the last user message the text. */
export const literalStudent: Complete = (_role, request) => {
  const prompt = request.messages.find((message) => message.role === "system")?.content ?? "";
  const message = request.messages.findLast((one) => one.role === "user")?.content ?? "";
  const text = literalAnswer(prompt, message);
  const promptTokens = Math.ceil((prompt.length + message.length) / 4);
  return Promise.resolve({
    kind: "completed",
    text,
    finishReason: "stop",
    usage: { promptTokens, completionTokens: 1 },
    latencyMs: 0,
  });
};

/**
 * The same Student, but it loses its place now and then and answers "UNSURE", always on the same question: a small
 * model's mistakes without its slowness. `share` of all questions, drawn by the words of the question.
 */
export function forgetfulStudent(share: number): Complete {
  return async (role, request) => {
    const outcome = await literalStudent(role, request);
    const asked = request.messages.map((message) => message.content).join("\n");
    const isLost = textSeed(asked) % 1000 < share * 1000;
    return isLost && outcome.kind === "completed" ? { ...outcome, text: "UNSURE" } : outcome;
  };
}
