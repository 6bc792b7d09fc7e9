import { describe, expect, test } from "vitest";

import type { CompletionRequest, LanguageModel } from "../../src/models/language-model.ts";
import { openWebLlmModel } from "../../src/models/webllm/webllm-model.ts";
import { type FakeEngines, makeFakeEngines, namedError } from "../support/fake-webllm-engine.ts";

const never = new AbortController().signal;
const request: CompletionRequest = {
  messages: [
    { role: "system", content: "Route the message." },
    { role: "user", content: "The soup is cold." },
  ],
  maxTokens: 8,
  temperature: 0,
  seed: 3,
};

async function opened(engines: FakeEngines, thinks = false): Promise<LanguageModel> {
  const model = await openWebLlmModel({
    record: { model: "https://x.invalid/m", model_id: "m", model_lib: "https://x.invalid/lib.wasm" },
    identity: "webllm:m",
    label: "M",
    options: { context_window_size: 2048 },
    isQuiet: thinks,
    startHost: engines.startHost,
    onProgress: async () => undefined,
    interruptPatienceMs: 30,
  });
  if ("kind" in model) throw new Error(model.message);
  return model;
}

describe("a WebLLM model", () => {
  test("answers with text, usage and timings, and is loaded with the context asked for", async () => {
    const engines = makeFakeEngines();
    const model = await opened(engines);
    expect(await model.complete(request, never)).toMatchObject({
      kind: "completed",
      text: "kitchen",
      finishReason: "stop",
      usage: { promptTokens: 7, completionTokens: 2 },
      timings: { promptMs: 10, decodeMs: 10 },
    });
    expect(engines.loads).toEqual([{ id: "m", options: { context_window_size: 2048 } }]);
    expect(engines.requests[0]).toMatchObject({ max_tokens: 8, temperature: 0, seed: 3, stream: false });
  });

  test("gives a JSON Schema as text and a choice as a grammar", async () => {
    const engines = makeFakeEngines();
    const model = await opened(engines);
    const schema = { type: "object", properties: {} };
    await model.complete({ ...request, responseFormat: { kind: "json-schema", schema } }, never);
    await model.complete(
      { ...request, responseFormat: { kind: "choice", choices: ["yes", 'say "no"'] } },
      never,
    );
    expect(engines.requests[0]?.response_format).toEqual({
      type: "json_object",
      schema: JSON.stringify(schema),
    });
    expect(engines.requests[1]?.response_format).toEqual({
      type: "grammar",
      grammar: String.raw`root ::= "yes" | "say \"no\""`,
    });
  });

  test("a greedy call that wants probabilities asks in the only way that makes the package tell them", async () => {
    const engines = makeFakeEngines();
    const model = await opened(engines);
    await model.complete({ ...request, probabilities: true }, never);
    expect(engines.requests[0]).toMatchObject({
      temperature: 1,
      top_p: 1e-5,
      logprobs: true,
      top_logprobs: 5,
    });
    await model.complete({ ...request, probabilities: true, temperature: 0.5 }, never);
    expect(engines.requests[1]).toMatchObject({ temperature: 0.5, logprobs: true });
    expect(engines.requests[1]).not.toHaveProperty("top_p");
  });

  test("a model that thinks is asked not to, and what it thinks anyway is kept apart", async () => {
    const engines = makeFakeEngines({ answer: () => "<think>\nsoup…\n</think>\n\nkitchen" });
    const model = await opened(engines, true);
    expect(await model.complete(request, never)).toMatchObject({ text: "kitchen", reasoning: "soup…" });
    expect(engines.requests[0]?.extra_body).toEqual({ enable_thinking: false });
  });

  test("ten calls at once are answered one after another, each its own", async () => {
    const engines = makeFakeEngines({ answer: ({ messages }) => String(messages.at(-1)?.content) });
    const model = await opened(engines);
    const users = Array.from({ length: 10 }, (_, i) => `message ${i}`);
    const answers = await Promise.all(
      users.map((content) => model.complete({ ...request, messages: [{ role: "user", content }] }, never)),
    );
    expect(answers.map((answer) => answer.kind === "completed" && answer.text)).toEqual(users);
  });

  test("a stop between words interrupts the engine and keeps it", async () => {
    const engines = makeFakeEngines({ decodeSteps: 1000 });
    const model = await opened(engines);
    const controller = new AbortController();
    const pending = model.complete(request, controller.signal);
    await expect.poll(() => engines.requests.length).toBe(1);
    controller.abort();
    expect(await pending).toMatchObject({ kind: "failed", error: "aborted" });
    expect(engines.killed()).toBe(0);
  });

  test("a stop during an endless prefill ends the thread, and the next call loads afresh", async () => {
    const engines = makeFakeEngines({ hangingPrefill: (call) => call === 0 });
    const model = await opened(engines);
    const controller = new AbortController();
    const pending = model.complete(request, controller.signal);
    await expect.poll(() => engines.requests.length).toBe(1);
    controller.abort();
    expect(await pending).toMatchObject({ error: "aborted" });
    expect(engines.killed()).toBe(1);
    expect(await model.complete(request, never)).toMatchObject({ kind: "completed", text: "kitchen" });
    expect(engines.loads).toHaveLength(2);
  });

  test("a lost device loads the model afresh and asks the call once more", async () => {
    const engines = makeFakeEngines({ loseDevice: (call) => call === 0 });
    const model = await opened(engines);
    expect(await model.complete(request, never)).toMatchObject({ kind: "completed", text: "kitchen" });
    expect(engines.loads).toHaveLength(2);
    expect(engines.requests).toHaveLength(2);
  });

  test("a device lost twice on one call is a failure, and the engine still answers the next", async () => {
    const engines = makeFakeEngines({ loseDevice: (call) => call < 2 });
    const model = await opened(engines);
    expect(await model.complete(request, never)).toMatchObject({ error: "out-of-memory-or-device-lost" });
    expect(await model.complete(request, never)).toMatchObject({ kind: "completed" });
  });

  test("a prompt longer than the context is that, and not retried", async () => {
    const engines = makeFakeEngines({ contextTokens: 5 });
    const model = await opened(engines);
    expect(await model.complete(request, never)).toMatchObject({ error: "context-overflow" });
    expect(engines.loads).toHaveLength(1);
  });

  test.each([
    ["WebGPUNotAvailableError", "no-webgpu"],
    ["ShaderF16SupportError", "no-shader-f16"],
    ["DeviceLostError", "out-of-memory-or-device-lost"],
    ["IntegrityError", "integrity"],
    ["GPUPipelineError", "bad-model-file"],
    ["ModelNotFoundError", "unknown-model"],
    ["TypeError", "unreachable-or-cors"],
  ])("a load that ends in %s is %s", async (name, error) => {
    const engines = makeFakeEngines({ failLoad: () => namedError(name, "Failed to fetch") });
    await expect(opened(engines)).rejects.toThrow();
    const outcome = await openWebLlmModel({
      record: { model: "https://x.invalid/m", model_id: "m-q4f16_1", model_lib: "" },
      identity: "i",
      label: "l",
      options: {},
      isQuiet: false,
      startHost: engines.startHost,
      onProgress: async () => undefined,
    });
    expect(outcome).toMatchObject({ kind: "failed", error });
    expect(engines.killed()).toBe(2);
  });

  test("unloading ends the call under way as what it is", async () => {
    const engines = makeFakeEngines({ decodeSteps: 1000 });
    const model = await opened(engines);
    const pending = model.complete(request, never);
    await expect.poll(() => engines.requests.length).toBe(1);
    await model.dispose();
    expect(await pending).toMatchObject({ kind: "failed", error: "engine-dead" });
  });
});
