import type {
  AppConfig,
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  ChatCompletionRequestNonStreaming,
  ChatOptions,
  InitProgressReport,
  ModelRecord,
} from "@mlc-ai/web-llm";

import { type PipelineLike, type PrefixReuse, reusePrefixes } from "./prefix-reuse.ts";

/** The part of WebLLM's engine that is used here; its `MLCEngine` has it. */
export interface EngineLike {
  readonly chat: {
    readonly completions: {
      create(request: ChatCompletionRequest): Promise<ChatCompletion | AsyncIterable<ChatCompletionChunk>>;
    };
  };
  setAppConfig(config: AppConfig): void;
  setInitProgressCallback(callback: (report: InitProgressReport) => void): void;
  reload(modelId: string, options?: ChatOptions): Promise<void>;
  interruptGenerate(): Promise<void>;
}

/** An error of the engine, by class name: classes do not cross threads, and their names are WebLLM's contract. */
export interface EngineFailure {
  readonly kind: "failed";
  readonly name: string;
  readonly message: string;
}

interface Answered {
  readonly kind: "answered";
  readonly answer: ChatCompletion;
  /** Tokens of the prompt that were not read again; only where prompts are kept. */
  readonly cachedTokens?: number;
}

/** What the thread that holds the engine offers; it is ended to kill what cannot be interrupted. */
export interface EngineHostApi {
  /** The package's own record of every language model it lists. */
  listRecords(): Promise<readonly ModelRecord[]>;
  /** `reuse`: what two prompts share is read once, where the engine is built as expected. */
  load(
    record: ModelRecord,
    options: ChatOptions,
    onProgress: (text: string) => Promise<void>,
    reuse?: boolean,
  ): Promise<{ readonly kind: "ready"; readonly reuses: boolean } | EngineFailure>;
  /** `fresh`: the prompt is read whole, whatever is kept. */
  chat(request: ChatCompletionRequestNonStreaming, fresh?: boolean): Promise<Answered | EngineFailure>;
  /** The same, told while it writes: `onText` gets all of it so far, and is not waited for. */
  stream(
    request: ChatCompletionRequestNonStreaming,
    onText: (text: string) => void,
  ): Promise<Answered | EngineFailure>;
  interrupt(): Promise<void>;
}

function failure(thrown: unknown): EngineFailure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  // Some errors arrive as text that begins with their class name.
  const named = /^(\w+Error): /.exec(error.message)?.[1];
  return {
    kind: "failed",
    name: error.name === "Error" ? (named ?? "Error") : error.name,
    message: error.message,
  };
}

/** Nobody reads faster. */
const gapMs = 100;

/** Puts the pieces of a stream together as the engine itself does when it does not stream. */
async function gathered(
  chunks: AsyncIterable<ChatCompletionChunk>,
  onText: (text: string) => void,
): Promise<ChatCompletion> {
  let text = "";
  let last: ChatCompletionChunk | undefined;
  let finish: ChatCompletion.Choice["finish_reason"] = "stop";
  let usage: ChatCompletion["usage"];
  const tokens: ChatCompletion.Choice.Logprobs["content"] = [];
  let toldAt = -Infinity;
  for await (const chunk of chunks) {
    last = chunk;
    const [choice] = chunk.choices;
    text += choice?.delta.content ?? "";
    finish = choice?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
    tokens.push(...(choice?.logprobs?.content ?? []));
    if (performance.now() - toldAt < gapMs) continue;
    toldAt = performance.now();
    onText(text);
  }
  return {
    id: last?.id ?? "",
    object: "chat.completion",
    created: last?.created ?? 0,
    model: last?.model ?? "",
    choices: [
      {
        index: 0,
        finish_reason: finish,
        logprobs: { content: tokens },
        message: { role: "assistant", content: text },
      },
    ],
    ...(usage === undefined ? {} : { usage }),
  };
}

/** WebLLM's `ModelType.LLM`; its enum is not imported, the package is 6 MB. */
const languageModel: number = 0;

/**
 * Wraps an engine; what it throws comes back as a value. `pipelineOf` gives the package's own pipeline of a loaded
 * model, which is private to it; without it prompts are never kept.
 */
export function makeEngineHost(
  engine: EngineLike,
  prebuilt: readonly ModelRecord[],
  pipelineOf: (modelId: string) => unknown = () => undefined,
): EngineHostApi {
  const isUsable = (record: ModelRecord): boolean =>
    (record.model_type ?? languageModel) === languageModel && record.model_manifest === undefined;
  let kept: PrefixReuse | undefined;

  async function answered(
    request: ChatCompletionRequest,
    onText: (text: string) => void = () => undefined,
  ): Promise<Answered | EngineFailure> {
    try {
      const given = await engine.chat.completions.create(request);
      const answer = "choices" in given ? given : await gathered(given, onText);
      return {
        kind: "answered",
        answer,
        ...(kept === undefined ? {} : { cachedTokens: kept.cachedTokens() }),
      };
    } catch (thrown) {
      return failure(thrown);
    }
  }

  return {
    listRecords: async () => prebuilt.filter(isUsable),
    async load(record, options, onProgress, reuse = false) {
      try {
        engine.setAppConfig({ model_list: [record], cacheBackend: "cache" });
        engine.setInitProgressCallback(({ text }) => void onProgress(text));
        await engine.reload(record.model_id, options);
        const pipeline = reuse ? pipelineOf(record.model_id) : undefined;
        kept = pipeline === undefined ? undefined : reusePrefixes(pipeline as PipelineLike);
        return { kind: "ready", reuses: kept !== undefined };
      } catch (thrown) {
        return failure(thrown);
      }
    },
    async chat(request, fresh = false) {
      if (fresh) kept?.forget();
      return answered(request);
    },
    stream: (request, onText) =>
      answered({ ...request, stream: true, stream_options: { include_usage: true } }, onText),
    interrupt: () => engine.interruptGenerate(),
  };
}
