import { makeRemoteModel } from "../../src/models/remote/remote-model.ts";
import { withConcurrency } from "../../src/models/wrappers/with-concurrency.ts";
import { startModelServer } from "../../tests/support/model-server.ts";

export interface ThroughputFigures {
  readonly calls: number;
  readonly atOnce: number;
  readonly latencyMs: number;
  readonly wallMs: number;
  /** The same calls with nothing but fetch, in the same run: what this machine can do at this moment. */
  readonly bareMs: number;
  /** ceil(calls / atOnce) times the time of one call, measured alone. */
  readonly idealMs: number;
}

const never = new AbortController().signal;
const request = { messages: [{ role: "user" as const, content: "hello" }], maxTokens: 4 };

/** Runs a call so often, so many at once, and gives the wall time. */
async function wallTime(calls: number, atOnce: number, call: () => Promise<unknown>): Promise<number> {
  let left = calls;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return performance.now() - started;
}

/** Wall time of many calls to a server that takes a fixed time for each, against the ideal. Node's own sockets. */
export async function remoteThroughput(
  calls: number,
  atOnce: number,
  latencyMs: number,
): Promise<ThroughputFigures> {
  const server = await startModelServer({ answer: () => ({ text: "hi", delayMs: latencyMs }) });
  try {
    const bare = makeRemoteModel(
      {
        kind: "remote",
        dialect: "openai-compatible",
        provider: "custom",
        baseUrl: server.baseUrl("openai-compatible"),
        model: "m",
        needsKey: false,
      },
      { keyFor: () => undefined },
    );
    // The browser's limit for plain http does not hold in Node.
    const model = withConcurrency(bare, atOnce);
    await Promise.all(Array.from({ length: atOnce }, () => model.complete(request, never)));
    const alone: number[] = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      await model.complete(request, never);
      alone.push(performance.now() - started);
    }
    const one = alone.toSorted((a, b) => a - b)[2] ?? latencyMs;
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: calls }, () => model.complete(request, never)));
    const wallMs = performance.now() - started;
    const failed = answers.find((answer) => answer.kind === "failed");
    if (failed?.kind === "failed") throw new Error(failed.message);
    const bareMs = await wallTime(calls, atOnce, async () => {
      const response = await fetch(`${server.baseUrl("openai-compatible")}/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ model: "m", ...request }),
      });
      return response.json();
    });
    return { calls, atOnce, latencyMs, wallMs, bareMs, idealMs: Math.ceil(calls / atOnce) * one };
  } finally {
    await server.close();
  }
}
