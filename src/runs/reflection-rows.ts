import type { ReflectionAnswer, ReflectionRequest } from "../engine/ports.ts";
import type { CompletionOutcome } from "../models/language-model.ts";
import type { ReflectionRow } from "../storage/rows.ts";
import { coachLabel, coachReflect } from "../tasks/coach/coach.ts";
import { recordByRecordPrompt } from "./reflect-record-by-record.ts";
import type { RunContext } from "./run-context.ts";

/** A letter that nobody has answered, or that `by` answered with this; nothing measured of it yet. */
export function reflectionRow(
  { run, now }: RunContext,
  request: ReflectionRequest,
  by: string,
  answer: ReflectionRow["answer"],
): ReflectionRow {
  const { callIndex, component } = request;
  const prompt =
    run.reflection.kind === "embedded-reflector" ? recordByRecordPrompt(request) : request.prompt;
  return { runId: run.id, callIndex, component, prompt, answer, by, usage: {}, latencyMs: 0, at: now() };
}

/** What the coach makes of a letter. */
export function coachRow(context: RunContext, request: ReflectionRequest): ReflectionRow {
  const { component, currentText, records, attempt, callIndex, prompt } = request;
  const seed = context.run.engine.seed + callIndex;
  const { text } = coachReflect({ component, currentText, records, attempt, prompt, seed });
  return reflectionRow(context, request, coachLabel, { kind: "answered", text, finishReason: "stop" });
}

/** What a model of this label made of a letter. */
export function modelRow(
  context: RunContext,
  request: ReflectionRequest,
  by: string,
  outcome: CompletionOutcome,
): ReflectionRow {
  if (outcome.kind === "failed") {
    const { error, message } = outcome;
    return reflectionRow(context, request, by, { kind: "failed", error, message });
  }
  const { text, reasoning, finishReason, usage, latencyMs, costUsd } = outcome;
  const thought = reasoning === undefined ? {} : { reasoning };
  return {
    ...reflectionRow(context, request, by, { kind: "answered", text, finishReason, ...thought }),
    usage,
    latencyMs,
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

/** A stored letter's answer as the engine takes it. */
export function answerOf({ answer }: ReflectionRow): ReflectionAnswer {
  switch (answer.kind) {
    case "answered": {
      const { text, finishReason } = answer;
      return {
        kind: "answered",
        text,
        finishReason: finishReason === "content-filter" ? "other" : finishReason,
      };
    }
    case "failed":
      return { kind: "failed", reason: `${answer.error}: ${answer.message}` };
    case "waiting":
      throw new Error("a reflection that waits for a person is no answer");
  }
}
