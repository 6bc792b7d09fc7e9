import type { ChatCompletion, ChatCompletionRequestNonStreaming } from "@mlc-ai/web-llm";

import { type EngineFailure, type EngineLike, makeEngineHost } from "../../src/models/webllm/engine-host.ts";
import type { StartedHost } from "../../src/models/webllm/engine-thread.ts";
import type { PipelineLike } from "../../src/models/webllm/prefix-reuse.ts";
import { seededHash } from "./seeded-hash.ts";

/** How the fake departs from the package; what is left out is as in 0.2.86. */
export interface PipelineScript {
  readonly kvStateKind?: string;
  readonly slidingWindowSize?: number;
  /** A runtime that takes one token more than it was asked to. */
  readonly popsTooMuch?: boolean;
  /** This call throws in the middle of reading its prompt. */
  readonly breaksOn?: (call: number) => boolean;
}

/** Pieces the prompt is read in. */
const chunkTokens = 8;
const answerTokens = 4;

/** The pipeline between two calls. */
interface Pipeline {
  readonly like: PipelineLike & { resetChat(): void };
  /** Tokens of the prompt of the call under way. */
  prompt: readonly number[];
  calls: number;
  /** Tokens that were read. */
  readonly log: { forwarded: number };
  readonly cache: number[];
}

const tokensOf = (text: string): readonly number[] => text.split(/\b/).map((word) => seededHash([1, word]));

/**
 * WebLLM 0.2.86's pipeline as far as the cache goes, after its source: a call that does not continue the last
 * conversation resets the cache, reads its whole prompt in chunks and checks the cache's length after each, then
 * feeds back each token it wrote but the last. It gives log-probabilities only where `top_logprobs` is more than 0, and at
 * temperature 0 says that every token was certain. What it "writes" depends on every token in the cache and their order, so
 * that a cache that holds anything else gives another answer.
 */
export function makeFakePipeline(script: PipelineScript = {}) {
  const pipeline = openPipeline(script);
  const engine: EngineLike = {
    chat: { completions: { create: (request) => generate(pipeline, { ...request, stream: false }) } },
    setAppConfig: () => undefined,
    setInitProgressCallback: () => undefined,
    reload: async () => undefined,
    interruptGenerate: async () => undefined,
  };
  return {
    log: pipeline.log,
    startHost: (): StartedHost => ({
      api: makeEngineHost(engine, [], () => pipeline.like),
      died: new Promise<EngineFailure>(() => undefined),
      kill: () => undefined,
    }),
  };
}

function openPipeline(script: PipelineScript): Pipeline {
  const cache: number[] = [];
  const log = { forwarded: 0 };
  const like: Pipeline["like"] = {
    kvStateKind: script.kvStateKind ?? "kv_cache",
    slidingWindowSize: script.slidingWindowSize ?? -1,
    kvCache: cache,
    filledKVCacheLength: 0,
    tvm: makeRuntime(script),
    resetKVCache: () => void (cache.length = 0),
    getInputData: async () => [[[...pipeline.prompt]], pipeline.prompt.length, () => 0],
    async embedAndForward(input, length) {
      if (length > chunkTokens)
        throw new Error("InternalError: expect inputDataLen <= this.prefillChunkSize.");
      if (script.breaksOn?.(pipeline.calls) === true && cache.length > chunkTokens)
        throw new Error("a shader did not compile");
      cache.push(...(input.flat() as number[]));
      like.filledKVCacheLength += length;
      log.forwarded += length;
    },
    resetChat() {
      like.resetKVCache();
      like.filledKVCacheLength = 0;
    },
  };
  const pipeline: Pipeline = { like, prompt: [], calls: 0, log, cache };
  return pipeline;
}

/** The one function of the package's runtime that is used, to be called within a scope as there. */
function makeRuntime(script: PipelineScript): PipelineLike["tvm"] {
  let scopes = 0;
  return {
    beginScope: () => void scopes++,
    endScope: () => void scopes--,
    scalar: (value, dtype) => ({ value, dtype }),
    getGlobalFunc(name) {
      if (scopes === 0) throw new Error("must be called within a scope");
      if (name !== "vm.builtin.kv_state_popn") throw new Error(`no global function ${name}`);
      return (state, _sequence, count) => {
        const { value } = count as { value: number };
        (state as number[]).length -= value + (script.popsTooMuch === true ? 1 : 0);
      };
    },
  };
}

async function generate(
  pipeline: Pipeline,
  request: ChatCompletionRequestNonStreaming,
): Promise<ChatCompletion> {
  const { like, cache } = pipeline;
  pipeline.calls++;
  like.resetChat();
  pipeline.prompt = tokensOf(
    request.messages.map(({ role, content }) => `<${role}>${String(content)}`).join("\n"),
  );
  const [input, promptTokens] = await like.getInputData();
  const tokens = input.flat() as number[];
  const forward = async (part: readonly number[]): Promise<void> => {
    const before = like.filledKVCacheLength;
    await like.embedAndForward([part], part.length);
    if (like.filledKVCacheLength !== before + part.length)
      throw new Error("Internal Error: filledKVCacheLength does not match expected value.");
  };
  for (let at = 0; at < tokens.length; at += chunkTokens) await forward(tokens.slice(at, at + chunkTokens));
  const written: number[] = [];
  for (let step = 0; step < answerTokens; step++) {
    if (step > 0) await forward([written.at(-1) ?? 0]);
    written.push(seededHash(cache));
  }
  const hasLogProbabilities = request.logprobs === true && (request.top_logprobs ?? 0) > 0;
  const likely = written.map((token) => (request.temperature === 0 ? 0 : -(token % 1000) / 1000));
  return completion(written, promptTokens, hasLogProbabilities ? likely : []);
}

/** `likely` are the log-probabilities it tells of its tokens. */
function completion(
  written: readonly number[],
  promptTokens: number,
  likely: readonly number[],
): ChatCompletion {
  return {
    id: "fake",
    object: "chat.completion",
    model: "m",
    created: 0,
    choices: [
      {
        index: 0,
        finish_reason: "stop",
        message: { role: "assistant", content: written.map((token) => token.toString(36)).join(" ") },
        logprobs: {
          content: likely.map((logprob, at) => ({
            token: String(written[at]),
            bytes: null,
            logprob,
            top_logprobs: [],
          })),
        },
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: answerTokens,
      total_tokens: promptTokens + answerTokens,
    },
  } as unknown as ChatCompletion;
}
