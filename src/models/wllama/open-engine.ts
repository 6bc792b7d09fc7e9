import compatWasmUrl from "@wllama/wllama-compat/wasm/wllama.wasm?url";
import { CacheManager, Wllama, type WllamaCompat } from "@wllama/wllama/esm/index.js";
import type {
  ChatCompletionChunk,
  ChatCompletionParams,
  ChatCompletionResponse,
  ResultTimings,
} from "@wllama/wllama/esm/types/oai-compat.js";
import type { LoadModelParams } from "@wllama/wllama/esm/types/types.js";
import wasmUrl from "@wllama/wllama/esm/wasm/wllama.wasm?url";

import { needsCompatBuild } from "./compat-build.ts";
import { padFunctions } from "./pad-functions.ts";
import { cacheBytesPerToken } from "./prompts-aside.ts";

/** An answer of the engine, or a piece of one. */
export type ChatPiece = (ChatCompletionResponse & { readonly timings?: ResultTimings }) | ChatCompletionChunk;

/** One running engine with one model in it. */
export interface WllamaEngine {
  readonly contextLength: number;
  /** What a token of a prompt takes in the engine's memory. */
  readonly bytesPerToken: number;
  readonly threads: number;
  /** Hands `take` the whole answer, or its pieces as they come where `params` asks for a stream. */
  chat(params: ChatCompletionParams, take: (piece: ChatPiece) => void): Promise<void>;
  /** Ends the engine's worker at once; calls under way reject. */
  close(): Promise<void>;
}

/** The file was read and is no model; loading it again would not help. */
export class BadModelFile extends Error {
  override name = "BadModelFile";
}

/** The engine's worker is gone; the model must be loaded afresh. */
class EngineClosed extends Error {
  override name = "EngineClosed";
}

const absolute = (url: string): string => new URL(url, self.location.href).href;

/** We hand files over ourselves. Left to itself, wllama wants the private file system and does not start without. */
const noCache = new CacheManager([
  {
    isSupported: () => true,
    read: async () => null,
    write: async () => undefined,
    getSize: async () => -1,
    list: async () => [],
    delete: async () => undefined,
  },
]);

/** WebKit's optimizing compiler leaves functions alone that are longer than this (its `maximumOMGCandidateCost`). */
const longestOptimized = 100_000;
/** From here on some function of the build keeps that compiler busy for many seconds and hundreds of megabytes. */
const costly = 10_000;

/**
 * The slower build for those, hosted here. Its script is handed over as text: a worker is made of it. Its large
 * functions are kept from WebKit's optimizing compiler (bugs.webkit.org/show_bug.cgi?id=304810): that has one thread on
 * a small machine, does not leave a function before it is done, not even for a page that is gone, and makes none faster.
 */
async function compatBuild(): Promise<WllamaCompat> {
  const [{ default: code }, response] = await Promise.all([
    import("@wllama/wllama-compat/wasm/wllama.js?raw"),
    fetch(absolute(compatWasmUrl)),
  ]);
  if (!response.ok) throw new Error(`the engine could not be read: the server answered ${response.status}`);
  const module = new Uint8Array(await response.arrayBuffer());
  const padded = new Blob([...padFunctions(module, costly, longestOptimized + 1)], {
    type: "application/wasm",
  });
  return { worker: { code }, wasm: URL.createObjectURL(padded) };
}

let prepared: Promise<WllamaCompat> | undefined;

/** Fetches what the next engine is made of, where that is made here: while its model's files are on their way. */
export function prepareEngine(): void {
  if (!needsCompatBuild()) return;
  prepared ??= compatBuild();
  // What fails is said when the engine is opened.
  prepared.catch(() => undefined);
}

/** Each engine has its own: the address of its bytes goes with it. */
async function takeCompatBuild(): Promise<WllamaCompat> {
  const taken = prepared ?? compatBuild();
  prepared = undefined;
  return taken;
}

/**
 * Starts wllama and loads the files (the parts of one GGUF, in order). Everything it needs comes from this
 * site: its own default for browsers without WebAssembly promises (Safari) would be a CDN.
 */
export async function openEngine(files: readonly Blob[], options: LoadModelParams): Promise<WllamaEngine> {
  let die: (reason: Error) => void = () => undefined;
  const died = new Promise<never>((_, reject) => {
    die = reject;
  });
  died.catch(() => undefined);
  const silent = (): void => undefined;
  // A crash of the nested worker reaches us only as an ErrorEvent handed to the logger; the call would hang.
  const error = (...args: unknown[]): void => {
    const [first] = args;
    // A script that does not even start gives an event without words.
    if (first instanceof Event)
      die(
        new EngineClosed(
          `the engine's worker crashed: ${first instanceof ErrorEvent ? first.message : "it did not start"}`,
        ),
      );
  };
  const wllama = new Wllama(
    { default: absolute(wasmUrl) },
    {
      cacheManager: noCache,
      suppressNativeLog: true,
      logger: { debug: silent, log: silent, warn: silent, error },
    },
  );
  const compat = needsCompatBuild() ? await takeCompatBuild() : null;
  wllama.setCompat(compat);
  const close = async (): Promise<void> => {
    die(new EngineClosed("the engine was closed"));
    await wllama.exit();
  };
  try {
    await Promise.race([wllama.loadModel([...files], options), died]);
    const info = wllama.getLoadedContextInfo() as ReturnType<Wllama["getLoadedContextInfo"]> & {
      success?: boolean;
    };
    // loadModel resolves for a damaged file too; only this tells.
    if (info.success !== true || !(info.n_vocab > 0))
      throw new BadModelFile("the engine could not read a model from this file");
    return {
      contextLength: info.n_ctx,
      bytesPerToken: cacheBytesPerToken(info),
      threads: wllama.getNumThreads(),
      chat: (params, take) =>
        Promise.race([
          params.stream === true
            ? wllama.createChatCompletion({ ...params, stream: true, onData: take })
            : wllama.createChatCompletion({ ...params, stream: false }).then(take),
          died,
        ]),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  } finally {
    if (compat !== null) URL.revokeObjectURL(compat.wasm);
  }
}
