import type { ReflectionRequest } from "../engine/ports.ts";
import type { CompletionOutcome, CompletionRequest, TokenUsage } from "../models/language-model.ts";
import { recordLines } from "../tasks/reflector/record-lines.ts";
import { reflectorAnswer, reflectorReplyTokens } from "../tasks/reflector/reflector.ts";

/** What the embedded reflector is asked about one record: the instruction, and the record in its published layout. */
function questionAbout(
  currentText: string,
  record: ReflectionRequest["records"][number]["record"],
): CompletionRequest {
  return {
    messages: [
      { role: "system", content: currentText },
      { role: "user", content: recordLines(record) },
    ],
    maxTokens: reflectorReplyTokens,
    temperature: 0,
  };
}

/** All the embedded reflector gets to read for one reflection; this is stored as its prompt. */
export function recordByRecordPrompt({ currentText, records }: ReflectionRequest): string {
  return [currentText, ...records.map(({ record }) => recordLines(record))].join("\n\n");
}

/** Asks the embedded reflector about each record in turn and makes one answer of its replies. */
export async function reflectRecordByRecord(
  { currentText, records }: ReflectionRequest,
  complete: (question: CompletionRequest) => Promise<CompletionOutcome>,
): Promise<CompletionOutcome> {
  const replies: string[] = [];
  let usage: TokenUsage = {};
  let latencyMs = 0;
  for (const { record } of records) {
    const outcome = await complete(questionAbout(currentText, record));
    if (outcome.kind === "failed") return outcome;
    replies.push(outcome.text);
    usage = added(usage, outcome.usage);
    latencyMs += outcome.latencyMs;
  }
  return {
    kind: "completed",
    text: reflectorAnswer(currentText, replies),
    finishReason: "stop",
    usage,
    latencyMs,
  };
}

/** Counts of two calls together; what neither reported stays unreported. */
function added(left: TokenUsage, right: TokenUsage): TokenUsage {
  const names = ["promptTokens", "cachedPromptTokens", "completionTokens"] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const sum = (left[name] ?? 0) + (right[name] ?? 0);
      return left[name] === undefined && right[name] === undefined ? [] : [[name, sum]];
    }),
  );
}
