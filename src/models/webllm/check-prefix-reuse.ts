import type { ChatCompletion, ChatCompletionRequestNonStreaming } from "@mlc-ai/web-llm";

import type { PrefixReuseCheck } from "../prefix-reuse-check.ts";
import { greedyWithProbabilities } from "./webllm-request.ts";

/** How one prompt is asked: with what is in the cache, or as if nothing were. */
type AskOnce = (
  request: ChatCompletionRequestNonStreaming,
  fresh: boolean,
) => Promise<{ readonly answer: ChatCompletion; readonly ms: number } | { readonly message: string }>;

/** Log-probabilities may differ by rounding; by more than this the cache does not hold what it should. */
const mostDifference = 0.01;

const rules = [
  "You sort messages. Answer with the name of one team only: billing, kitchen, travel or other.",
  "You are careful. If the message mentions money, answer billing. If it mentions food, answer kitchen. Otherwise answer other.",
  "Read the message, find what the writer wants, and write it in three words. Do not explain. Do not greet.",
  "Answer with a JSON object that has one key, team, whose value is billing, kitchen or travel.",
] as const;
const messages = [
  "My ticket was charged twice.",
  "The soup is cold and the bread is old.",
  "My train left without me, what now?",
  "Who do I ask about a lost umbrella?",
  "Thanks, all is well.",
] as const;

/** Twenty prompts: four beginnings, each with five endings, so that most of them continue what the cache holds. */
export const checkPrompts = rules.flatMap((rule) => messages.map((message) => [rule, message] as const));

function logProbabilities(answer: ChatCompletion): readonly number[] {
  return answer.choices[0]?.logprobs?.content?.map(({ logprob }) => logprob) ?? [];
}

/** Asks every prompt with the cache rolled back and with nothing cached, and compares text and log-probabilities. */
export async function checkPrefixReuse(
  ask: AskOnce,
  onPrompt: (done: number, of: number) => Promise<void> = async () => undefined,
): Promise<PrefixReuseCheck> {
  let largestDifference = 0;
  const spent = { fresh: 0, reused: 0 };
  const answers = async (rule: string, message: string, fresh: boolean) =>
    ask(
      {
        messages: [
          { role: "system", content: rule },
          { role: "user", content: message },
        ],
        max_tokens: 12,
        seed: 1,
        ...greedyWithProbabilities,
        stream: false,
      },
      fresh,
    );
  // In their order with the cache first: a fresh call in between would leave another prompt in it.
  const reused = [];
  for (const [rule, message] of checkPrompts) reused.push(await answers(rule, message, false));
  for (const [at, [rule, message]] of checkPrompts.entries()) {
    await onPrompt(at, checkPrompts.length);
    const [kept, fresh] = [reused[at], await answers(rule, message, true)];
    if (kept === undefined || "message" in kept)
      return { kind: "not-possible", message: kept?.message ?? "" };
    if ("message" in fresh) return { kind: "not-possible", message: fresh.message };
    const [a, b] = [kept.answer, fresh.answer].map((answer) => answer.choices[0]?.message.content ?? "");
    if (a !== b)
      return {
        kind: "not-equal",
        message: `On "${message}" the answer was "${a}" with the cache rolled back and "${b}" without.`,
      };
    const [p, q] = [logProbabilities(kept.answer), logProbabilities(fresh.answer)];
    if (p.length === 0 || p.length !== q.length)
      return { kind: "not-possible", message: "The engine gave no log-probabilities to compare." };
    for (const [token, value] of p.entries())
      largestDifference = Math.max(largestDifference, Math.abs(value - (q[token] ?? Number.NaN)));
    if (!(largestDifference < mostDifference))
      return {
        kind: "not-equal",
        message: `Log-probabilities differ by ${largestDifference.toFixed(3)} on "${message}"; less than ${mostDifference} is rounding.`,
      };
    spent.fresh += fresh.ms;
    spent.reused += kept.ms;
  }
  return {
    kind: "passed",
    prompts: checkPrompts.length,
    largestDifference,
    timesFaster: spent.fresh / Math.max(1e-9, spent.reused),
  };
}
