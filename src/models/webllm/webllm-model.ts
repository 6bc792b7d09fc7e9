import type { ChatOptions, ModelRecord } from "@mlc-ai/web-llm";
import { proxy } from "comlink";

import { abortedFailure, describeThrown, modelFailure } from "../failure.ts";
import type {
  CompletionOutcome,
  CompletionRequest,
  LanguageModel,
  ModelFailure,
  OnWritten,
} from "../language-model.ts";
import { answerOfReply } from "../reply/answer-of-reply.ts";
import { emptyReply } from "../reply/reply.ts";
import { takeOpenAi } from "../reply/take-openai.ts";
import { makePrefixQueue, prefixOf } from "../wllama/prefix-queue.ts";
import { makeWriting } from "../writing.ts";
import { checkPrefixReuse, type PrefixReuseCheck } from "./check-prefix-reuse.ts";
import type { EngineFailure, EngineHostApi } from "./engine-host.ts";
import { isLostDevice, webLlmFailure } from "./webllm-failure.ts";
import { timingsOf, toWebLlm } from "./webllm-request.ts";

/** A started thread with an engine in it. `died` resolves if the thread crashes. */
export interface StartedHost {
  readonly api: EngineHostApi;
  readonly died: Promise<EngineFailure>;
  kill(): void;
}

interface WebLlmSettings {
  readonly record: ModelRecord;
  readonly identity: string;
  readonly label: string;
  readonly options: ChatOptions;
  /** A model that thinks and is asked not to. */
  readonly isQuiet: boolean;
  /** Experimental: what two prompts share is read once. Only after the check on this device. */
  readonly reusePrefixes?: boolean;
  readonly startHost: () => StartedHost;
  readonly onProgress: (text: string) => Promise<void>;
  /** How long an interrupt may take before the thread is ended. A prefill cannot be interrupted. */
  readonly interruptPatienceMs?: number;
}

const usualPatienceMs = 3000;

export interface WebLlmModel extends LanguageModel {
  /** Whether rolling its cache back gives the same answers on this device; for models opened with `reusePrefixes`. */
  checkPrefixReuse(
    onPrompt?: (done: number, of: number) => Promise<void>,
  ): Promise<PrefixReuseCheck | ModelFailure>;
}

/**
 * A WebLLM model as a LanguageModel. One call at a time; a stop interrupts, and ends the thread if that takes too
 * long; a lost device loads the model afresh and asks the call once more.
 */
export async function openWebLlmModel(settings: WebLlmSettings): Promise<WebLlmModel | ModelFailure> {
  const { record, options, label } = settings;
  const queue = makePrefixQueue();
  let host: StartedHost | undefined;
  let disposed = false;
  let reuses = false;

  /** The engine with the model in it, started if need be. */
  async function ready(): Promise<StartedHost | EngineFailure> {
    if (host !== undefined) return host;
    const starting = settings.startHost();
    host = starting;
    const loaded = await Promise.race([
      starting.api.load(record, options, settings.onProgress, settings.reusePrefixes).catch(crashed),
      starting.died,
    ]);
    if (loaded.kind === "ready") {
      reuses = loaded.reuses;
      return starting;
    }
    end(starting);
    return loaded;
  }

  function end(which: StartedHost): void {
    which.kill();
    if (host === which) host = undefined;
  }

  async function attempt(
    request: CompletionRequest,
    signal: AbortSignal,
    onWritten: OnWritten | undefined,
  ): Promise<CompletionOutcome | EngineFailure> {
    const engine = await ready();
    if ("kind" in engine) return engine;
    const started = performance.now();
    const asked = toWebLlm(request, settings.isQuiet);
    const tell = makeWriting(onWritten);
    const call = (
      onWritten === undefined
        ? engine.api.chat(asked)
        : engine.api.stream(
            asked,
            proxy((text: string) => tell(text, "")),
          )
    ).catch(crashed);
    const outcome = await Promise.race([call, engine.died, stopped(engine, call, signal)]);
    if (outcome.kind === "stopped" || signal.aborted) return abortedFailure;
    if (outcome.kind === "failed") {
      if (isLostDevice(outcome) || outcome.name === "EngineCrashed") end(engine);
      return outcome;
    }
    if (outcome.answer.choices[0]?.finish_reason === "abort")
      return {
        kind: "failed",
        name: "ModelNotLoadedError",
        message: "the engine gave up the call by itself",
      };
    const reply = emptyReply();
    takeOpenAi(reply, { ...outcome.answer });
    reply.counts.cachedPrompt ??= outcome.cachedTokens;
    return answerOfReply(reply, request, {
      label,
      latencyMs: performance.now() - started,
      timings: timingsOf(outcome.answer),
    });
  }

  /** Settles once a stopped call has left the engine, by itself or by force; never otherwise. */
  function stopped(
    engine: StartedHost,
    call: Promise<unknown>,
    signal: AbortSignal,
  ): Promise<{ readonly kind: "stopped" }> {
    return new Promise((resolve) => {
      const stop = (): void => {
        void engine.api.interrupt().catch(() => undefined);
        const patience = setTimeout(() => {
          end(engine);
          resolve({ kind: "stopped" });
        }, settings.interruptPatienceMs ?? usualPatienceMs);
        void call.finally(() => {
          clearTimeout(patience);
          resolve({ kind: "stopped" });
        });
      };
      if (signal.aborted) return stop();
      signal.addEventListener("abort", stop, { once: true });
      void call.finally(() => signal.removeEventListener("abort", stop));
    });
  }

  async function ask(
    request: CompletionRequest,
    signal: AbortSignal,
    onWritten: OnWritten | undefined,
  ): Promise<CompletionOutcome> {
    let outcome = await attempt(request, signal, onWritten);
    if (
      outcome.kind === "failed" &&
      "name" in outcome &&
      !disposed &&
      (isLostDevice(outcome) || outcome.name === "EngineCrashed")
    )
      outcome = await attempt(request, signal, onWritten);
    if (disposed) return modelFailure("engine-dead", `${label} was unloaded while the call was under way.`);
    return outcome.kind === "failed" && "name" in outcome ? webLlmFailure(outcome, record.model_id) : outcome;
  }

  const first = await ready();
  if ("kind" in first) return webLlmFailure(first, record.model_id);
  return {
    identity: settings.identity,
    label,
    capabilities: {
      // By itself it reads the whole prompt again on every call, unless the call continues the last conversation.
      prefixReuse: reuses ? "automatic" : "none",
      seed: true,
      temperature: true,
      jsonSchema: true,
      logProbabilities: true,
      deterministic: true,
      maxConcurrent: 1,
      abort: "kill",
    },
    async complete(request, signal, onWritten) {
      return (
        (await queue.run(prefixOf(request.messages), signal, () => ask(request, signal, onWritten))) ??
        abortedFailure
      );
    },
    async checkPrefixReuse(onPrompt) {
      const engine = await ready();
      if ("kind" in engine) return webLlmFailure(engine, record.model_id);
      if (!reuses)
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
    },
    async dispose() {
      disposed = true;
      if (host !== undefined) end(host);
    },
  };
}

function crashed(thrown: unknown): EngineFailure {
  return { kind: "failed", name: "EngineCrashed", message: describeThrown(thrown) };
}
