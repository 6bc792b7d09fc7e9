import { describe, expect, test } from "vitest";

import { modelFailure } from "../../src/models/failure.ts";
import type {
  Completion,
  CompletionOutcome,
  CompletionRequest,
  LanguageModel,
} from "../../src/models/language-model.ts";
import { ownCount } from "../../src/models/own-count.ts";
import { makeAnswerStore, withCache } from "../../src/models/wrappers/with-cache.ts";
import { withConcurrency } from "../../src/models/wrappers/with-concurrency.ts";
import { costOf, withMeter } from "../../src/models/wrappers/with-meter.ts";
import { withRate } from "../../src/models/wrappers/with-rate.ts";
import { withRetry } from "../../src/models/wrappers/with-retry.ts";
import { makeSteppedClock } from "../support/stepped-clock.ts";

const never = new AbortController().signal;
const request: CompletionRequest = {
  messages: [{ role: "user", content: "hello" }],
  maxTokens: 8,
  temperature: 0,
};
const answered = (text: string): Completion => ({
  kind: "completed",
  text,
  finishReason: "stop",
  usage: { promptTokens: 100, completionTokens: 50, cachedPromptTokens: 40 },
  latencyMs: 5,
});

/** A model whose nth call ends as the script says. */
function scripted(script: (call: number) => CompletionOutcome | Promise<CompletionOutcome>) {
  let calls = 0;
  const model: LanguageModel = {
    identity: "scripted",
    label: "Scripted",
    capabilities: {
      prefixReuse: "none",
      seed: true,
      temperature: true,
      jsonSchema: false,
      deterministic: true,
      maxConcurrent: 3,
      abort: "request",
    },
    complete: async () => script(calls++),
    dispose: async () => undefined,
  };
  return { model, calls: () => calls };
}

describe("retry", () => {
  test.each(["rate-limited", "server-error", "unreachable-or-cors"] as const)(
    "asks again after %s, each time after a longer wait",
    async (error) => {
      const clock = makeSteppedClock();
      const { model } = scripted((call) => (call < 3 ? modelFailure(error, "not now") : answered("yes")));
      expect(await withRetry(model, undefined, clock).complete(request, never)).toMatchObject({
        text: "yes",
      });
      expect(clock.slept).toHaveLength(3);
      expect(clock.slept[0]).toBeGreaterThanOrEqual(500);
      expect(clock.slept[2]).toBeGreaterThan(clock.slept[0] ?? Infinity);
    },
  );

  test.each([
    "authentication",
    "unknown-model",
    "no-credit",
    "content-refused",
    "bad-response",
    "context-overflow",
    "aborted",
    "needs-key",
  ] as const)("never asks again after %s", async (error) => {
    const { model, calls } = scripted(() => modelFailure(error, "no"));
    await withRetry(model, undefined, makeSteppedClock()).complete(request, never);
    expect(calls()).toBe(1);
  });

  test.each([
    ["a time-out", modelFailure("timeout", "slow")],
    ["a page in place of an answer", modelFailure("bad-response", "<html>", { status: 200 })],
  ])("asks again once after %s: a slow server may still be at work on the first", async (_name, failure) => {
    const { model, calls } = scripted(() => failure);
    await withRetry(model, undefined, makeSteppedClock()).complete(request, never);
    expect(calls()).toBe(2);
  });

  test("waits as long as the host asks", async () => {
    const clock = makeSteppedClock();
    const { model } = scripted((call) =>
      call === 0 ? modelFailure("rate-limited", "later", { retryAfterSeconds: 42 }) : answered("yes"),
    );
    await withRetry(model, undefined, clock).complete(request, never);
    expect(clock.slept).toEqual([42_000]);
  });

  test("gives the failure back when the host asks for a wait no run should sit through", async () => {
    const { model, calls } = scripted(() =>
      modelFailure("rate-limited", "tomorrow", { retryAfterSeconds: 86_400 }),
    );
    const outcome = await withRetry(model, undefined, makeSteppedClock()).complete(request, never);
    expect(outcome).toMatchObject({ error: "rate-limited" });
    expect(calls()).toBe(1);
  });

  test("gives up after the last retry with the last failure", async () => {
    const { model, calls } = scripted(() => modelFailure("server-error", "down"));
    expect(await withRetry(model, undefined, makeSteppedClock()).complete(request, never)).toMatchObject({
      error: "server-error",
    });
    expect(calls()).toBe(5);
  });

  test("a stop while waiting ends the wait", async () => {
    const controller = new AbortController();
    const { model, calls } = scripted(() => modelFailure("server-error", "down"));
    const clock = { ...makeSteppedClock(), sleep: async () => controller.abort() };
    expect(await withRetry(model, undefined, clock).complete(request, controller.signal)).toMatchObject({
      error: "aborted",
    });
    expect(calls()).toBe(1);
  });
});

describe("rate", () => {
  test("in no 60 seconds are there more requests than allowed", async () => {
    const clock = makeSteppedClock();
    const startedAt: number[] = [];
    const { model } = scripted(() => {
      startedAt.push(clock.now());
      return answered("yes");
    });
    const limited = withRate(model, { requestsPerMinute: 10 }, clock);
    await Promise.all(Array.from({ length: 45 }, () => limited.complete(request, never)));
    for (let i = 10; i < startedAt.length; i++)
      expect((startedAt[i] ?? 0) - (startedAt[i - 10] ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect(clock.now()).toBe(4 * 60_000);
  });

  test("tokens used by finished calls count as reported, not as guessed", async () => {
    const clock = makeSteppedClock();
    const { model } = scripted(() => answered("yes"));
    const limited = withRate(model, { tokensPerMinute: 450 }, clock);
    for (let i = 0; i < 3; i++) await limited.complete(request, never);
    expect(clock.now()).toBe(0);
    await limited.complete(request, never);
    expect(clock.now()).toBe(60_000);
  });

  test("when the host asks to wait, every call waits", async () => {
    const clock = makeSteppedClock();
    const { model } = scripted((call) =>
      call === 0 ? modelFailure("rate-limited", "later", { retryAfterSeconds: 5 }) : answered("yes"),
    );
    const limited = withRate(model, {}, clock);
    await limited.complete(request, never);
    await limited.complete(request, never);
    expect(clock.now()).toBe(5000);
  });

  test("a stopped call leaves its place to the next", async () => {
    const clock = makeSteppedClock();
    const { model, calls } = scripted(() => answered("yes"));
    const limited = withRate(model, { requestsPerMinute: 1 }, clock);
    const stopped = AbortSignal.abort();
    await limited.complete(request, never);
    expect(await limited.complete(request, stopped)).toMatchObject({ error: "aborted" });
    await limited.complete(request, never);
    expect(calls()).toBe(2);
  });
});

describe("concurrency", () => {
  test("never lets more calls run than the model can take, and answers thousands", async () => {
    let now = 0;
    let most = 0;
    const { model } = scripted(async (call) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      return answered(String(call));
    });
    const limited = withConcurrency(model);
    const answers = await Promise.all(Array.from({ length: 5000 }, () => limited.complete(request, never)));
    expect(new Set(answers.map((answer) => answer.kind === "completed" && answer.text)).size).toBe(5000);
    expect(most).toBe(3);
  });

  test("a call stopped in the queue is never made", async () => {
    const controller = new AbortController();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { model, calls } = scripted(async () => {
      await held;
      return answered("yes");
    });
    const limited = withConcurrency(model, 1);
    const first = limited.complete(request, never);
    const queued = limited.complete(request, controller.signal);
    controller.abort();
    expect(await queued).toMatchObject({ error: "aborted" });
    release();
    await first;
    expect(calls()).toBe(1);
  });
});

describe("cache", () => {
  test("an equal greedy request is answered without asking, and costs nothing", async () => {
    const { model, calls } = scripted(() => ({ ...answered("yes"), costUsd: 0.5 }));
    const cached = withCache(model, makeAnswerStore(10));
    await cached.complete(request, never);
    expect(await cached.complete({ ...request }, never)).toMatchObject({
      text: "yes",
      fromCache: true,
      costUsd: 0,
    });
    expect(calls()).toBe(1);
  });

  test("another message, limit, seed or model is another request", async () => {
    const { model, calls } = scripted(() => answered("yes"));
    const store = makeAnswerStore(10);
    const cached = withCache(model, store);
    await cached.complete(request, never);
    await cached.complete({ ...request, maxTokens: 9 }, never);
    await cached.complete({ ...request, seed: 1 }, never);
    await cached.complete({ ...request, messages: [{ role: "user", content: "hullo" }] }, never);
    await withCache({ ...model, identity: "other weights" }, store).complete(request, never);
    expect(calls()).toBe(5);
  });

  test("sampling by chance and failures are never kept", async () => {
    const { model, calls } = scripted((call) =>
      call === 0 ? modelFailure("server-error", "down") : answered("yes"),
    );
    const cached = withCache(model, makeAnswerStore(10));
    await cached.complete(request, never);
    await cached.complete(request, never);
    await cached.complete({ ...request, temperature: 1 }, never);
    await cached.complete({ ...request, temperature: 1 }, never);
    expect(calls()).toBe(4);
  });

  test("it forgets what was not asked for the longest", async () => {
    const { model, calls } = scripted(() => answered("yes"));
    const cached = withCache(model, makeAnswerStore(2));
    const ask = (seed: number) => cached.complete({ ...request, seed }, never);
    for (const seed of [1, 2, 1, 3, 1]) await ask(seed);
    expect(calls()).toBe(3);
    await ask(2);
    expect(calls()).toBe(4);
  });
});

describe("price", () => {
  const price = { inputPerMillion: 10, cachedInputPerMillion: 1, outputPerMillion: 20 };

  test("cached tokens cost the cached price, the others the full one", () => {
    expect(costOf({ promptTokens: 100, cachedPromptTokens: 40, completionTokens: 50 }, price)).toBeCloseTo(
      (60 * 10 + 40 * 1 + 50 * 20) / 1e6,
      12,
    );
  });

  test("tokens written to a cache cost their own price where it has one", () => {
    const usage = { promptTokens: 100, cachedPromptTokens: 40, writtenPromptTokens: 50, completionTokens: 0 };
    expect(costOf(usage, { ...price, cacheWritePerMillion: 12.5 })).toBeCloseTo(
      (10 * 10 + 40 * 1 + 50 * 12.5) / 1e6,
      12,
    );
    expect(costOf(usage, price)).toBeCloseTo((60 * 10 + 40 * 1) / 1e6, 12);
  });

  test("unknown usage has no cost, and what the provider states wins", async () => {
    expect(costOf({ promptTokens: 100 }, price)).toBeUndefined();
    const { model } = scripted(() => ({ ...answered("yes"), costUsd: 0.5 }));
    expect(await withMeter(model, () => price).complete(request, never)).toMatchObject({ costUsd: 0.5 });
  });
});

test("where a host counts nothing, tokens and money are counted by ourselves, so that limits hold", async () => {
  const text = "word ".repeat(40);
  const { model } = scripted(() => ({ ...answered(text), usage: {} }));
  const price = { inputPerMillion: 1, outputPerMillion: 2 };
  const outcome = await withMeter(model, () => price).complete(request, never);
  if (outcome.kind === "failed") throw new Error(outcome.message);
  expect(outcome.costUsd).toBeCloseTo(
    (1 * Math.ceil((request.messages[0]?.content.length ?? 0) / 4) + 2 * 50) / 1e6,
  );
  expect(outcome.usage).toEqual({});
  expect(ownCount(request, outcome).completionTokens).toBe(50);
  expect(ownCount(request, { ...outcome, usage: { completionTokens: 7 } }).completionTokens).toBe(7);
});
