import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, describe, expect, test, vi } from "vitest";

import type { CompletionRequest, Written } from "../../src/models/language-model.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import { brokenOff } from "../../src/models/remote/remote-failure.ts";
import { makeRemoteModel } from "../../src/models/remote/remote-model.ts";
import { makePatience } from "../../src/models/remote/silence.ts";
import { withRoomToThink } from "../../src/models/wrappers/with-room-to-think.ts";
import { dialects, never, request, started } from "../support/remote-start.ts";

const long: CompletionRequest = { ...request, maxTokens: 400 };

let closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings) close();
  closings = [];
});

/** A server whose every answer is written by hand. */
async function handWritten(answer: (response: ServerResponse) => void) {
  const left = { count: 0 };
  const server = createServer((incoming, response) => {
    incoming.resume();
    response.on("close", () => (left.count += response.writableFinished ? 0 : 1));
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const choice: RemoteChoice = {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    model: "test-model",
    needsKey: false,
  };
  return { choice, left, model: makeRemoteModel(choice, { keyFor: () => undefined }), server };
}

const chunk = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

describe("streams", () => {
  test.each(dialects)(
    "%s: words are told while they are written, and the whole is the answer",
    async (dialect) => {
      const { model, server } = await started(dialect, {
        answer: () => ({ text: "green as grass is", reasoning: "hm, grass", completionTokens: 9, dripMs: 2 }),
      });
      const told: Written[] = [];
      const outcome = await model.complete(long, never, (written) => told.push(written));
      expect(outcome).toMatchObject({
        text: "green as grass is",
        reasoning: "hm, grass",
        finishReason: "stop",
        usage: { completionTokens: 9 },
      });
      expect(told.length).toBeGreaterThan(0);
      expect("green as grass is".startsWith(told[0]?.text ?? "?")).toBe(true);
      expect(server.completions()[0]?.headers["accept"]).toBeDefined();
    },
  );

  test("a label is asked for at once, a long answer as a stream", async () => {
    const { model, server } = await started("openai-compatible", { answer: () => "green" });
    await model.complete({ ...request, maxTokens: 24 }, never);
    await model.complete(long, never);
    expect(server.completions().map(({ request: { json } }) => json["stream"])).toEqual([undefined, true]);
  });

  test("a server that cannot stream is asked without from then on", async () => {
    const { model, server } = await started("openai-compatible", {
      answer: ({ json }) =>
        json["stream"] === true ? { status: 400, text: "streaming is not available" } : "green",
    });
    expect(await model.complete(long, never)).toMatchObject({ text: "green" });
    expect(await model.complete(long, never)).toMatchObject({ text: "green" });
    expect(server.completions()).toHaveLength(3);
  });

  test("a stream that ends before the model has is cut, and no answer", async () => {
    const { model } = await handWritten((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(chunk("gre"));
    });
    expect(await model.complete(long, never)).toMatchObject({
      error: "unreachable-or-cors",
      message: expect.stringContaining("cut in the middle"),
    });
  });

  test("an error in the middle of a stream is a failure in the server's words", async () => {
    const { model } = await handWritten((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`${chunk("gre")}data: {"error":{"message":"out of memory on node 3","code":503}}\n\n`);
    });
    expect(await model.complete(long, never)).toMatchObject({
      error: "server-error",
      words: "out of memory on node 3",
    });
  });

  test("the time limit counts silence: what goes on coming outlasts it", () => {
    vi.useFakeTimers();
    try {
      const patience = makePatience(never, 1000, 60_000);
      for (let piece = 0; piece < 10; piece++) {
        vi.advanceTimersByTime(900);
        patience.heard();
      }
      expect(patience.ended.aborted).toBe(false);
      vi.advanceTimersByTime(1000);
      expect([patience.ended.aborted, patience.gaveUp()]).toEqual([true, "silence"]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("a host that sends just enough never to be silent is given up in the end, and told so", () => {
    vi.useFakeTimers();
    try {
      const patience = makePatience(never, 1000, 60_000);
      for (let piece = 0; piece < 70; piece++) {
        vi.advanceTimersByTime(900);
        patience.heard();
      }
      expect([patience.ended.aborted, patience.gaveUp()]).toEqual([true, "length"]);
    } finally {
      vi.useRealTimers();
    }
    const choice: RemoteChoice = {
      kind: "remote",
      dialect: "openai-compatible",
      provider: "custom",
      baseUrl: "https://slow.example/v1",
      model: "m",
      needsKey: false,
    };
    expect(brokenOff(new Error("any"), choice, { byUser: false, gaveUp: "length" })).toMatchObject({
      error: "timeout",
      message: expect.stringContaining("https://slow.example went on sending"),
    });
  });

  test("no limit is so long that a timer ends at once", () => {
    vi.useFakeTimers();
    try {
      const patience = makePatience(never, 2 ** 40, 2 ** 41);
      vi.advanceTimersByTime(3_600_000);
      expect(patience.ended.aborted).toBe(false);
      patience.settle();
    } finally {
      vi.useRealTimers();
    }
  });

  test("a stream that falls silent is given up, at the host too", async () => {
    const silent = await handWritten((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(chunk("gre"));
    });
    const second = makeRemoteModel({ ...silent.choice, timeoutMs: 1500 }, { keyFor: () => undefined });
    expect(await second.complete(long, never)).toMatchObject({ error: "timeout" });
    await expect.poll(() => silent.left.count).toBe(1);
  });
});

describe("hosts that send too much", () => {
  test("an endless stream is stopped at the host once the answer is longer than was asked for", async () => {
    let sent = 0;
    const { model, left } = await handWritten((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const more = (): void => {
        while (!response.destroyed && response.write(chunk("green ".repeat(200)))) sent += 1;
      };
      response.on("drain", more);
      more();
    });
    const outcome = await model.complete({ ...request, maxTokens: 100 }, never);
    expect(outcome).toMatchObject({ kind: "completed", finishReason: "length" });
    expect(outcome.kind === "completed" && outcome.text.length).toBe(3200);
    await expect.poll(() => left.count).toBe(1);
    expect(sent * 1200).toBeLessThan(4_000_000);
  });

  test.each([
    ["text", 15_000_000, "bad-response"],
    ["an error", 15_000_000, "server-error"],
  ])("%s of 15 MB for 40 tokens is not read to its end", async (what, bytes, error) => {
    const { choice } = await handWritten((response) => {
      response.writeHead(what === "text" ? 200 : 500, { "content-type": "application/json" });
      response.end(`{"choices":[{"message":{"content":"${"x".repeat(bytes)}"}}]}`);
    });
    let bytesIn = 0;
    const model = makeRemoteModel(choice, {
      keyFor: () => undefined,
      onExchange: (exchange) => {
        bytesIn = exchange.bytesIn;
      },
    });
    expect(await model.complete(request, never)).toMatchObject({ kind: "failed", error });
    expect(bytesIn).toBeGreaterThan(100_000);
    expect(bytesIn).toBeLessThan(1_000_000);
  });

  test.each([
    [{ prompt_tokens: -500, completion_tokens: -3 }, {}],
    [{ prompt_tokens: 1e12, completion_tokens: 1e12 }, {}],
    [{ prompt_tokens: 0, completion_tokens: 0 }, {}],
    [{ prompt_tokens: "12", completion_tokens: null }, {}],
    [
      { prompt_tokens: 12, completion_tokens: 2, cost: -4 },
      { promptTokens: 12, completionTokens: 2 },
    ],
    [undefined, {}],
  ])("counts that cannot be true are not known: %o", async (usage, right) => {
    const { ask } = await started("openai-compatible", {
      answer: () => ({
        rawBody: JSON.stringify({
          choices: [
            { message: { role: "model", content: [{ type: "text", text: "green" }] }, finish_reason: "stop" },
          ],
          usage,
        }),
      }),
    });
    const outcome = await ask();
    expect(outcome).toMatchObject({ kind: "completed", text: "green" });
    expect(outcome.usage).toEqual(right);
    expect(outcome).not.toHaveProperty("costUsd");
  });
});

describe("room to think", () => {
  /** A model that thinks for 300 tokens and then answers. */
  const thinker = {
    answer: ({ json }: { readonly json: Readonly<Record<string, unknown>> }) =>
      Number(json["max_tokens"]) < 300
        ? { text: "<think>grass is", finish: "length" as const, completionTokens: 24 }
        : { text: "<think>grass is green</think>\n\ngreen", completionTokens: 310 },
  };

  test("a label's limit never silences a model that thinks: it is asked once more with room, and has it from then on", async () => {
    const { model, server } = await started("openai-compatible", thinker);
    const roomy = withRoomToThink(model);
    const label = { ...request, maxTokens: 24 };
    expect(await roomy.complete(label, never)).toMatchObject({
      kind: "completed",
      text: "green",
      reasoning: "grass is green",
      // Both calls were paid for.
      usage: { completionTokens: 334 },
    });
    expect(await roomy.complete(label, never)).toMatchObject({ text: "green" });
    expect(server.completions()).toHaveLength(3);
  });

  test("a model that does not think is asked for no more than its answer", async () => {
    const { model, server } = await started("openai-compatible", { answer: () => "green" });
    const roomy = withRoomToThink(model);
    await roomy.complete(request, never);
    await roomy.complete(request, never);
    for (const { request: seen } of server.completions()) expect(seen.json["max_tokens"]).toBe(40);
  });

  test("thinking without end is a failure with a name and a way out", async () => {
    const { model, server } = await started("openai-compatible", {
      answer: () => ({ text: "", reasoning: "and so on", finish: "length" }),
    });
    expect(await withRoomToThink(model).complete(request, never)).toMatchObject({
      error: "cut-before-answer",
      message: expect.stringMatching(/thinking.*off or low/),
    });
    expect(server.completions()).toHaveLength(2);
  });
});

test("a host that answered and is gone has stopped answering, and no word is said of access", async () => {
  const { model, server } = await started("openai-compatible", { answer: () => "green" });
  await model.complete(request, never);
  await model.complete(request, never);
  await server.close();
  const outcome = await model.complete(request, never);
  expect(outcome).toMatchObject({ error: "unreachable-or-cors" });
  expect(outcome.kind === "failed" && outcome.message).toMatch(
    /stopped answering at \d\d:\d\d, after 2 answers/,
  );
  expect(outcome.kind === "failed" && outcome.message).not.toContain("CORS");
});
