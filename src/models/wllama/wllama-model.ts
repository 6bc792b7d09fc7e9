import type { LoadModelParams } from "@wllama/wllama/esm/types/types.js";

import { abortedFailure, describeThrown, modelFailure } from "../failure.ts";
import type {
  Completion,
  CompletionOutcome,
  CompletionRequest,
  LanguageModel,
  ModelFailure,
  OnWritten,
} from "../language-model.ts";
import type { Thinking } from "../model-choice.ts";
import { answerOfReply } from "../reply/answer-of-reply.ts";
import { emptyReply } from "../reply/reply.ts";
import { takeOpenAi } from "../reply/take-openai.ts";
import { makeWriting } from "../writing.ts";
import { openEngine, type WllamaEngine } from "./open-engine.ts";
import { makePrefixQueue, prefixOf } from "./prefix-queue.ts";
import { countPromptsAside } from "./prompts-aside.ts";
import { timingsOf, toWllama } from "./wllama-request.ts";

/** What is to be loaded: the parts of one GGUF and how. */
interface GgufModel {
  readonly identity: string;
  readonly label: string;
  readonly files: readonly Blob[];
  readonly options: LoadModelParams;
  readonly thinking?: Thinking;
}

export interface WllamaModel extends LanguageModel {
  readonly contextLength: number;
}

const capabilities: LanguageModel["capabilities"] = {
  prefixReuse: "automatic",
  seed: true,
  temperature: true,
  jsonSchema: true,
  logProbabilities: true,
  deterministic: true,
  maxConcurrent: 1,
  abort: "token",
};

/** What a thrown error means for the call; `undefined` is "the engine itself is broken". */
function failureOfCall(thrown: unknown, signal: AbortSignal): ModelFailure | undefined {
  if (signal.aborted) return abortedFailure;
  const text = describeThrown(thrown);
  if (/exceeds the available context size|context (size|length) exceeded/i.test(text))
    return modelFailure(
      "context-overflow",
      `The prompt does not fit the model's context: ${text}. Shorten the prompt, or load the model with a longer context.`,
    );
  const isInferenceError =
    typeof thrown === "object" && thrown !== null && "type" in thrown && thrown.type === "inference_error";
  return isInferenceError
    ? modelFailure("bad-response", `The model could not answer this request: ${text}`)
    : undefined;
}

/**
 * A GGUF as a LanguageModel. One call at a time (more calls than slots hang the engine), calls of one prompt
 * together. A dead engine (out of memory, bytes that are not UTF-8) is loaded afresh and the call asked once more.
 */
export async function openWllamaModel(model: GgufModel, open = openEngine): Promise<WllamaModel> {
  const first = await open(model.files, model.options);
  let engine: WllamaEngine | undefined = first;
  let disposed = false;
  let lastCrash = "";
  const queue = makePrefixQueue();
  const aside = countPromptsAside(first.bytesPerToken);

  async function closeEngine(): Promise<void> {
    aside.empty();
    await engine?.close();
    engine = undefined;
  }

  async function attempt(
    request: CompletionRequest,
    signal: AbortSignal,
    onWritten: OnWritten | undefined,
  ): Promise<CompletionOutcome | undefined> {
    const prefix = prefixOf(request.messages);
    try {
      if (aside.isFullFor(prefix)) await closeEngine();
      engine ??= await open(model.files, model.options);
      const started = performance.now();
      const reply = emptyReply();
      const tell = makeWriting(onWritten);
      let timings: Completion["timings"];
      const how = { thinking: model.thinking, streams: onWritten !== undefined };
      await engine.chat(toWllama(request, signal, how), (piece) => {
        takeOpenAi(reply, { ...piece });
        reply.counts.cachedPrompt ??= piece.timings?.cache_n;
        timings = timingsOf(piece) ?? timings;
        tell(reply.text, reply.reasoning);
      });
      const about = { label: model.label, latencyMs: performance.now() - started };
      const outcome = answerOfReply(reply, request, timings === undefined ? about : { ...about, timings });
      if (outcome.usage !== undefined) aside.add(prefix, outcome.usage);
      return outcome;
    } catch (thrown) {
      if (disposed)
        return modelFailure("engine-dead", `${model.label} was unloaded while the call was under way.`);
      const failure = failureOfCall(thrown, signal);
      if (failure !== undefined) return failure;
      lastCrash = describeThrown(thrown);
      await closeEngine();
      return undefined;
    }
  }

  return {
    identity: model.identity,
    label: model.label,
    contextLength: first.contextLength,
    capabilities,
    async complete(request, signal, onWritten) {
      const outcome = await queue.run(prefixOf(request.messages), signal, async () => {
        if (disposed) return modelFailure("engine-dead", `${model.label} is not loaded any more.`);
        return (
          (await attempt(request, signal, onWritten)) ??
          (await attempt(request, signal, onWritten)) ??
          modelFailure(
            "engine-dead",
            `The engine of ${model.label} stopped twice on the same request (${lastCrash}). The next call loads it afresh; a smaller model or a shorter context may help.`,
          )
        );
      });
      return outcome ?? abortedFailure;
    },
    async dispose() {
      disposed = true;
      await closeEngine();
    },
  };
}
