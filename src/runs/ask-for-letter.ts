import type { ReflectionRequest } from "../engine/ports.ts";
import { mayPass, modelFailure } from "../models/failure.ts";
import type { CompletionOutcome, CompletionRequest } from "../models/language-model.ts";
import { isEndpoint } from "../models/model-choice.ts";
import { reflectRecordByRecord } from "./reflect-record-by-record.ts";
import type { SetAside } from "./request-purse.ts";
import type { RunContext } from "./run-context.ts";
import type { ReadyModel } from "./run-models.ts";
import { usualRequests } from "./run-rollout.ts";

/** Longest reply asked of a model that was not told otherwise; an instruction plus its reasoning. */
const replyTokens = 4096;

const noLetterLeft = modelFailure(
  "requests-spent",
  "The letter was not sent: letters that failed and were sent again have used up the reflections.",
);

/** Sends a letter to the Reflection model, twice where the first went wrong by chance; within what the purse still holds. */
export async function askForLetter(
  context: RunContext,
  ready: ReadyModel,
  request: ReflectionRequest,
): Promise<CompletionOutcome> {
  const purse = context.purses.letters.open(1);
  if (purse === null) return noLetterLeft;
  const outcome = await askOnce(context, ready, request, purse);
  // What is slow was asked again by the model itself, and may still be at work.
  const goesAgain = outcome.kind === "failed" && mayPass(outcome) === "often";
  const last = goesAgain ? await askOnce(context, ready, request, purse) : outcome;
  purse.close();
  return last;
}

async function askOnce(
  context: RunContext,
  ready: ReadyModel,
  request: ReflectionRequest,
  purse: SetAside,
): Promise<CompletionOutcome> {
  const mostRequests = purse.next();
  if (mostRequests === 0) return noLetterLeft;
  const outcome = await send(context, ready, request, mostRequests);
  purse.note(outcome.requests ?? usualRequests(outcome));
  return outcome;
}

function send(
  { run, control, onWriting }: RunContext,
  ready: ReadyModel,
  request: ReflectionRequest,
  mostRequests?: number,
): Promise<CompletionOutcome> {
  const bound = mostRequests === undefined ? {} : { mostRequests };
  const complete = (question: CompletionRequest) =>
    ready.complete(
      question,
      { runId: run.id, callIndex: request.callIndex, purpose: "reflection", ...bound },
      control.stop,
      ({ text, reasoning }) => onWriting(text || reasoning),
    );
  if (run.reflection.kind === "embedded-reflector") return reflectRecordByRecord(request, complete);
  return complete({
    messages: [{ role: "user", content: request.prompt }],
    maxTokens: Math.min(
      replyLength(run.reflection),
      request.maxTokens ?? Number.POSITIVE_INFINITY,
      roomFor(request.prompt, ready.used.contextLength),
    ),
    ...request.sampling,
  });
}

function replyLength(choice: RunContext["run"]["reflection"]): number {
  return isEndpoint(choice) ? (choice.maxTokens ?? replyTokens) : replyTokens;
}

/** Fewer characters a token than most texts have. */
const charactersPerToken = 3;
const leastReply = 256;

/** Tokens that a model's context leaves beside the prompt, where the context is known. */
function roomFor(prompt: string, contextLength = Infinity): number {
  return Math.max(leastReply, contextLength - Math.ceil(prompt.length / charactersPerToken));
}
