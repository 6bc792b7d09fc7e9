import { expect, test } from "vitest";

import type { WllamaEngine } from "../../src/models/wllama/open-engine.ts";
import { cacheBytesPerToken } from "../../src/models/wllama/prompts-aside.ts";
import { openWllamaModel } from "../../src/models/wllama/wllama-model.ts";

const never = new AbortController().signal;

/** An engine that keeps one prompt's cache, as llama.cpp's server does with one slot, and counts what it copies aside. */
function scriptedEngines(tokensOfPrompt: number, bytesPerToken: number) {
  const aside: number[] = [];
  const open = async (): Promise<WllamaEngine> => {
    aside.push(0);
    let held = "";
    return {
      contextLength: 4096,
      bytesPerToken,
      threads: 1,
      chat: async ({ messages }, take) => {
        const system = String(messages[0]!.content);
        const cached = system === held ? tokensOfPrompt - 4 : 0;
        if (system !== held && held !== "") aside.push(aside.pop()! + tokensOfPrompt * bytesPerToken);
        held = system;
        take({
          choices: [{ index: 0, message: { role: "assistant", content: "billing" }, finish_reason: "stop" }],
          usage: {
            prompt_tokens: tokensOfPrompt,
            completion_tokens: 1,
            total_tokens: tokensOfPrompt + 1,
            prompt_tokens_details: { cached_tokens: cached },
          },
        } as unknown as Parameters<typeof take>[0]);
      },
      close: async () => undefined,
    };
  };
  return { open, aside };
}

const megabyte = 2 ** 20;

test("what an engine keeps of earlier prompts never passes a bound: it is opened afresh, and only where the prompt changes", async () => {
  const { open, aside } = scriptedEngines(300, megabyte / 10);
  const model = await openWllamaModel({ identity: "", label: "Model", files: [], options: {} }, open);
  for (let prompt = 0; prompt < 60; prompt++)
    for (const user of ["one", "two", "three"]) {
      const opened = aside.length;
      const messages = [
        { role: "system", content: `Prompt ${prompt}` },
        { role: "user", content: user },
      ] as const;
      const outcome = await model.complete({ messages, maxTokens: 4, temperature: 0 }, never);
      expect(outcome).toMatchObject({ kind: "completed", text: "billing" });
      if (user !== "one") expect(aside.length).toBe(opened);
    }
  // 59 changes of 30 MB: 18 of them pass half a gigabyte.
  expect(aside.length).toBe(4);
  for (const bytes of aside) expect(bytes).toBeLessThan(600 * megabyte);
});

test("a token of the cache is as large as the model's layers and shared heads make it", () => {
  const facts = (metadata: Record<string, string>) =>
    cacheBytesPerToken({ n_embd: 896, n_layer: 24, metadata } as Parameters<typeof cacheBytesPerToken>[0]);
  const qwen = {
    "general.architecture": "qwen2",
    "qwen2.attention.head_count": "14",
    "qwen2.attention.head_count_kv": "2",
  };
  expect(facts(qwen)).toBe(24 * 2 * 64 * 8);
  expect(facts({ ...qwen, "qwen2.attention.key_length": "128" })).toBe(24 * 2 * 128 * 8);
  // Nothing said of heads: as if each were its own.
  expect(facts({ "general.architecture": "qwen2" })).toBe(24 * 896 * 8);
});
