import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequestNonStreaming,
  ChatOptions,
} from "@mlc-ai/web-llm";

import type { EngineFailure, EngineLike } from "../../src/models/webllm/engine-host.ts";
import { makeEngineHost } from "../../src/models/webllm/engine-host.ts";
import type { StartedHost } from "../../src/models/webllm/engine-thread.ts";

/** How the fake behaves; what is left out goes well. */
export interface FakeEngineScript {
  readonly answer?: (request: ChatCompletionRequestNonStreaming, call: number) => string;
  /** Decode steps of each answer, a macrotask each. */
  readonly decodeSteps?: number;
  /** A prefill that never ends: what cannot be interrupted. */
  readonly hangingPrefill?: (call: number) => boolean;
  /** The device is lost in the middle of this call: it rejects, and so does every later one of the same engine. */
  readonly loseDevice?: (call: number) => boolean;
  readonly failLoad?: (load: number) => Error | undefined;
  readonly contextTokens?: number;
}

export interface FakeEngines {
  readonly startHost: () => StartedHost;
  readonly loads: { readonly id: string; readonly options: ChatOptions | undefined }[];
  readonly requests: ChatCompletionRequestNonStreaming[];
  readonly killed: () => number;
}

class NamedError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** An answer as the package streams it: word by word, then the reason it ended, then the counts. */
async function* inPieces(answer: ChatCompletion): AsyncGenerator<ChatCompletionChunk> {
  const { choices, usage, ...head } = answer;
  const chunk = (delta: object, finish: string | null): ChatCompletionChunk =>
    ({
      ...head,
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
    }) as ChatCompletionChunk;
  for (const word of choices[0]?.message.content?.match(/\S+\s*|\s+/g) ?? []) {
    await macrotask();
    yield chunk({ content: word }, null);
  }
  yield chunk({}, choices[0]?.finish_reason ?? "stop");
  yield { ...chunk({}, null), choices: [], ...(usage === undefined ? {} : { usage }) };
}

const macrotask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Engines that keep WebLLM 0.2.86's rules as read in its source: one call at a time behind a lock, the interrupt
 * flag lowered when a call begins and looked at between decode steps only, a stopped call that *resolves* with
 * `abort`, a lost device that unloads the model, errors known by class name.
 */
export function makeFakeEngines(script: FakeEngineScript = {}): FakeEngines {
  const log: Log = { loads: [], requests: [], calls: 0 };
  let kills = 0;
  return {
    loads: log.loads,
    requests: log.requests,
    killed: () => kills,
    startHost() {
      let dead = false;
      let die: (failure: EngineFailure) => void = () => undefined;
      const died = new Promise<EngineFailure>((resolve) => {
        die = resolve;
      });
      const engine = makeEngine(script, log, () => dead);
      return {
        api: makeEngineHost(engine, []),
        died,
        kill: () => {
          dead = true;
          kills++;
          die({ kind: "failed", name: "EngineCrashed", message: "the thread was ended" });
        },
      };
    },
  };
}

/** What all engines of one script were asked. */
interface Log extends Pick<FakeEngines, "loads" | "requests"> {
  calls: number;
}

function makeEngine(script: FakeEngineScript, log: Log, isKilled: () => boolean): EngineLike {
  const engine: Engine = { loaded: undefined, deviceIsLost: false, interrupted: false };
  let lock: Promise<unknown> = Promise.resolve();
  return {
    chat: {
      completions: {
        create(request) {
          const asked = { ...request, stream: false } as const;
          const turn = lock.then(() => generate(script, log, engine, asked, isKilled));
          lock = turn.catch(() => undefined);
          return request.stream === true ? turn.then(inPieces) : turn;
        },
      },
    },
    setAppConfig: () => undefined,
    setInitProgressCallback: () => undefined,
    async reload(id, options) {
      const error = script.failLoad?.(log.loads.length);
      log.loads.push({ id, options });
      if (error !== undefined) throw error;
      engine.loaded = id;
    },
    async interruptGenerate() {
      engine.interrupted = true;
    },
  };
}

interface Engine {
  loaded: string | undefined;
  deviceIsLost: boolean;
  interrupted: boolean;
}

async function generate(
  script: FakeEngineScript,
  log: Log,
  engine: Engine,
  request: ChatCompletionRequestNonStreaming,
  isKilled: () => boolean,
): Promise<ChatCompletion> {
  if (engine.loaded === undefined)
    throw new NamedError("ModelNotLoadedError", "Model not loaded before calling chat.completions.create()");
  const call = log.calls++;
  log.requests.push(request);
  engine.interrupted = false;
  const prompt = request.messages.map((message) => String(message.content)).join(" ");
  const promptTokens = prompt.split(/\s+/).length;
  if (promptTokens > (script.contextTokens ?? 4096))
    throw new NamedError(
      "ContextWindowSizeExceededError",
      `Prompt tokens exceed context window size: number of prompt tokens: ${promptTokens}`,
    );
  if (script.hangingPrefill?.(call) === true) await new Promise(() => undefined);
  engine.deviceIsLost ||= script.loseDevice?.(call) === true;
  if (engine.deviceIsLost) throw new NamedError("Error", "The current Object has already been disposed");
  let steps = 0;
  while (steps < (script.decodeSteps ?? 2) && !engine.interrupted) {
    await macrotask();
    steps++;
  }
  if (isKilled()) await new Promise(() => undefined);
  const text = script.answer?.(request, call) ?? "kitchen";
  return engine.interrupted
    ? completion(engine, text.slice(0, 1), "abort", promptTokens, steps)
    : completion(engine, text, "stop", promptTokens, steps);
}

/** An answer as the package gives it, with its counts and its own timings. */
function completion(
  { loaded = "" }: Engine,
  content: string,
  finish: "abort" | "stop",
  promptTokens: number,
  completionTokens: number,
): ChatCompletion {
  return {
    id: "fake",
    object: "chat.completion",
    model: loaded,
    created: 0,
    choices: [{ index: 0, logprobs: null, finish_reason: finish, message: { role: "assistant", content } }],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      extra: {
        e2e_latency_s: 0.02,
        prefill_tokens_per_s: 100,
        decode_tokens_per_s: 10,
        time_to_first_token_s: 0.01,
        time_per_output_token_s: 0.005,
      },
    },
  } as ChatCompletion;
}

export const namedError = (name: string, message: string): Error => new NamedError(name, message);
