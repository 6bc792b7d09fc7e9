import { proxy } from "comlink";

import { abortedFailure, modelFailure } from "../failure.ts";
import type {
  CompletionOutcome,
  CompletionRequest,
  ModelCapabilities,
  ModelFailure,
  OnWritten,
} from "../language-model.ts";
import type { PrefixReuseCheck, ReusingModel } from "../prefix-reuse-check.ts";
import { answerOfReply } from "../reply/answer-of-reply.ts";
import { emptyReply } from "../reply/reply.ts";
import { takeOpenAi } from "../reply/take-openai.ts";
import { makePrefixQueue, prefixOf } from "../wllama/prefix-queue.ts";
import { makeWriting } from "../writing.ts";
import { checkPrefixReuse } from "./check-prefix-reuse.ts";
import type { EngineFailure } from "./engine-host.ts";
import {
  crashed,
  type EngineThread,
  makeEngineThread,
  type StartedHost,
  stopped,
  type ThreadSettings,
} from "./engine-thread.ts";
import { isLostDevice, webLlmFailure } from "./webllm-failure.ts";
import { timingsOf, toWebLlm } from "./webllm-request.ts";

interface WebLlmSettings extends ThreadSettings {
  readonly identity: string;
  readonly label: string;
  /** A model that thinks and is asked not to. */
  readonly isQuiet: boolean;
  /** How long an interrupt may take before the thread is ended. A prefill cannot be interrupted. */
  readonly interruptPatienceMs?: number;
}

const usualPatienceMs = 3000;

type Asking = readonly [request: CompletionRequest, signal: AbortSignal, onWritten: OnWritten | undefined];

/**
 * A WebLLM model as a LanguageModel. One call at a time; a stop interrupts, and ends the thread if that takes too
 * long; a lost device loads the model afresh and asks the call once more.
 */
export async function openWebLlmModel(settings: WebLlmSettings): Promise<ReusingModel | ModelFailure> {
  const { record, label } = settings;
  const queue = makePrefixQueue();
  const thread = makeEngineThread(settings);
  let disposed = false;

  async function ask(...asking: Asking): Promise<CompletionOutcome> {
    let outcome = await attempt(settings, thread, asking);
    if (isOfEngine(outcome) && !disposed && isWorthAnother(outcome))
      outcome = await attempt(settings, thread, asking);
    if (disposed) return modelFailure("engine-dead", `${label} was unloaded while the call was under way.`);
    return isOfEngine(outcome) ? webLlmFailure(outcome, record.model_id) : outcome;
  }

  const first = await thread.ready();
  if ("kind" in first) return webLlmFailure(first, record.model_id);
  return {
    identity: settings.identity,
    label,
    capabilities: capabilities(thread),
    async complete(request, signal, onWritten) {
      const prefix = prefixOf(request.messages);
      return (await queue.run(prefix, signal, () => ask(request, signal, onWritten))) ?? abortedFailure;
    },
    checkPrefixReuse: (onPrompt) => checkReuse(settings, thread, onPrompt),
    async dispose() {
      disposed = true;
      thread.endAny();
    },
  };
}

function capabilities(thread: EngineThread): ModelCapabilities {
  return {
    // By itself it reads the whole prompt again on every call, unless the call continues the last conversation.
    prefixReuse: thread.reuses() ? "automatic" : "none",
    seed: true,
    temperature: true,
    jsonSchema: true,
    logProbabilities: true,
    deterministic: true,
    maxConcurrent: 1,
    abort: "kill",
  };
}

const isOfEngine = (outcome: CompletionOutcome | EngineFailure): outcome is EngineFailure =>
  outcome.kind === "failed" && "name" in outcome;

/** The engine is gone, and another may do what it did not. */
const isWorthAnother = (failure: EngineFailure): boolean =>
  isLostDevice(failure) || failure.name === "EngineCrashed";

/** Asks the engine once. */
async function attempt(
  settings: WebLlmSettings,
  thread: EngineThread,
  [request, signal, onWritten]: Asking,
): Promise<CompletionOutcome | EngineFailure> {
  const engine = await thread.ready();
  if ("kind" in engine) return engine;
  const started = performance.now();
  const call = send(engine, toWebLlm(request, settings.isQuiet), onWritten);
  const stop = {
    patienceMs: settings.interruptPatienceMs ?? usualPatienceMs,
    force: () => thread.end(engine),
  };
  const outcome = await Promise.race([call, engine.died, stopped(engine, call, signal, stop)]);
  if (outcome.kind === "stopped" || signal.aborted) return abortedFailure;
  if (outcome.kind === "failed") {
    if (isWorthAnother(outcome)) thread.end(engine);
    return outcome;
  }
  if (outcome.answer.choices[0]?.finish_reason === "abort")
    return { kind: "failed", name: "ModelNotLoadedError", message: "the engine gave up the call by itself" };
  const reply = emptyReply();
  takeOpenAi(reply, { ...outcome.answer });
  reply.counts.cachedPrompt ??= outcome.cachedTokens;
  const latencyMs = performance.now() - started;
  return answerOfReply(reply, request, {
    label: settings.label,
    latencyMs,
    timings: timingsOf(outcome.answer),
  });
}

/** Word by word where somebody listens. */
function send(
  { api }: StartedHost,
  asked: ReturnType<typeof toWebLlm>,
  onWritten: OnWritten | undefined,
): ReturnType<StartedHost["api"]["chat"]> {
  if (onWritten === undefined) return api.chat(asked).catch(crashed);
  const tell = makeWriting(onWritten);
  return api
    .stream(
      asked,
      proxy((text: string) => tell(text, "")),
    )
    .catch(crashed);
}

async function checkReuse(
  { record }: WebLlmSettings,
  thread: EngineThread,
  onPrompt?: (done: number, of: number) => Promise<void>,
): Promise<PrefixReuseCheck | ModelFailure> {
  const engine = await thread.ready();
  if ("kind" in engine) return webLlmFailure(engine, record.model_id);
  if (!thread.reuses())
    return {
      kind: "not-possible",
      message: "This model keeps a state that cannot be rolled back, or this engine is built otherwise.",
    };
  return checkPrefixReuse(async (request, fresh) => {
    const asked = performance.now();
    const outcome = await Promise.race([engine.api.chat(request, fresh).catch(crashed), engine.died]);
    return outcome.kind === "failed"
      ? webLlmFailure(outcome, record.model_id)
      : { answer: outcome.answer, ms: performance.now() - asked };
  }, onPrompt);
}
