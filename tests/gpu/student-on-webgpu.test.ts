import { afterEach, beforeEach, expect, test } from "vitest";
import { commands } from "vitest/browser";

import type { CompletionRequest, LoadProgress } from "../../src/models/language-model.ts";
import type { LocalChoice } from "../../src/models/model-choice.ts";
import { startEngineHost } from "../../src/models/webllm/start-host.ts";
import { webLlmFailure } from "../../src/models/webllm/webllm-failure.ts";
import { hearing, type StartedStudent, startStudent } from "../support/student.ts";

let student: StartedStudent;
beforeEach(() => {
  student = startStudent();
});
afterEach(async () => {
  student.end();
  await commands.stopServers();
});

const load = (choice: LocalChoice) => student.api.load(choice, hearing<LoadProgress>());
const request: CompletionRequest = {
  messages: [
    { role: "system", content: "Route the message to a team." },
    { role: "user", content: "The soup is cold." },
  ],
  maxTokens: 8,
  temperature: 0,
};

test("the embedded model answers on WebGPU as it does on the processor", async () => {
  const cpu = await student.api.load({ kind: "embedded" }, hearing<LoadProgress>());
  const url = new URL("/models/embedded-student.gguf", location.href).href;
  const gpu = await student.api.load(
    { kind: "gguf", label: "On WebGPU", gpu: true, source: { kind: "url", urls: [url] } },
    hearing<LoadProgress>(),
  );
  if (cpu.kind === "failed" || gpu.kind === "failed") throw new Error("a model did not load");
  expect(gpu.identity).toMatch(/:gpu$/);
  const [onCpu, onGpu] = [
    await student.api.complete(cpu.handle, "1", request),
    await student.api.complete(gpu.handle, "2", request),
  ];
  expect(onGpu).toMatchObject({ kind: "completed", text: onCpu.kind === "completed" ? onCpu.text : "" });
  const again = await student.api.complete(gpu.handle, "3", request);
  expect(again.kind === "completed" && again.usage.cachedPromptTokens).toBeGreaterThan(0);
});

test("the GPU is looked at without a model, and half-floats are known to be missing", async () => {
  expect(await student.api.lookAtGpu()).toMatchObject({ kind: "gpu", halfFloats: false });
});

test("a model that needs half-floats is refused before anything is downloaded, and its sister named", async () => {
  const outcome = await load({ kind: "webllm", modelId: "Llama-3.2-1B-Instruct-q4f16_1-MLC" });
  expect(outcome).toMatchObject({
    kind: "failed",
    error: "no-shader-f16",
    message: expect.stringContaining("Llama-3.2-1B-Instruct-q4f32_1-MLC"),
  });
  expect(
    await student.api.weightsHere({ kind: "webllm", modelId: "Llama-3.2-1B-Instruct-q4f16_1-MLC" }),
  ).toEqual({ kind: "weights-here", bytes: 0, isComplete: false, files: [] });
});

test("an id that WebLLM does not list is unknown", async () => {
  expect(await load({ kind: "webllm", modelId: "No-Such-Model-q4f32_1-MLC" })).toMatchObject({
    error: "unknown-model",
  });
});

test("a model whose files are not there is unknown, and the missing file is named", async () => {
  const origin = await commands.startServer({ replies: [""] });
  const custom = { model: `${origin}/a-model`, library: `${origin}/lib.wasm` };
  const outcome = await load({ kind: "webllm", modelId: "custom", custom });
  expect(outcome).toMatchObject({
    error: "unknown-model",
    status: 404,
    message: expect.stringContaining("mlc-chat-config.json"),
  });
});

const text = (content: unknown) => new Blob([JSON.stringify(content)]);
const folder = (shardBytes: number) => [
  {
    path: "my-model/mlc-chat-config.json",
    file: text({ tokenizer_files: ["tokenizer.json"], context_window_size: 64 }),
  },
  {
    path: "my-model/tensor-cache.json",
    file: text({ records: [{ dataPath: "params_shard_0.bin", nbytes: 8, records: [] }] }),
  },
  { path: "my-model/tokenizer.json", file: text({}) },
  { path: "my-model/params_shard_0.bin", file: new Blob([new Uint8Array(shardBytes)]) },
  { path: "my-model/lib.wasm", file: new Blob(["not really wasm"]) },
];

test("a folder of weights is taken in without a network, hashed, found complete, and deleted again", async () => {
  const imported = await student.api.importFolder("My model", folder(8), hearing<LoadProgress>());
  if (imported.kind === "failed") throw new Error(imported.message);
  expect(imported.files).toHaveLength(5);
  // SHA-256 of eight zero bytes.
  expect(imported.files.find((file) => file.name === "params_shard_0.bin")?.sha256).toBe(
    "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc",
  );
  const status = await student.api.weightsHere(imported.choice);
  expect(status).toMatchObject({ isComplete: true, totalBytes: 8 });
  // What a run would record: every file with its hash, whatever it was called on the way here.
  if (status.kind === "weights-here")
    expect(status.files?.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual(imported.files);
  // Its library is none: the engine gets as far as that, and says so.
  expect(await load(imported.choice)).toMatchObject({ kind: "failed", error: "engine-dead" });
  await student.api.removeWeights(imported.choice);
  expect(await student.api.weightsHere(imported.choice)).toMatchObject({ isComplete: false });
});

test("a folder whose name hides its half-floats is refused by its config, before the engine sees it", async () => {
  const files = folder(8).map((each) =>
    each.path.endsWith("config.json")
      ? { ...each, file: text({ tokenizer_files: ["tokenizer.json"], quantization: "q4f16_1" }) }
      : each,
  );
  const imported = await student.api.importFolder("Halves", files, hearing<LoadProgress>());
  if (imported.kind === "failed") throw new Error(imported.message);
  expect(await load(imported.choice)).toMatchObject({
    error: "no-shader-f16",
    message: expect.stringContaining("q4f32_1"),
  });
  await student.api.removeWeights(imported.choice);
});

test("a folder with a shard cut short is refused, and the shard named", async () => {
  expect(await student.api.importFolder("cut", folder(5), hearing<LoadProgress>())).toMatchObject({
    error: "bad-model-file",
    message: expect.stringContaining("params_shard_0.bin"),
  });
});

test("the real engine's own words for unknown ids and damaged files are understood", async () => {
  const host = startEngineHost();
  const record = {
    model: "https://models.gepa-studio.invalid/x/resolve/main/",
    model_id: "x",
    model_lib: "https://models.gepa-studio.invalid/x/lib.wasm",
  };
  const config = await caches.open("webllm/config");
  await config.put(`${record.model}mlc-chat-config.json`, new Response("{}"));
  const integrity = { config: "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" };
  const damaged = await host.api.load({ ...record, integrity }, {}, hearing<string>());
  expect(damaged).toMatchObject({ kind: "failed", name: "IntegrityError" });
  if (damaged.kind === "failed") expect(webLlmFailure(damaged, "x").error).toBe("integrity");
  const unloaded = await host.api.chat({ messages: [{ role: "user", content: "hi" }] });
  expect(unloaded).toMatchObject({ kind: "failed", name: "ModelNotLoadedError" });
  host.kill();
  await caches.delete("webllm/config");
});

interface Device {
  readonly lost: Promise<{ readonly reason: string }>;
}

async function someDevice(): Promise<Device> {
  const { gpu } = navigator as unknown as {
    gpu: { requestAdapter(): Promise<{ requestDevice(): Promise<Device> }> };
  };
  return (await gpu.requestAdapter()).requestDevice();
}

test("a GPU process that crashes under a model costs no answer: the call is asked once more, and the next works too", async () => {
  const url = new URL("/models/embedded-student.gguf", location.href).href;
  const gpu = await student.api.load(
    { kind: "gguf", label: "On WebGPU", gpu: true, source: { kind: "url", urls: [url] } },
    hearing<LoadProgress>(),
  );
  if (gpu.kind === "failed") throw new Error(gpu.message);
  const before = await student.api.complete(gpu.handle, "before", request);
  if (before.kind === "failed") throw new Error(before.message);
  const device = await someDevice();
  await commands.crashGpu();
  // Every device of the browser is gone now, the model's too.
  expect((await device.lost).reason).toBe("unknown");
  const after = await student.api.complete(gpu.handle, "after", request);
  expect(after).toMatchObject({ kind: "completed", text: before.text });
  expect(await student.api.complete(gpu.handle, "next", request)).toMatchObject({ kind: "completed" });
});
