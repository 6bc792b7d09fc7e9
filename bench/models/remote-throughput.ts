import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { loadRemote } from "../../src/models/host/load-remote.ts";
import { makeAnswerStore } from "../../src/models/wrappers/with-cache.ts";

export interface ThroughputFigures {
  readonly calls: number;
  readonly atOnce: number;
  readonly latencyMs: number;
  readonly wallMs: number;
  /** The same calls with nothing but fetch, in the same run: what this machine can do at this moment. */
  readonly bareMs: number;
  /** ceil(calls / atOnce) times the time of one call, measured alone. */
  readonly idealMs: number;
  /** Processor time of one call: ours, and with nothing but fetch. */
  readonly cpuMs: number;
  readonly bareCpuMs: number;
}

const request = { messages: [{ role: "user" as const, content: "hello" }], maxTokens: 4 };

/** Runs a call so often, so many at once, and gives the wall time and the processor time of one. */
async function timed(calls: number, atOnce: number, call: () => Promise<unknown>) {
  let left = calls;
  const cpu = process.cpuUsage();
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - started, cpuMs: (user + system) / 1000 / calls };
}

async function startServer(latencyMs: number) {
  const child = fork(fileURLToPath(new URL("./slow-server.ts", import.meta.url)), [String(latencyMs)]);
  const baseUrl = await new Promise<string>((resolve, reject) => {
    child.once("message", (said) => resolve(String(said)));
    child.once("exit", () => reject(new Error("the server of the benchmark ended")));
  });
  return { baseUrl, end: () => child.kill() };
}

/**
 * Wall time of many calls to a server that takes a fixed time for each, against the ideal. The model is the one a run
 * uses, with every wrapper around it; the sockets are Node's own.
 */
export async function remoteThroughput(
  calls: number,
  atOnce: number,
  latencyMs: number,
): Promise<ThroughputFigures> {
  const { baseUrl, end } = await startServer(latencyMs);
  try {
    const model = loadRemote(
      {
        kind: "remote",
        dialect: "openai-compatible",
        provider: "custom",
        // The browser's limit for plain http does not hold in Node.
        baseUrl,
        model: "m",
        needsKey: false,
        concurrency: atOnce,
      },
      {
        keyFor: () => undefined,
        isBlocked: async () => false,
        prices: () => [],
        answers: makeAnswerStore(1),
        leaving: async () => async () => undefined,
        mostPlainHttpCalls: Number.POSITIVE_INFINITY,
      },
    );
    const ask = async (): Promise<void> => {
      const answer = await model.complete(request, new AbortController().signal);
      if (answer.kind === "failed") throw new Error(answer.message);
    };
    const askBare = async (): Promise<unknown> => {
      const response = await fetch(`${baseUrl}/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ model: "m", ...request }),
      });
      return response.json();
    };
    // Connections are open and code is warm before anything is measured.
    await timed(atOnce * 2, atOnce, ask);
    await timed(atOnce * 2, atOnce, askBare);
    const alone: number[] = [];
    for (let i = 0; i < 5; i++) alone.push((await timed(1, 1, ask)).wallMs);
    const one = alone.toSorted((a, b) => a - b)[2] ?? latencyMs;
    const ours = await timed(calls, calls, ask);
    const bare = await timed(calls, atOnce, askBare);
    return {
      calls,
      atOnce,
      latencyMs,
      wallMs: ours.wallMs,
      bareMs: bare.wallMs,
      idealMs: Math.ceil(calls / atOnce) * one,
      cpuMs: ours.cpuMs,
      bareCpuMs: bare.cpuMs,
    };
  } finally {
    end();
  }
}
