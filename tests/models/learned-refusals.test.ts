import { describe, expect, test } from "vitest";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import { testConnection } from "../../src/models/remote/test-connection.ts";
import type { Reply } from "../support/model-server.ts";
import { never, request, started } from "../support/remote-start.ts";

const refusal = (body: unknown, status = 400): Reply => ({ status, rawBody: JSON.stringify(body) });
const labels: CompletionRequest = {
  ...request,
  responseFormat: { kind: "choice", choices: ["red", "green"] },
};

/** Refuses each parameter in the words given, and answers what carries none of them. */
function refusing(words: Readonly<Record<string, Reply>>) {
  return ({ json }: { readonly json: Readonly<Record<string, unknown>> }): Reply => {
    const found = Object.keys(words).find((name) => json[name] !== undefined);
    return found === undefined ? "green" : (words[found] ?? "");
  };
}

describe("a refused parameter is left out from then on, however the refusal is put", () => {
  test.each<[string, string, Reply]>([
    [
      "seed",
      "as an argument",
      refusal({ error: { message: "Unrecognized request argument supplied: seed" } }),
    ],
    ["seed", "by a field", refusal({ error: { message: "Not today.", param: "seed" } })],
    ["stop", "in quotes", refusal({ error: "'stop' may not be given with this model" }, 422)],
    [
      "temperature",
      "with a list of what it takes",
      refusal({ error: { message: "temperature: only the default (1) value is supported" } }),
    ],
    ["stop", "in a list of details", refusal({ detail: [{ loc: ["body", "stop"], msg: "no" }] }, 422)],
    [
      "seed",
      "behind a go-between",
      refusal({
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: { raw: '{"error":{"message":"`seed` is not supported"}}' },
        },
      }),
    ],
  ])("%s, %s", async (name, _how, words) => {
    const { ask, server } = await started("openai-compatible", { answer: refusing({ [name]: words }) });
    expect(await ask()).toMatchObject({ kind: "completed" });
    expect(await ask()).toMatchObject({ kind: "completed" });
    expect(server.completions()).toHaveLength(3);
    const last = server.completions()[2]?.request.json ?? {};
    const others = ["seed", "stop", "temperature"].filter((other) => other !== name);
    for (const other of others) expect(last).toHaveProperty(other);
  });

  test("a refusal that names nothing costs one further call, without all that can be left out", async () => {
    const { ask, server } = await started("openai-compatible", {
      answer: ({ json }) => (json["seed"] === undefined ? "green" : { status: 400, text: "Bad Request" }),
    });
    expect(await ask()).toMatchObject({ kind: "completed" });
    expect(server.completions()).toHaveLength(2);
  });

  test("a row that is refused for good is reported in the words of its first refusal, and teaches nothing later", async () => {
    const { ask, server } = await started("openai-compatible", {
      answer: ({ index }) => (index === 0 ? "green" : { status: 400, text: `Bad Request ${index}` }),
    });
    await ask();
    expect(await ask()).toMatchObject({ error: "bad-response", words: "Bad Request 1" });
    expect(server.completions()).toHaveLength(2);
  });

  test("a model without a place for a system message gets it at the head of the first one", async () => {
    const { ask, server } = await started("openai-compatible", {
      answer: ({ system }) => (system === "" ? "green" : { status: 400, text: "System role not supported" }),
    });
    expect(await ask()).toMatchObject({ kind: "completed" });
    expect(server.completions()[1]?.request.messages).toEqual([
      { role: "user", content: "Answer with one word.\n\nWhat colour is grass?" },
    ]);
  });

  test.each([
    ["anthropic", "max_tokens: 9000 > 4096, which is the maximum allowed number of output tokens", 4096],
    ["openai-compatible", "Invalid max_tokens value, the valid range of max_tokens is [1, 8,192]", 8192],
    [
      "openai-compatible",
      "max_tokens is too large: 9000. This model supports at most 5000 completion tokens",
      5000,
    ],
  ] as const)("%s: the longest answer it takes is learned from “%s”", async (dialect, text, most) => {
    const { model, server } = await started(dialect, {
      answer: ({ json }) => (Number(json["max_tokens"]) > most ? { status: 400, text } : "green"),
    });
    expect(await model.complete({ ...request, maxTokens: 9000 }, never)).toMatchObject({ text: "green" });
    expect(server.completions()[1]?.request.json).toMatchObject({ max_tokens: most });
  });
});

describe("a choice of labels", () => {
  test.each(["openai-compatible", "anthropic"] as const)("%s: is a schema of one field", async (dialect) => {
    const { model, server } = await started(dialect, { answer: () => '{"answer": "green"}' });
    expect(await model.complete(labels, never)).toMatchObject({ text: "green" });
    expect(JSON.stringify(server.completions()[0]?.request.json)).toContain('"enum":["red","green"]');
  });

  test("gemini: is an enum", async () => {
    const { model, server } = await started("gemini", { answer: () => "green" });
    expect(await model.complete(labels, never)).toMatchObject({ text: "green" });
    expect(server.completions()[0]?.request.json["generationConfig"]).toMatchObject({
      responseMimeType: "text/x.enum",
      responseSchema: { enum: ["red", "green"] },
    });
  });

  test.each([
    ["llama.cpp", "grammar"],
    ["vllm", "structured_outputs"],
  ])("%s: is %s, and a schema where that is refused", async (provider, name) => {
    const { model, server } = await started(
      "openai-compatible",
      { answer: ({ json }) => (json[name] === undefined ? "green" : refusal({ error: `no ${name}` })) },
      { provider },
    );
    expect(await model.complete(labels, never)).toMatchObject({ text: "green" });
    const [first, second] = server.completions();
    expect(first?.request.json).toHaveProperty(name);
    expect(second?.request.json).toHaveProperty("response_format");
  });

  test("how sure the model is of each is told where its tokens carry log-probabilities", async () => {
    const token = (text: string, top: Readonly<Record<string, number>>) => ({
      token: text,
      logprob: Math.log(top[text] ?? 1),
      top_logprobs: Object.entries(top).map(([other, share]) => ({ token: other, logprob: Math.log(share) })),
    });
    const { model, server } = await started("openai-compatible", {
      answer: () => ({
        rawBody: JSON.stringify({
          choices: [
            {
              message: { content: '{"answer": "green"}' },
              finish_reason: "stop",
              logprobs: {
                content: [
                  token('{"answer": "', { '{"answer": "': 1 }),
                  token("gr", { gr: 0.75, red: 0.2, xy: 0.05 }),
                  token("een", { een: 1 }),
                  token('"}', { '"}': 1 }),
                ],
              },
            },
          ],
        }),
      }),
    });
    const outcome = await model.complete({ ...labels, probabilities: true }, never);
    expect(server.completions()[0]?.request.json).toMatchObject({ logprobs: true, top_logprobs: 10 });
    expect(outcome).toMatchObject({ text: "green" });
    const chances = outcome.kind === "completed" ? outcome.choiceProbabilities : undefined;
    expect(chances?.["green"]).toBeCloseTo(0.75);
    expect(chances?.["red"]).toBeCloseTo(0.2);
  });
});

describe("thinking", () => {
  test.each([
    [
      "openai-compatible",
      "off",
      { reasoning_effort: "none", chat_template_kwargs: { enable_thinking: false } },
    ],
    ["openai-compatible", "low", { reasoning_effort: "low" }],
    ["anthropic", "off", { thinking: { type: "disabled" } }],
    ["anthropic", "low", { output_config: { effort: "low" } }],
    ["gemini", "off", { generationConfig: { thinkingConfig: { thinkingLevel: "minimal" } } }],
  ] as const)("%s: %s is said in the dialect's own words", async (dialect, thinking, sent) => {
    const { ask, server } = await started(dialect, { answer: () => "green" }, { thinking });
    await ask();
    expect(server.completions()[0]?.request.json).toMatchObject(sent);
  });

  test("nothing is said of it where it is left to the model", async () => {
    const { ask, server } = await started("openai-compatible", { answer: () => "green" });
    await ask();
    expect(server.completions()[0]?.body).not.toMatch(/think|reason|effort/);
  });

  test("a model that cannot stop is asked for the least it takes", async () => {
    const { ask, server } = await started(
      "openai-compatible",
      {
        answer: ({ json }) => {
          const effort = json["reasoning_effort"];
          return effort === "none" || effort === "minimal"
            ? { status: 400, text: `Unsupported value: 'reasoning_effort' does not support '${effort}'` }
            : "green";
        },
      },
      { thinking: "off" },
    );
    expect(await ask()).toMatchObject({ text: "green" });
    expect(server.completions()[2]?.request.json).toMatchObject({ reasoning_effort: "low" });
  });
});

test("Check asks as a run asks and names what the model does not take", async () => {
  const { model, server, choice } = await started("openai-compatible", {
    answer: refusing({ temperature: refusal({ error: "temperature is not supported" }) }),
  });
  const around = { online: true, pageOrigin: "https://studio.example", localNetwork: "granted" } as const;
  const report = await testConnection(choice, model, "k", around, never);
  expect(report).toMatchObject({ part: "works" });
  expect(report.message).toContain("It does not take temperature");
  expect(server.completions()[0]?.request.json).toMatchObject({
    temperature: 0,
    stream: true,
    response_format: { type: "json_schema" },
  });
});
