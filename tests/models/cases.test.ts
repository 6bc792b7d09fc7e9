import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import type { RemoteDialect } from "../../src/models/remote/provider-presets.ts";
import { testConnection } from "../../src/models/remote/test-connection.ts";
import { splitThinking } from "../../src/models/thinking.ts";
import { withRate } from "../../src/models/wrappers/with-rate.ts";
import { withRetry } from "../../src/models/wrappers/with-retry.ts";
import type { Reply } from "../support/model-server.ts";
import { never, request, started } from "../support/remote-start.ts";
import { makeSteppedClock } from "../support/stepped-clock.ts";

/** Replies as people met them, with made-up texts. */
interface Case {
  readonly dialect: RemoteDialect;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const folder = join(import.meta.dirname, "../fixtures/cases");
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as T;
const replyOf = ({ status, headers, body }: Case): Reply => ({
  status,
  rawBody: JSON.stringify(body),
  ...(headers === undefined ? {} : { headers }),
});

/** The server answers every request with the case. */
async function askCase(name: string) {
  const one = read<Case>(name);
  const { ask, server, model } = await started(one.dialect, { answer: () => replyOf(one) });
  return { outcome: await ask(), server, model };
}

describe("errors inside a reply of status 200", () => {
  test("a rate limit is one, in the server's words, and is asked again", async () => {
    const { outcome, model } = await askCase("k11a-error-in-200-rate");
    expect(outcome).toMatchObject({ kind: "failed", error: "rate-limited", status: 429 });
    expect(outcome).toMatchObject({ words: "Rate limit exceeded: free-models-per-min" });
    const clock = makeSteppedClock();
    await withRetry(model, undefined, clock).complete(request, never);
    expect(clock.slept).toHaveLength(4);
  });

  test("an error in plain words is shown, and points at the address", async () => {
    const { outcome, model } = await askCase("k11b-error-in-200-words");
    expect(outcome).toMatchObject({ kind: "failed", error: "bad-response" });
    expect(outcome.kind === "failed" && outcome.message).toContain("Unexpected endpoint or method.");
    const { choice } = await started("openai-compatible", { answer: () => "" });
    const around = { online: true, pageOrigin: "https://studio.example", localNetwork: "granted" } as const;
    expect(await testConnection(choice, model, "k", around, never)).toMatchObject({
      part: "address",
      message: expect.stringContaining("(POST /chat/completions)"),
    });
  });

  test("an error in the first choice is a failed call, asked again, and no empty answer", async () => {
    const { outcome, model, server } = await askCase("k11c-error-in-first-choice");
    expect(outcome).toMatchObject({ kind: "failed", error: "server-error", status: 502 });
    expect(outcome).toMatchObject({ words: "Upstream error from provider" });
    await withRetry(model, undefined, makeSteppedClock()).complete(request, never);
    expect(server.completions()).toHaveLength(6);
  });
});

describe("limits and waits", () => {
  test("a quota per minute is waited for as long as the host asks, and asks for no payment", async () => {
    const { outcome } = await askCase("k12a-gemini-429-per-minute");
    expect(outcome).toMatchObject({ error: "rate-limited", retryAfterSeconds: 31 });
    expect(outcome.kind === "failed" && outcome.message).not.toContain("payment");
  });

  test("a wait that stands in words only is read", async () => {
    const { outcome } = await askCase("k12c-seconds-in-words");
    expect(outcome).toMatchObject({ error: "rate-limited", retryAfterSeconds: 7.66 });
  });

  test("after a wait of an hour was asked for, the next call is tried and not held back unsaid", async () => {
    const { first } = read<{ first: { status: number; headers: Record<string, string> } }>(
      "k19a-long-retry-after",
    );
    const { model, server } = await started("openai-compatible", {
      answer: ({ index }) => (index === 0 ? { ...first, text: "later" } : "green"),
    });
    const clock = makeSteppedClock();
    const paced = withRetry(withRate(model, {}, clock), undefined, clock);
    expect(await paced.complete(request, never)).toMatchObject({
      error: "rate-limited",
      retryAfterSeconds: 3600,
    });
    expect(await paced.complete(request, never)).toMatchObject({ text: "green" });
    expect(clock.slept).toEqual([]);
    expect(server.completions()).toHaveLength(2);
  });
});

describe("refused parameters", () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const withSchema: CompletionRequest = { ...request, responseFormat: { kind: "json-schema", schema } };

  test.each([
    ["k13a-temperature-deprecated", "temperature", request],
    ["k13c-temperature-positive", "temperature", request],
    ["k13d-response-format-unavailable", "response_format", withSchema],
  ] as const)("%s: asked again without %s, and learned", async (name, parameter, asked) => {
    const one = read<Case>(name);
    const { model, server } = await started(one.dialect, {
      answer: ({ json }) => (json[parameter] === undefined ? "green" : replyOf(one)),
    });
    expect(await model.complete(asked, never)).toMatchObject({ kind: "completed", text: "green" });
    expect(await model.complete(asked, never)).toMatchObject({ kind: "completed", text: "green" });
    expect(server.completions()).toHaveLength(3);
    // What it takes is still sent.
    expect(server.completions()[2]?.request.json).toMatchObject({ seed: 7, max_tokens: 40 });
  });

  test("an answer too long for the context is asked for again with room for the prompt", async () => {
    const { reply } = read<{ reply: Case }>("k23a-reflection-limit-over-context");
    const context = 4096;
    const { model, server } = await started("openai-compatible", {
      answer: ({ json, user }) =>
        Number(json["max_tokens"]) + Math.ceil(user.length / 4) > context ? replyOf(reply) : "rewritten",
    });
    const letter: CompletionRequest = {
      messages: [{ role: "user", content: "word ".repeat(720) }],
      maxTokens: 4096,
    };
    expect(await model.complete(letter, never)).toMatchObject({ kind: "completed", text: "rewritten" });
    expect(server.completions()).toHaveLength(2);
    expect(await model.complete(letter, never)).toMatchObject({ kind: "completed" });
    expect(server.completions()).toHaveLength(3);
  });
});

test("a request refused for what it says is that, and says nothing about access or keys", async () => {
  const { outcome } = await askCase("k14a-one-row-flagged");
  expect(outcome).toMatchObject({ kind: "failed", error: "content-refused", words: "Input was flagged" });
  expect(outcome.kind === "failed" && outcome.message).not.toMatch(/CORS|key/);
});

test("the channels of gpt-oss are split into thinking and answer", () => {
  const { text, right } = read<{ text: string; right: object }>("k15a-harmony");
  expect(splitThinking(text)).toMatchObject(right);
});

test("a harmless field of another kind harms nothing", async () => {
  const { outcome } = await askCase("k21a-harmless-field");
  expect(outcome).toMatchObject({ kind: "completed", text: "hi", usage: { completionTokens: 3 } });
});
