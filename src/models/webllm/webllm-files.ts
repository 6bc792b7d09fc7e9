import type { ModelRecord } from "@mlc-ai/web-llm";

/** The three caches WebLLM keeps its files in; the names are the package's. */
export type CacheScope = "webllm/config" | "webllm/wasm" | "webllm/model";

export interface ModelFile {
  readonly scope: CacheScope;
  readonly url: string;
  /** Bytes, where the model's own list says. */
  readonly bytes?: number;
}

/** The folder a model's files lie in, composed as WebLLM composes it. */
function baseUrlOf(record: ModelRecord): string {
  const withSlash = record.model.endsWith("/") ? record.model : `${record.model}/`;
  const base = /.+\/resolve\/.+\//.test(withSlash) ? withSlash : `${withSlash}resolve/main/`;
  return new URL(base, self.location.origin).href;
}

export const configFile = (record: ModelRecord): ModelFile => ({
  scope: "webllm/config",
  url: new URL("mlc-chat-config.json", baseUrlOf(record)).href,
});

/** What newer models (Gemma 4) are described by beside their config; none for the others. */
export const manifestFiles = (record: ModelRecord): readonly ModelFile[] =>
  record.model_manifest === undefined
    ? []
    : [{ scope: "webllm/config", url: new URL(record.model_manifest, baseUrlOf(record)).href }];

export const tensorListFile = (record: ModelRecord): ModelFile => ({
  scope: "webllm/model",
  url: new URL("tensor-cache.json", baseUrlOf(record)).href,
});

export const libraryFile = (record: ModelRecord): ModelFile => ({
  scope: "webllm/wasm",
  url: record.model_lib,
});

/** The tokenizer file WebLLM will ask for, from the model's config. */
export function tokenizerFile(record: ModelRecord, config: unknown): ModelFile {
  const names = (config as { tokenizer_files?: readonly string[] }).tokenizer_files ?? [];
  const name = names.includes("tokenizer.json") ? "tokenizer.json" : "tokenizer.model";
  return { scope: "webllm/model", url: new URL(name, baseUrlOf(record)).href };
}

/** The weights, from the model's tensor list. */
export function shardFiles(record: ModelRecord, tensorList: unknown): readonly ModelFile[] {
  const { records = [] } = tensorList as { records?: readonly { dataPath: string; nbytes: number }[] };
  return records.map(({ dataPath, nbytes }) => ({
    scope: "webllm/model",
    url: new URL(dataPath, baseUrlOf(record)).href,
    bytes: nbytes,
  }));
}
