import { expect, test } from "vitest";

import { cacheStatus, deleteModel } from "../../src/models/webllm/download-model.ts";
import { importFolder } from "../../src/models/webllm/import-folder.ts";
import { recordOf } from "../../src/models/webllm/load-webllm.ts";
import { manifestFiles } from "../../src/models/webllm/webllm-files.ts";

const quiet = async (): Promise<void> => undefined;

const files = {
  "mlc-chat-config.json": '{"tokenizer_files":["tokenizer.json"]}',
  "tensor-cache.json": '{"records":[{"dataPath":"params_shard_0.bin","nbytes":4}]}',
  "params_shard_0.bin": "abcd",
  "tokenizer.json": "{}",
  "lib.wasm": "wasm",
};

async function takenIn(folder: Readonly<Record<string, string>>) {
  const list = Object.entries(folder).map(([path, text]) => ({ path, file: new Blob([text]) }));
  const taken = await importFolder(`model-${crypto.randomUUID()}`, list, quiet);
  if (taken.kind === "failed") throw new Error(taken.message);
  const record = await recordOf(taken.choice);
  if ("kind" in record) throw new Error(record.message);
  return { taken, record };
}

test("a model with a manifest is whole only with it, loads through it, and leaves nothing behind", async () => {
  const { taken, record } = await takenIn({ ...files, "mlc-model-manifest.json": "{}" });
  expect(taken.files.map(({ name }) => name)).toContain("mlc-model-manifest.json");
  expect(record.model_manifest).toBe("mlc-model-manifest.json");
  expect((await cacheStatus(record)).isComplete).toBe(true);
  const [manifest] = manifestFiles(record);
  const cache = await caches.open("webllm/config");
  await cache.delete(manifest?.url ?? "");
  expect((await cacheStatus(record)).isComplete).toBe(false);
  await deleteModel(record);
  expect((await cache.keys()).filter(({ url }) => url.startsWith(record.model))).toEqual([]);
});

test("a model without a manifest is not asked for one", async () => {
  const { record } = await takenIn(files);
  expect(record).not.toHaveProperty("model_manifest");
  expect(manifestFiles(record)).toEqual([]);
  expect((await cacheStatus(record)).isComplete).toBe(true);
});
