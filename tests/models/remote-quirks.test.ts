import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect, test } from "vitest";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import { dialects, never, request, started } from "../support/remote-start.ts";

test("without a key, a model that needs one is not asked at all", async () => {
  const { ask, server } = await started("openai-compatible", { answer: () => "green" }, {}, "");
  expect(await ask()).toMatchObject({ kind: "failed", error: "needs-key" });
  expect(server.requests).toHaveLength(0);
});

test("a server that is not there is unreachable", async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const { model } = await started(
    "openai-compatible",
    { answer: () => "" },
    { baseUrl: `http://127.0.0.1:${port}/v1` },
  );
  expect(await model.complete(request, never)).toMatchObject({
    kind: "failed",
    error: "unreachable-or-cors",
  });
});

test("thinking inside the text is taken out of the answer", async () => {
  const { ask } = await started("openai-compatible", {
    answer: () => "<think>Grass. Green?</think>\n\ngreen",
  });
  expect(await ask()).toMatchObject({ text: "green", reasoning: "Grass. Green?" });
});

test("an answer cut inside its thinking is a failure that says so, and is never scored", async () => {
  const { ask } = await started("openai-compatible", {
    answer: () => ({ text: "<think>Grass is a", finish: "length" }),
  });
  expect(await ask()).toMatchObject({
    kind: "failed",
    error: "cut-before-answer",
    message: expect.stringContaining("thinking"),
    usage: { completionTokens: 5 },
  });
});

test("parameters that a model refuses are left out from then on", async () => {
  const { ask, server } = await started("openai-compatible", {
    answer: ({ json }) => {
      if (json["max_tokens"] !== undefined)
        return {
          status: 400,
          text: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        };
      if (json["temperature"] !== undefined)
        return {
          status: 400,
          text: "Unsupported value: 'temperature' does not support 0.5 with this model.",
        };
      return "green";
    },
  });
  expect(await ask()).toMatchObject({ kind: "completed", text: "green" });
  expect(await ask()).toMatchObject({ kind: "completed", text: "green" });
  const sent = server.completions().map((entry) => entry.request.json);
  expect(sent).toHaveLength(4);
  expect(sent[3]).toMatchObject({ max_completion_tokens: 40 });
  expect(sent[3]).not.toHaveProperty("temperature");
});

test("a long system prompt is marked for Anthropic's prefix cache, a short one is not", async () => {
  const { model, server } = await started("anthropic", { answer: () => "green" });
  await model.complete(request, never);
  await model.complete(
    {
      ...request,
      messages: [{ role: "system", content: "Be kind. ".repeat(600) }, ...request.messages.slice(1)],
    },
    never,
  );
  const systems = server.completions().map((entry) => JSON.stringify(entry.request.json["system"]));
  expect(systems[0]).not.toContain("cache_control");
  expect(systems[1]).toContain('"cache_control":{"type":"ephemeral"}');
});

test("a JSON Schema travels in each dialect's own words", async () => {
  const schema = {
    type: "object",
    properties: { colour: { type: "string" } },
    required: ["colour"],
    additionalProperties: false,
  };
  const seen: string[] = [];
  for (const dialect of dialects) {
    const { model, server } = await started(dialect, { answer: () => '{"colour":"green"}' });
    await model.complete({ ...request, responseFormat: { kind: "json-schema", schema } }, never);
    seen.push(JSON.stringify(server.completions()[0]?.request.json));
    await server.close();
  }
  expect(seen[0]).toContain('"response_format":{"type":"json_schema"');
  expect(seen[1]).toContain('"colour"');
  expect(seen[2]).toContain('"responseMimeType":"application/json"');
});

test("any JSON is asked for in each dialect's own form, where the prompt speaks of JSON, and not again where it is refused", async () => {
  const asked: CompletionRequest = {
    ...request,
    messages: [{ role: "user", content: "Name the colour, as JSON." }],
    responseFormat: { kind: "json-object" },
  };
  const seen: Record<string, unknown>[] = [];
  for (const dialect of dialects) {
    const { model, server } = await started(dialect, { answer: () => '{"colour":"green"}' });
    await model.complete(asked, never);
    seen.push(server.completions()[0]?.request.json ?? {});
    await server.close();
  }
  expect(seen[0]).toMatchObject({ response_format: { type: "json_object" } });
  expect(JSON.stringify(seen[1])).not.toMatch(/format/);
  expect(seen[2]).toMatchObject({ generationConfig: { responseMimeType: "application/json" } });
  expect(JSON.stringify(seen[2])).not.toMatch(/schema/i);

  const unspoken = await started("openai-compatible", { answer: () => "{}" });
  await unspoken.model.complete({ ...asked, messages: request.messages }, never);
  expect(unspoken.server.completions()[0]?.request.json["response_format"]).toBeUndefined();

  const refusal = "'response_format.type' must be 'json_schema' or 'text'";
  const strict = await started("openai-compatible", {
    answer: ({ json }) =>
      json["response_format"] === undefined
        ? "{}"
        : { status: 400, rawBody: JSON.stringify({ error: refusal }) },
  });
  for (const _ of [1, 2]) expect(await strict.model.complete(asked, never)).toMatchObject({ text: "{}" });
  expect(strict.server.completions()).toHaveLength(3);
});

test("the cost a provider states is kept", async () => {
  const { ask } = await started("openai-compatible", {
    answer: () => ({
      rawBody: JSON.stringify({
        choices: [{ index: 0, message: { role: "assistant", content: "green" }, finish_reason: "stop" }],
        usage: { prompt_tokens: 3, completion_tokens: 1, cost: 0.00012 },
      }),
    }),
  });
  expect(await ask()).toMatchObject({ text: "green", costUsd: 0.00012 });
});

test("what an endpoint does not report is unknown, not 0; what it reports under its own name is read", async () => {
  const answer = (usage: object) => ({
    rawBody: JSON.stringify({
      choices: [{ index: 0, message: { role: "assistant", content: "green" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 30, completion_tokens: 1, ...usage },
    }),
  });
  const silent = await started("openai-compatible", { answer: () => answer({}) });
  const said = await silent.ask();
  expect(said.kind === "completed" && said.usage).toEqual({ promptTokens: 30, completionTokens: 1 });
  const telling = await started("openai-compatible", {
    answer: () => answer({ prompt_cache_hit_tokens: 20 }),
  });
  expect(await telling.ask()).toMatchObject({ usage: { cachedPromptTokens: 20 } });
});

test("a parameter refused in Mistral's way is left out as well", async () => {
  const { ask, server } = await started("openai-compatible", {
    answer: ({ json }) =>
      json["seed"] === undefined
        ? "green"
        : {
            status: 422,
            rawBody: JSON.stringify({
              detail: [
                { type: "extra_forbidden", loc: ["body", "seed"], msg: "Extra inputs are not permitted" },
              ],
            }),
          },
  });
  expect(await ask()).toMatchObject({ kind: "completed", text: "green" });
  expect(server.completions()).toHaveLength(2);
});

test("a wrong key said as 400, and an empty account said as 429, are known for what they are", async () => {
  const key = await started("gemini", {
    answer: () => ({ status: 400, text: "API key not valid. Please pass a valid API key." }),
  });
  expect(await key.ask()).toMatchObject({ error: "authentication" });
  const empty = await started("openai-compatible", {
    answer: () => ({
      status: 429,
      text: "You exceeded your current quota, please check your plan and billing details.",
    }),
  });
  expect(await empty.ask()).toMatchObject({ error: "no-credit" });
});
