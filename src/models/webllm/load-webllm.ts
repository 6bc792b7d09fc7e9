import type { ModelRecord } from "@mlc-ai/web-llm";
import { proxy } from "comlink";

import { modelFailure } from "../failure.ts";
import type { ListedModel } from "../host/loader.ts";
import type { LanguageModel, ModelFailure } from "../language-model.ts";
import type { WeightFile } from "../loaded-model.ts";
import { lookAtGpu } from "../look-at-gpu.ts";
import { thinkingMark, type WebLlmChoice } from "../model-choice.ts";
import { type ReportProgress, sha256OfFiles } from "../weights.ts";
import { downloadModel, type DownloadedModel, weightFile } from "./download-model.ts";
import { needsHalfFloats, withoutHalfFloats } from "./half-floats.ts";
import { startEngineHost } from "./start-host.ts";
import { openWebLlmModel } from "./webllm-model.ts";

interface LoadedWebLlm {
  readonly kind: "loaded";
  readonly model: LanguageModel;
  /** Of the list of all files with their hashes. */
  readonly sha256: string;
  readonly weights: readonly WeightFile[];
  readonly bytes: number;
  readonly contextLength: number;
}

/** Every prebuilt library is compiled for this much. */
const usualContext = 4096;

/** The package's records, asked for once: the package is 6 MB, and the list never changes. */
const prebuiltRecords = once(async (): Promise<readonly ModelRecord[]> => {
  const host = startEngineHost();
  try {
    const records = await Promise.race([host.api.listRecords(), host.died]);
    if ("kind" in records) throw new Error(records.message);
    return records;
  } finally {
    host.kill();
  }
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((thrown: unknown) => {
      made = undefined;
      throw thrown;
    });
    return made;
  };
}

/** Every language model the package lists. */
export async function listedModels(): Promise<readonly ListedModel[]> {
  return (await prebuiltRecords()).map(({ model_id, vram_required_MB, required_features }) => ({
    modelId: model_id,
    choice: { kind: "webllm", modelId: model_id },
    ...(vram_required_MB === undefined ? {} : { graphicsMegabytes: vram_required_MB }),
    needsHalfFloats: needsHalfFloats(model_id, required_features),
  }));
}

/** The record of a choice: the user's own, or the package's. */
export async function recordOf(choice: WebLlmChoice): Promise<ModelRecord | ModelFailure> {
  if (choice.custom !== undefined)
    return {
      model: choice.custom.model,
      model_lib: choice.custom.library,
      model_id: choice.modelId,
      ...(choice.custom.hasManifest === true ? { model_manifest: "mlc-model-manifest.json" } : {}),
    };
  const record = (await prebuiltRecords()).find((one) => one.model_id === choice.modelId);
  return (
    record ??
    modelFailure("unknown-model", `WebLLM knows no model "${choice.modelId}". Choose one from its list.`)
  );
}

/**
 * Whether this GPU can run the model; asked before anything is downloaded. The id of a folder or of one's own record may
 * say nothing of half-floats: then the model's config does, once it is here.
 */
async function refusedByGpu(record: ModelRecord, quantization = ""): Promise<ModelFailure | undefined> {
  const gpu = await lookAtGpu();
  if (gpu.kind === "none") return modelFailure("no-webgpu", gpu.message);
  const id = record.model_id;
  if (gpu.halfFloats || !needsHalfFloats(`${id} ${quantization}`, record.required_features)) return undefined;
  const sister = withoutHalfFloats(id);
  const instead =
    sister === id
      ? "Choose a build of it that does without (q4f32_1 or q0f32)."
      : `Choose ${sister}: the same model, somewhat larger.`;
  return modelFailure(
    "no-shader-f16",
    `${id} needs half-floats, which this GPU (${gpu.name}) does not have. ${instead}`,
  );
}

/** One hash for all files: of the list of their own. */
function hashOf(downloaded: DownloadedModel): Promise<string> {
  return sha256OfFiles([new Blob(downloaded.files.map((file) => `${file.sha256}  ${file.url}\n`))]);
}

/** Checks the GPU, downloads what is missing, and loads the model onto the GPU. */
export async function loadWebLlm(
  choice: WebLlmChoice,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<LoadedWebLlm | ModelFailure> {
  const record = await recordOf(choice);
  if ("kind" in record) return record;
  const refused = await refusedByGpu(record);
  if (refused !== undefined) return refused;
  const downloaded = await downloadModel(record, report, signal);
  if (downloaded.kind === "failed") return downloaded;
  const refusedByConfig = await refusedByGpu(record, downloaded.quantization);
  if (refusedByConfig !== undefined) return refusedByConfig;
  const sha256 = await hashOf(downloaded);
  const contextLength = choice.contextLength ?? record.overrides?.context_window_size ?? usualContext;
  const model = await openWebLlmModel({
    record,
    identity: `webllm:${choice.modelId}:${sha256}:ctx${contextLength}${choice.reusePrefixes === true ? ":reuse" : ""}${thinkingMark(choice.thinking)}`,
    label: choice.modelId,
    options: { context_window_size: contextLength },
    reusePrefixes: choice.reusePrefixes === true,
    isQuiet: /qwen3/i.test(choice.modelId) && (choice.thinking ?? "off") === "off",
    startHost: startEngineHost,
    onProgress: proxy(async (text: string) => report({ phase: "compile", text })),
  });
  if ("kind" in model) return model;
  await report({ phase: "ready", loadedBytes: downloaded.bytes, totalBytes: downloaded.bytes });
  return {
    kind: "loaded",
    model,
    sha256,
    weights: downloaded.files.map(weightFile),
    bytes: downloaded.bytes,
    contextLength,
  };
}
