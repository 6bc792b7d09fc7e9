import type { ModelRecord } from "@mlc-ai/web-llm";

import { modelFailure } from "../failure.ts";
import type { WeightsHere } from "../host/loader.ts";
import type { ModelFailure } from "../language-model.ts";
import type { WeightFile } from "../loaded-model.ts";
import type { ReportProgress } from "../weights.ts";
import { ensureFile, type KeptFile, keptFile } from "./keep-file.ts";
import {
  configFile,
  libraryFile,
  manifestFiles,
  type ModelFile,
  shardFiles,
  tensorListFile,
  tokenizerFile,
} from "./webllm-files.ts";

/** A model whose files are all on this machine. */
export interface DownloadedModel {
  readonly kind: "downloaded";
  readonly files: readonly Omit<KeptFile, "kind" | "response">[];
  readonly bytes: number;
  /** How its weights are stored, by its own config ("q4f16_1"); not every config says. */
  readonly quantization?: string;
}

/** A kept file as the run's record names it. */
export function weightFile({ url, bytes, sha256 }: DownloadedModel["files"][number]): WeightFile {
  return {
    name: decodeURIComponent(new URL(url, self.location.href).pathname.split("/").at(-1) ?? url),
    bytes,
    sha256,
  };
}

const reportEveryMs = 200;

/** Refuses what cannot fit, before it begins. */
export async function roomFor(bytes: number): Promise<ModelFailure | undefined> {
  const { quota, usage } = await navigator.storage.estimate();
  if (quota === undefined || usage === undefined || quota - usage > bytes) return undefined;
  return modelFailure(
    "out-of-memory-or-device-lost",
    `The model needs ${Math.ceil(bytes / 1e6)} MB, but this browser offers ${Math.floor((quota - usage) / 1e6)} MB. Free some disk space, or delete another model on the Models page.`,
  );
}

const isFailure = (outcome: KeptFile | ModelFailure): outcome is ModelFailure => outcome.kind === "failed";

/**
 * Brings every file of a model into the caches WebLLM reads from, so that the engine itself never touches the
 * network. Goes on at the first missing file; every file is hashed as it comes.
 */
export async function downloadModel(
  record: ModelRecord,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<DownloadedModel | ModelFailure> {
  const [config, tensorList] = [
    await ensureFile(configFile(record), signal),
    await ensureFile(tensorListFile(record), signal),
  ];
  if (isFailure(config)) return config;
  if (isFailure(tensorList)) return tensorList;
  const shards = shardFiles(record, await tensorList.response.clone().json());
  const settings = (await config.response.clone().json()) as { readonly quantization?: string };
  const rest: readonly ModelFile[] = [
    ...manifestFiles(record),
    libraryFile(record),
    tokenizerFile(record, settings),
    ...shards,
  ];
  const totalBytes = shards.reduce((sum, shard) => sum + (shard.bytes ?? 0), 0);
  const kept: KeptFile[] = [config, tensorList];
  let doneBytes = 0;
  let reportedAt = 0;
  const missing: ModelFile[] = [];
  for (const file of rest) {
    const present = await keptFile(file);
    if (present === undefined) missing.push(file);
    else {
      kept.push(present);
      doneBytes += present.bytes;
    }
  }
  const noRoom = await roomFor(missing.reduce((sum, file) => sum + (file.bytes ?? 0), 0));
  if (noRoom !== undefined) return noRoom;
  const startedAt = performance.now();
  const before = doneBytes;
  for (const file of missing) {
    const outcome = await ensureFile(file, signal, async (bytes) => {
      if (performance.now() - reportedAt < reportEveryMs) return;
      reportedAt = performance.now();
      const perSecond = ((doneBytes + bytes - before) * 1000) / Math.max(1, reportedAt - startedAt);
      await report({
        phase: "download",
        loadedBytes: doneBytes + bytes,
        totalBytes: Math.max(totalBytes, doneBytes + bytes),
        text: `${(perSecond / 1e6).toFixed(1)} MB/s`,
      });
    });
    if (isFailure(outcome)) return outcome;
    doneBytes += outcome.bytes;
    kept.push(outcome);
  }
  const files = kept
    .map(({ url, bytes, sha256 }) => ({ url, bytes, sha256 }))
    .toSorted((a, b) => (a.url < b.url ? -1 : 1));
  return {
    kind: "downloaded",
    files,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    ...(settings.quantization === undefined ? {} : { quantization: settings.quantization }),
  };
}

/** What of a model is in the caches. */
export async function cacheStatus(record: ModelRecord): Promise<WeightsHere> {
  const [config, tensorList] = await Promise.all([
    keptFile(configFile(record)),
    keptFile(tensorListFile(record)),
  ]);
  if (config === undefined || tensorList === undefined)
    return { kind: "weights-here", bytes: 0, isComplete: false, files: [] };
  const shards = shardFiles(record, await tensorList.response.clone().json());
  const tokenizer = tokenizerFile(record, await config.response.clone().json());
  const rest = [...manifestFiles(record), libraryFile(record), tokenizer, ...shards];
  const found = await Promise.all(rest.map((file) => keptFile(file)));
  return {
    kind: "weights-here",
    bytes: found.reduce((sum, file) => sum + (file?.bytes ?? 0), 0),
    totalBytes: shards.reduce((sum, shard) => sum + (shard.bytes ?? 0), 0),
    isComplete: found.every((file) => file !== undefined),
    files: [config, tensorList, ...found].flatMap((file) => (file === undefined ? [] : [weightFile(file)])),
  };
}

/** Removes every file of a model from this machine. */
export async function deleteModel(record: ModelRecord): Promise<void> {
  const tensorList = await keptFile(tensorListFile(record));
  const shards = tensorList === undefined ? [] : shardFiles(record, await tensorList.response.clone().json());
  const config = await keptFile(configFile(record));
  const tokenizer = config === undefined ? [] : [tokenizerFile(record, await config.response.clone().json())];
  // The lists go last: what is left of a half-done deletion can still be found and deleted again.
  for (const file of [
    ...shards,
    ...tokenizer,
    libraryFile(record),
    ...manifestFiles(record),
    tensorListFile(record),
    configFile(record),
  ])
    await (await caches.open(file.scope)).delete(file.url);
}
