import { resolveObjectURL } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Worker as NodeWorker } from "node:worker_threads";

import { CacheManager, Wllama } from "@wllama/wllama/esm/index.js";
import { vi } from "vitest";

const { resolve } = createRequire(import.meta.url);
const wasm = resolve("@wllama/wllama-compat/wasm/wllama.wasm");
const script = readFileSync(resolve("@wllama/wllama-compat/wasm/wllama.js"), "utf8");

/** What a browser's worker has and Node's has not; files are fetched from the disk. */
const browserLike = `
  const { parentPort } = require("node:worker_threads");
  const { readFileSync } = require("node:fs");
  Object.assign(globalThis, {
    self: globalThis,
    location: { href: "file:///" },
    navigator: {},
    postMessage: (data, transfer) => parentPort.postMessage(data, transfer),
    fetch: async (path) => new Response(readFileSync(new URL(path)), { headers: { "content-type": "application/wasm" } }),
  });
  parentPort.on("message", (data) => globalThis.onmessage({ data }));
`;

/** A worker made of a blob's text, in a thread of Node. */
class BlobWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
  readonly #thread: Promise<NodeWorker>;
  constructor(address: string) {
    this.#thread = (async () => {
      const text = await resolveObjectURL(address)!.text();
      const thread = new NodeWorker(`${browserLike}${text}`, { eval: true });
      return thread.on("message", (data) => this.onmessage?.({ data }));
    })();
  }
  postMessage(data: unknown, { transfer = [] }: { readonly transfer?: ArrayBuffer[] } = {}): void {
    void this.#thread.then((thread) => thread.postMessage(data, transfer));
  }
  terminate(): void {
    void this.#thread.then(async (thread) => thread.terminate());
  }
}

/** The engine's compat build with a model in it, run by Node; `change` is done to its script first. */
export async function openCompatEngine(model: Blob, change: (script: string) => string): Promise<Wllama> {
  vi.stubGlobal("Worker", BlobWorker);
  vi.stubGlobal("navigator", { userAgent: "Node", hardwareConcurrency: 1 });
  vi.stubGlobal("self", { location: { href: "file:///" } });
  const none = { isSupported: () => true, read: async () => null, write: async () => undefined };
  const cacheManager = new CacheManager([
    { ...none, getSize: async () => -1, list: async () => [], delete: async () => undefined },
  ]);
  const silent = (): void => undefined;
  const logger = { debug: silent, log: silent, warn: silent, error: silent };
  const engine = new Wllama({ default: wasm }, { cacheManager, suppressNativeLog: true, logger });
  engine.setCompat({ worker: { code: change(script) }, wasm });
  await engine.loadModel([model], { n_ctx: 512, n_threads: 1, n_parallel: 1, n_gpu_layers: 0 });
  return engine;
}
