import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { splitThinking } from "../../src/models/thinking.ts";
import { hashFiles, sha256OfFiles } from "../../src/models/weights.ts";
import { readGgufHeader } from "../../src/models/wllama/gguf-header.ts";
import { loadOptions } from "../../src/models/wllama/load-options.ts";
import { makePrefixQueue } from "../../src/models/wllama/prefix-queue.ts";

const embedded = async () => new Blob([await readFile("public/models/embedded-student.gguf")]);
const never = new AbortController().signal;

test("the header of the embedded model names its architecture, context and licence", async () => {
  expect(await readGgufHeader(await embedded())).toMatchObject({
    kind: "header",
    header: { architecture: "llama", license: "mit", contextLength: expect.any(Number) },
  });
});

test("what is no GGUF, or ends inside its header, is named as such", async () => {
  expect(await readGgufHeader(new Blob(["PK\u0003\u0004 a zip"]))).toMatchObject({ kind: "not-gguf" });
  expect(await readGgufHeader((await embedded()).slice(0, 200))).toMatchObject({ kind: "not-gguf" });
  expect(await readGgufHeader(new Blob([]))).toMatchObject({ kind: "not-gguf" });
});

test("parts are hashed as one stream of bytes", async () => {
  const whole = await sha256OfFiles([new Blob(["hello world"])]);
  expect(whole).toBe("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
  expect(await sha256OfFiles([new Blob(["hello "]), new Blob(["world"])])).toBe(whole);
  // Large ones are read piece by piece.
  const large = Buffer.alloc(33 * 1024 * 1024, "weights");
  const told: number[] = [];
  const parts = [new Blob([large.subarray(0, 1_000_000)]), new Blob([large.subarray(1_000_000)])];
  const hashes = await hashFiles(parts, async (bytes) => void told.push(bytes));
  expect(hashes.whole).toBe(createHash("sha256").update(large).digest("hex"));
  expect(hashes.each[0]).toBe(await sha256OfFiles(parts.slice(0, 1)));
  expect(told.length).toBeGreaterThan(0);
});

test("on the CPU a model is loaded with one slot, f32 cache and no flash attention", () => {
  expect(loadOptions({ contextLength: 8192, trainedContext: 2048 })).toEqual({
    n_ctx: 2048,
    n_threads: 1,
    n_parallel: 1,
    swa_full: true,
    n_gpu_layers: 0,
    flash_attn: false,
    cache_type_k: "f32",
    cache_type_v: "f32",
  });
  expect(loadOptions({ gpu: true })).not.toHaveProperty("n_gpu_layers");
});

test("calls of one prompt run together, oldest first, one at a time", async () => {
  const queue = makePrefixQueue();
  const order: string[] = [];
  let now = 0;
  const call = (prefix: string, name: string) =>
    queue.run(prefix, never, async () => {
      expect(++now).toBe(1);
      order.push(name);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
    });
  await Promise.all([call("A", "a1"), call("B", "b1"), call("A", "a2"), call("B", "b2"), call("A", "a3")]);
  expect(order).toEqual(["a1", "a2", "a3", "b1", "b2"]);
});

test("an endless stream of one prompt does not starve another", async () => {
  const queue = makePrefixQueue();
  let ran = 0;
  let other: number | undefined;
  const endless = (): Promise<unknown> =>
    queue.run("A", never, async () => {
      if (++ran < 1000) void endless();
    });
  void endless();
  await queue.run("B", never, async () => {
    other = ran;
  });
  expect(other).toBeLessThan(400);
});

test("thinking is taken out wherever a model puts it, and an unfinished one leaves no answer", () => {
  expect(splitThinking("<think>a</think>\nb")).toEqual({ text: "b", reasoning: "a", unfinished: false });
  expect(splitThinking("a</think>b")).toEqual({ text: "b", reasoning: "a", unfinished: false });
  expect(splitThinking("<thinking>a")).toEqual({ text: "", reasoning: "a", unfinished: true });
  expect(splitThinking("Say <think> when you mean it.")).toMatchObject({
    text: "Say <think> when you mean it.",
  });
});

test.each([
  ["Magistral", "[THINK]soup[/THINK]kitchen"],
  ["Kimi", "◁think▷soup◁/think▷kitchen"],
  ["Seed", "<seed:think>soup</seed:think>kitchen"],
  ["Command A", "<|START_THINKING|>soup<|END_THINKING|><|START_RESPONSE|>kitchen<|END_RESPONSE|>"],
  ["Gemma", "<|channel>thought\nsoup<channel|>kitchen"],
  ["Granite", "<think>soup</think>\n<response>kitchen</response>"],
  ["Granite before", "Here is my thought process: soup Here is my response: kitchen"],
  ["Apertus", "<|inner_prefix|>soup<|inner_suffix|>kitchen"],
  [
    "a solution",
    "<|begin_of_thought|>soup<|end_of_thought|>\n<|begin_of_solution|>kitchen<|end_of_solution|>",
  ],
  ["a template that opened it", "soup\n</think>\n\nkitchen"],
  ["harmony without its marks", "analysissoupassistantfinalkitchen"],
  [
    "harmony's later turns",
    "<|start|>assistant<|channel|>analysis<|message|>soup<|end|><|start|>assistant<|channel|>final<|message|>kitchen<|return|>",
  ],
  ["Qwen", "<think>\n\nsoup\n\n</think>\n\nkitchen<|im_end|>"],
])("thinking as %s marks it is taken out", (_family, text) => {
  expect(splitThinking(text, false)).toEqual({ text: "kitchen", reasoning: "soup", unfinished: false });
});

test.each([
  "Put your reasoning between <think> and </think>, then the label.",
  "<think> is the tag that opens it.",
  "End with `</think>` before you answer.",
  "The tag </think> closes it.",
  "The analysis is the assistant's; the final word is yours.",
  'Write "[THINK]" first.',
])("an answer that merely mentions a mark survives whole: %s", (text) => {
  expect(splitThinking(text, false)).toEqual({ text, unfinished: false });
});
