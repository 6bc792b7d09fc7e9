import type { ReflectionAnswer, ReflectionRequest } from "../engine/ports.ts";
import { mayPass, modelFailure } from "../models/failure.ts";
import type { CompletionOutcome, CompletionRequest, ModelFailure } from "../models/language-model.ts";
import { ownCount } from "../models/own-count.ts";
import { commitReflection } from "../storage/answers.ts";
import { readReflection } from "../storage/read/reflections.ts";
import type { ReflectionRow } from "../storage/rows.ts";
import { coachLabel, coachReflect } from "../tasks/coach/coach.ts";
import { failureReach } from "./failure-policy.ts";
import { whyNotAnswering } from "./is-answering.ts";
import { limitWait } from "./outer-limit.ts";
import { recordByRecordPrompt, reflectRecordByRecord } from "./reflect-record-by-record.ts";
import type { SetAside } from "./request-purse.ts";
import type { RunContext } from "./run-context.ts";
import { never } from "./run-control.ts";
import type { ReadyModel } from "./run-models.ts";
import { usualRequests } from "./run-rollout.ts";
import { waitForModel } from "./wait-for-model.ts";

/** The engine's `reflect` port. */
type Reflect = (request: ReflectionRequest) => Promise<ReflectionAnswer>;

/** Longest reply asked of a model that was not told otherwise; an instruction plus its reasoning. */
const replyTokens = 4096;

/**
 * Asks the coach, a model or a person, once per callIndex: an answer that is stored is given again. When the run is to
 * rest it never returns.
 */
export function makeReflect(context: RunContext): Reflect {
  const { run, db, control } = context;
  let underWay = 0;
  let forPerson = 0;

  return async (request) => {
    underWay += 1;
    const stored = await readReflection(db, run.id, request.callIndex);
    if (stored !== undefined && stored.answer.kind !== "waiting") return done(answerOf(stored));
    if (control.stop.aborted) return done(stopped);
    if (control.isHalting()) return restPaused();
    const row = await control.track(ask(request, stored));
    if (row !== undefined) return done(answerOf(row));
    return control.stop.aborted ? done(stopped) : never();
  };

  function done(answer: ReflectionAnswer): ReflectionAnswer {
    underWay -= 1;
    restForPerson();
    return answer;
  }

  /** Several prompts asked at once wait together: the run rests when only people are left to answer. */
  function restForPerson(): void {
    if (forPerson > 0 && forPerson === underWay)
      control.rest({ kind: "waiting", reason: { kind: "by-hand", callIndexes: [] } });
  }

  function restPaused(): Promise<never> {
    control.rest({ kind: "paused" });
    return never();
  }

  async function ask(
    request: ReflectionRequest,
    stored: ReflectionRow | undefined,
  ): Promise<ReflectionRow | undefined> {
    switch (run.reflection.kind) {
      case "coach":
        return commit(coachRow(request));
      case "by-hand":
        if (stored === undefined) await commit(blank(request, "A person", { kind: "waiting" }));
        forPerson += 1;
        restForPerson();
        return undefined;
      default:
        return askModel(request);
    }
  }

  async function askModel(request: ReflectionRequest): Promise<ReflectionRow | undefined> {
    const limit = context.reachedLimit();
    if (limit !== null) {
      control.rest({ kind: "waiting", reason: limitWait(limit) });
      return undefined;
    }
    const ready = await context.models.get("reflection");
    if (ready.kind === "failed") return restOn(ready);
    const outcome = await askTwice(ready, request);
    context.onWriting("");
    if (outcome.kind === "failed") {
      const gone = await whyGone(outcome);
      if (gone !== null) return restOn(gone);
    } else {
      const letter = { messages: [{ role: "user", content: request.prompt }], maxTokens: 0 } as const;
      context.meter.add("reflection", { ...outcome, usage: ownCount(letter, outcome) });
    }
    return commit(modelRow(request, ready.used.label, outcome));
  }

  async function askTwice(ready: ReadyModel, request: ReflectionRequest): Promise<CompletionOutcome> {
    const purse = context.purses.letters.open(1);
    if (purse === null) return noLetterLeft;
    const outcome = await askOnce(ready, request, purse);
    // What is slow was asked again by the model itself, and may still be at work.
    const goesAgain = outcome.kind === "failed" && mayPass(outcome) === "often";
    const last = goesAgain ? await askOnce(ready, request, purse) : outcome;
    purse.close();
    return last;
  }

  async function askOnce(
    ready: ReadyModel,
    request: ReflectionRequest,
    purse: SetAside,
  ): Promise<CompletionOutcome> {
    const mostRequests = purse.next();
    if (mostRequests === 0) return noLetterLeft;
    const outcome = await askFor(ready, request, mostRequests);
    purse.note(outcome.requests ?? usualRequests(outcome));
    return outcome;
  }

  async function askFor(
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
        ({ text, reasoning }) => context.onWriting(text || reasoning),
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

  /** Null when it is this letter alone that cannot be answered. */
  async function whyGone(failure: ModelFailure): Promise<ModelFailure | null> {
    const reach = failureReach(failure.error);
    if (reach === "perhaps") return whyNotAnswering(context, "reflection", context.purses.letters);
    return reach === "run" ? failure : null;
  }

  async function commit(row: ReflectionRow): Promise<ReflectionRow> {
    await context.writer.write(() => commitReflection(context.strictDb, row));
    return row;
  }

  function restOn(failure: ModelFailure): undefined {
    if (control.stop.aborted) return undefined;
    control.rest({ kind: "waiting", reason: waitForModel(context, "reflection", failure) });
    return undefined;
  }

  function blank(request: ReflectionRequest, by: string, answer: ReflectionRow["answer"]): ReflectionRow {
    const { callIndex, component } = request;
    const prompt =
      run.reflection.kind === "embedded-reflector" ? recordByRecordPrompt(request) : request.prompt;
    return {
      runId: run.id,
      callIndex,
      component,
      prompt,
      answer,
      by,
      usage: {},
      latencyMs: 0,
      at: context.now(),
    };
  }

  function coachRow(request: ReflectionRequest): ReflectionRow {
    const { component, currentText, records, attempt, callIndex, prompt } = request;
    const { text } = coachReflect({
      component,
      currentText,
      records,
      attempt,
      prompt,
      seed: run.engine.seed + callIndex,
    });
    return blank(request, coachLabel, { kind: "answered", text, finishReason: "stop" });
  }

  function modelRow(request: ReflectionRequest, by: string, outcome: CompletionOutcome): ReflectionRow {
    if (outcome.kind === "failed")
      return blank(request, by, { kind: "failed", error: outcome.error, message: outcome.message });
    const { text, reasoning, finishReason, usage, latencyMs, costUsd } = outcome;
    return {
      ...blank(request, by, {
        kind: "answered",
        text,
        finishReason,
        ...(reasoning === undefined ? {} : { reasoning }),
      }),
      usage,
      latencyMs,
      ...(costUsd === undefined ? {} : { costUsd }),
    };
  }
}

const noLetterLeft = modelFailure(
  "requests-spent",
  "The letter was not sent: letters that failed and were sent again have used up the reflections.",
);

const stopped: ReflectionAnswer = { kind: "failed", reason: "stopped" };

function replyLength(choice: RunContext["run"]["reflection"]): number {
  return choice.kind === "remote" ? (choice.maxTokens ?? replyTokens) : replyTokens;
}

/** Fewer characters a token than most texts have. */
const charactersPerToken = 3;
const leastReply = 256;

/** Tokens that a model's context leaves beside the prompt, where the context is known. */
function roomFor(prompt: string, contextLength = Infinity): number {
  return Math.max(leastReply, contextLength - Math.ceil(prompt.length / charactersPerToken));
}

function answerOf({ answer }: ReflectionRow): ReflectionAnswer {
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
