/** Runs in the page of the benchmark: the real student worker, and the bare engine beside it. */
import { proxy, type Remote, wrap } from "comlink";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import { loadOptions } from "../../src/models/wllama/load-options.ts";
import { openEngine } from "../../src/models/wllama/open-engine.ts";
import { toWllama } from "../../src/models/wllama/wllama-request.ts";
import type { StudentWorkerApi } from "../../src/protocol/student-worker.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";

export interface PrefixFigures {
  readonly promptTokens: number;
  readonly cachedTokens: number;
  /** Milliseconds of each call, in blocks that take turns. */
  readonly freshMs: readonly number[];
  readonly cachedMs: readonly number[];
}

export interface OverheadFigures {
  /** What the page waited, and what the engine took of that, per call, milliseconds. */
  readonly pageMs: readonly number[];
  readonly engineMs: readonly number[];
}

const never = new AbortController().signal;

const ask = (system: string, user: string): CompletionRequest => ({
  messages: [
    { role: "system", content: system },
    { role: "user", content: user },
  ],
  maxTokens: 4,
  temperature: 0,
});

const words = ["soup", "ticket", "lamp", "tiger", "music", "salt", "bridge", "doctor"];
const word = (i: number): string => words[i % words.length] ?? "";
const message = (i: number, length: number): string =>
  `Message ${i}: ${Array.from({ length }, (_, at) => word(i + at)).join(" ")}.`;

/** The same calls with and without the prefix cache, on one engine, in blocks that take turns. */
async function prefix(
  systemWords: number,
  userWords: number,
  blocks: number,
  perBlock: number,
): Promise<PrefixFigures> {
  const policy = policyAsPrompt(drawPolicy(7));
  const filler = Array.from({ length: systemWords }, (_, i) => word(i * 3)).join(" ");
  const system = systemWords === 0 ? policy : filler;
  const file = await (await fetch("/models/embedded-student.gguf")).blob();
  const engine = await openEngine([file], loadOptions({ contextLength: 2048 }));
  const figures = { promptTokens: 0, cachedTokens: 0, freshMs: [] as number[], cachedMs: [] as number[] };
  let call = 0;
  const timed = async (cached: boolean): Promise<number> => {
    const how = { thinking: undefined, streams: false };
    const params = toWllama(ask(system, message(call++, userWords)), never, how);
    const started = performance.now();
    await engine.chat({ ...params, cache_prompt: cached }, ({ usage }) => {
      figures.promptTokens = usage?.prompt_tokens ?? 0;
      if (cached) figures.cachedTokens = usage?.prompt_tokens_details?.cached_tokens ?? 0;
    });
    return performance.now() - started;
  };
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < perBlock; i++) figures.freshMs.push(await timed(false));
    await timed(true);
    for (let i = 0; i < perBlock; i++) figures.cachedMs.push(await timed(true));
  }
  await engine.close();
  return figures;
}

async function student(): Promise<{ api: Remote<StudentWorkerApi>; handle: string }> {
  const worker = new Worker(new URL("../../workers/student.worker.ts", import.meta.url), { type: "module" });
  const api = wrap<StudentWorkerApi>(worker);
  const loaded = await api.load(
    { kind: "embedded" },
    proxy(async () => undefined),
  );
  if (loaded.kind === "failed") throw new Error(loaded.message);
  return { api, handle: loaded.handle };
}

/** What the worker, its queue and the thread crossing add to the bare engine's time. */
async function overhead(calls: number): Promise<OverheadFigures> {
  const { api, handle } = await student();
  const system = policyAsPrompt(drawPolicy(7));
  const figures = { pageMs: [] as number[], engineMs: [] as number[] };
  for (let i = 0; i < calls; i++) {
    const started = performance.now();
    const answer = await api.complete(handle, String(i), ask(system, message(i, 6)));
    if (answer.kind === "failed") throw new Error(answer.message);
    figures.pageMs.push(performance.now() - started);
    figures.engineMs.push(answer.latencyMs);
  }
  return figures;
}

export const benchmarks = { prefix, overhead };
Object.assign(globalThis, { benchmarks });
