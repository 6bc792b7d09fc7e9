import { expect, test } from "vitest";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import { checkPrompts } from "../../src/models/webllm/check-prefix-reuse.ts";
import { openWebLlmModel } from "../../src/models/webllm/webllm-model.ts";
import { makeFakePipeline, type PipelineScript } from "../support/fake-webllm-pipeline.ts";

const never = new AbortController().signal;
const system = `Follow every one of these rules. ${"If the message mentions a word, answer its team. ".repeat(20)}`;
const ask = (user: string, rule = system): CompletionRequest => ({
  messages: [
    { role: "system", content: rule },
    { role: "user", content: user },
  ],
  maxTokens: 8,
  temperature: 0,
});

async function opened(script: PipelineScript = {}, reusePrefixes = true) {
  const pipeline = makeFakePipeline(script);
  const model = await openWebLlmModel({
    record: { model: "https://x.invalid/m", model_id: "m", model_lib: "" },
    identity: "i",
    label: "M",
    options: {},
    isQuiet: false,
    reusePrefixes,
    startHost: pipeline.startHost,
    onProgress: async () => undefined,
  });
  if ("kind" in model) throw new Error(model.message);
  return { model, log: pipeline.log };
}

async function answersOf(
  requests: readonly CompletionRequest[],
  reuse: boolean,
  script: PipelineScript = {},
) {
  const { model, log } = await opened(script, reuse);
  const answers = [];
  for (const request of requests) answers.push(await model.complete(request, never));
  return { answers, log };
}

const texts = (answers: readonly unknown[]) => answers.map((answer) => (answer as { text?: string }).text);

test("with roll-back, calls that share a long prompt give the same answers and read only what is new", async () => {
  const users = Array.from({ length: 20 }, (_, i) => `Message ${i}: my ticket is lost.`);
  // Another prompt in between, the first one again, and one that is the beginning of what is held.
  const requests = [...users.map((user) => ask(user)), ask("x", "Another rule."), ask("Message 3"), ask("M")];
  const [kept, fresh] = [await answersOf(requests, true), await answersOf(requests, false)];
  expect(texts(kept.answers)).toEqual(texts(fresh.answers));
  expect(new Set(texts(fresh.answers)).size).toBe(requests.length);
  expect(kept.log.forwarded).toBeLessThan(fresh.log.forwarded / 4);
  const second = kept.answers[1];
  if (second?.kind !== "completed") throw new Error("not answered");
  expect(second.usage.cachedPromptTokens).toBeGreaterThan(0.9 * (second.usage.promptTokens ?? 0));
  expect(fresh.answers[1]).not.toHaveProperty("usage.cachedPromptTokens");
});

test("the same prompt twice reads its last token again, and is answered alike", async () => {
  const { answers } = await answersOf([ask("same"), ask("same")], true);
  expect(texts(answers)[0]).toBe(texts(answers)[1]);
  const [, again] = answers;
  if (again?.kind !== "completed") throw new Error("not answered");
  expect(again.usage.cachedPromptTokens).toBe((again.usage.promptTokens ?? 0) - 1);
});

test("a call that breaks off in the middle leaves nothing the next one could trip over", async () => {
  const requests = [ask("one"), ask("two"), ask("three")];
  const broken = await answersOf(requests, true, { breaksOn: (call) => call === 2 });
  const fresh = await answersOf(requests, false);
  expect(broken.answers[1]).toMatchObject({ kind: "failed" });
  expect(texts(broken.answers)[2]).toBe(texts(fresh.answers)[2]);
});

test("the check on the device asks twenty prompts both ways, and passes where they agree", async () => {
  expect(checkPrompts).toHaveLength(20);
  const { model } = await opened();
  expect(await model.checkPrefixReuse()).toMatchObject({ kind: "passed", prompts: 20, largestDifference: 0 });
});

test("a runtime that rolls back wrongly does not pass the check", async () => {
  const { model } = await opened({ popsTooMuch: true });
  expect(await model.checkPrefixReuse()).toMatchObject({ kind: "not-equal" });
});

test.each([[{ kvStateKind: "hybrid" }], [{ slidingWindowSize: 1024 }]])(
  "a model that cannot be rolled back (%o) runs as ever, and the check says so",
  async (script) => {
    const { model } = await opened(script);
    expect(model.capabilities.prefixReuse).toBe("none");
    expect(await model.complete(ask("one"), never)).toMatchObject({ kind: "completed" });
    expect(await model.checkPrefixReuse()).toMatchObject({ kind: "not-possible" });
  },
);
