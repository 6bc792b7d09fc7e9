import { describe, expect, test } from "vitest";

import { makeRemoteModel } from "../../src/models/remote/remote-model.ts";
import { dialects, never, request, started } from "../support/remote-start.ts";

test("a prompt that Gemini blocks before it reads it is a refusal of this request, and never an empty answer", async () => {
  const rawBody = JSON.stringify({ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } });
  const { ask } = await started("gemini", { answer: () => ({ rawBody }) });
  expect(await ask()).toMatchObject({
    kind: "failed",
    error: "content-refused",
    words: "PROHIBITED_CONTENT",
  });
});

test("a request leaves only when it is noted, and one that could not be noted does not leave", async () => {
  const { server, choice } = await started("openai-compatible", { answer: () => "green" });
  const keyFor = () => "the-key";
  let before: number | undefined;
  const slow = makeRemoteModel(choice, {
    keyFor,
    onLeave: async () => {
      // Two round trips to the same server: a request that did not wait would be there by then.
      await fetch(`${server.origin}/v1/models`);
      await fetch(`${server.origin}/v1/models`);
      before = server.completions().length;
    },
  });
  expect(await slow.complete(request, never)).toMatchObject({ kind: "completed", text: "green" });
  expect(before).toBe(0);
  const full = makeRemoteModel(choice, { keyFor, onLeave: () => Promise.reject(new Error("no room")) });
  expect(await full.complete(request, never)).toMatchObject({ kind: "failed" });
  expect(server.completions()).toHaveLength(1);
});

describe.each(dialects)("%s", (dialect) => {
  test("sends the messages and settings and gives back text, thinking apart, finish and usage", async () => {
    const { ask, server } = await started(dialect, {
      answer: () => ({
        text: "green",
        reasoning: "grass…",
        promptTokens: 30,
        cachedTokens: 20,
        completionTokens: 9,
      }),
    });
    expect(await ask()).toMatchObject({
      kind: "completed",
      text: "green",
      reasoning: "grass…",
      finishReason: "stop",
      usage: { promptTokens: 30, cachedPromptTokens: 20, completionTokens: 9 },
    });
    const [seen] = server.completions();
    expect(seen?.request.messages).toEqual(request.messages);
    expect(seen?.request.model).toBe("test-model");
    expect(JSON.stringify(seen?.request.json)).toContain("END");
  });

  test("sends no header but those the dialect needs", async () => {
    const { ask, server } = await started(dialect, { answer: () => "green" });
    await ask();
    const sent = Object.keys(server.completions()[0]?.headers ?? {});
    const ofTheTransport = [
      "host",
      "connection",
      "accept",
      "accept-language",
      "sec-fetch-mode",
      "user-agent",
      "accept-encoding",
      "content-length",
      "cache-control",
      "pragma",
    ];
    const ours = sent.filter((name) => !ofTheTransport.includes(name)).toSorted();
    expect(ours).toEqual(
      {
        "openai-compatible": ["authorization", "content-type"],
        anthropic: [
          "anthropic-dangerous-direct-browser-access",
          "anthropic-version",
          "content-type",
          "x-api-key",
        ],
        gemini: ["content-type", "x-goog-api-key"],
      }[dialect],
    );
  });

  test("an answer cut by the token limit says so", async () => {
    const { ask } = await started(dialect, { answer: () => ({ text: "gre", finish: "length" }) });
    expect(await ask()).toMatchObject({ kind: "completed", text: "gre", finishReason: "length" });
  });

  test("an answer withheld by the provider is a refusal of this request, and never an empty answer", async () => {
    const { ask } = await started(dialect, { answer: () => ({ text: "", finish: "content-filter" }) });
    expect(await ask()).toMatchObject({ kind: "failed", error: "content-refused" });
  });

  test.each([
    [401, "authentication"],
    [403, "forbidden"],
    [404, "unknown-model"],
    [429, "rate-limited"],
    [500, "server-error"],
    [503, "server-error"],
  ])("status %i becomes %s, with the server's own words", async (status, error) => {
    const { ask } = await started(dialect, { answer: () => ({ status, text: "because of the moon" }) });
    const outcome = await ask();
    expect(outcome).toMatchObject({ kind: "failed", error, status });
    expect(outcome.kind === "failed" && outcome.message).toContain("because of the moon");
  });

  test("the time a host asks to wait is read where it can be", async () => {
    const { ask } = await started(dialect, {
      answer: () => ({ status: 429, headers: { "retry-after": "7" } }),
    });
    expect(await ask()).toMatchObject({ error: "rate-limited", retryAfterSeconds: 7 });
  });

  test("a prompt too long for the model is told apart from other refusals", async () => {
    const { ask } = await started(dialect, {
      answer: () => ({ status: 400, text: "prompt is too long: 9000 tokens > 4096 maximum context length" }),
    });
    expect(await ask()).toMatchObject({ error: "context-overflow" });
  });

  test.each([
    ["malformed JSON", { rawBody: '{"choices": [' }],
    ["a web page", { rawBody: "<html><body>Welcome to nginx</body></html>", contentType: "text/html" }],
    ["nothing", { rawBody: "" }],
    ["JSON of another shape", { rawBody: '{"hello": "world"}' }],
    ["an answer without end", { rawBody: `"${"x".repeat(17_000_000)}"` }],
  ])("%s is a bad response", async (_name, reply) => {
    const { ask } = await started(dialect, { answer: () => reply });
    expect(await ask()).toMatchObject({ kind: "failed", error: "bad-response" });
  });

  test("a connection cut in the middle of an answer is not taken for an answer", async () => {
    const { ask } = await started(dialect, {
      answer: () => ({ text: "green ".repeat(50), cutAfterBytes: 120 }),
    });
    expect(await ask()).toMatchObject({ kind: "failed", error: "unreachable-or-cors" });
  });

  test("a body that drips in slowly is waited for", async () => {
    const { ask } = await started(dialect, { answer: () => ({ text: "green", dripMs: 20 }) });
    expect(await ask()).toMatchObject({ kind: "completed", text: "green" });
  });

  test("a stop ends the request at the server too", async () => {
    const { ask, server } = await started(dialect, { answer: () => ({ text: "green", delayMs: 5000 }) });
    const controller = new AbortController();
    const pending = ask(controller.signal);
    await expect.poll(() => server.completions().length).toBe(1);
    controller.abort();
    expect(await pending).toMatchObject({ kind: "failed", error: "aborted" });
    await expect.poll(() => server.completions()[0]?.clientLeft).toBe(true);
  });

  test("no answer within the time limit is a timeout", async () => {
    const { ask } = await started(
      dialect,
      { answer: () => ({ text: "green", delayMs: 5000 }) },
      { timeoutMs: 100 },
    );
    expect(await ask()).toMatchObject({ kind: "failed", error: "timeout" });
  });

  test("a key never follows a redirect to another host", async () => {
    const other = await started(dialect, { answer: () => "stolen" });
    const { server, ask } = await started(dialect, {
      answer: () => ({ status: 307, headers: { location: `${other.server.origin}/v1/chat/completions` } }),
    });
    expect(await ask()).toMatchObject({ kind: "failed", error: "unreachable-or-cors" });
    expect(server.completions()).toHaveLength(1);
    expect(other.server.requests).toEqual([]);
  });
});
