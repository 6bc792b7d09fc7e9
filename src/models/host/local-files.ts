import { modelFailure } from "../failure.ts";
import { hashStream } from "../hash-stream.ts";
import type { KeptDownloads } from "../kept-downloads.ts";
import type { ModelFailure } from "../language-model.ts";
import type { WeightFile } from "../loaded-model.ts";
import type { WebLlmChoice } from "../model-choice.ts";
import type { StoredFile, StoredFiles } from "../stored-files.ts";
import type { CacheStatus } from "../webllm/download-model.ts";
import type { FolderFile, ImportedModel } from "../webllm/import-folder.ts";
import type { ListedModel } from "../webllm/load-webllm.ts";
import type { GpuFound } from "../webllm/look-at-gpu.ts";
import type { ReportProgress } from "../weights.ts";
import { readGgufHeader } from "../wllama/gguf-header.ts";

/** Model files on this machine: GGUF files in the private file system, WebLLM's in the browser's caches. */
export interface LocalFiles {
  storedFiles(): Promise<readonly StoredFile[]>;
  /** Keeps a GGUF file from disk, hashed on the way; what is no GGUF is refused. */
  storeFile(
    name: string,
    file: Blob,
    onProgress: ReportProgress,
  ): Promise<{ readonly kind: "saved"; readonly file: WeightFile } | ModelFailure>;
  removeFile(name: string): Promise<void>;
  /** GGUF files that came from a URL, whole or begun. */
  downloads(): ReturnType<KeptDownloads["list"]>;
  removeDownload(url: string): Promise<void>;
  /** What the browser's graphics can do; asked before anything is downloaded. */
  lookAtGpu(): Promise<GpuFound>;
  /** Every language model of the WebLLM package. */
  webLlmList(): Promise<readonly ListedModel[]>;
  webLlmStatus(choice: WebLlmChoice): Promise<CacheStatus | ModelFailure>;
  deleteWebLlm(choice: WebLlmChoice): Promise<void>;
  importWebLlm(
    name: string,
    folder: readonly FolderFile[],
    onProgress: ReportProgress,
  ): Promise<ImportedModel | ModelFailure>;
}

export function makeLocalFiles(files: StoredFiles, downloads: KeptDownloads): LocalFiles {
  return {
    storedFiles: () => files.list(),
    async storeFile(name, file, onProgress) {
      const header = await readGgufHeader(file);
      if (header.kind === "not-gguf") return modelFailure("bad-model-file", header.message);
      let toldAt = 0;
      const { stream, digest } = await hashStream(file.stream());
      const saved = await files.save(name, stream, async (loadedBytes) => {
        if (performance.now() - toldAt < 150) return;
        toldAt = performance.now();
        await onProgress({ phase: "read", loadedBytes, totalBytes: file.size });
      });
      if (saved.kind === "failed") return saved;
      return { kind: "saved", file: { name, bytes: file.size, sha256: digest() } };
    },
    removeFile: (name) => files.remove(name),
    downloads: () => downloads.list(),
    removeDownload: (url) => downloads.remove(url),
    lookAtGpu: async () => (await import("../webllm/look-at-gpu.ts")).lookAtGpu(),
    webLlmList: async () => (await webLlm())[0].webLlmList(),
    async webLlmStatus(choice) {
      const [{ recordOf }, { cacheStatus }] = await webLlm();
      const record = await recordOf(choice);
      return "kind" in record ? record : cacheStatus(record);
    },
    async deleteWebLlm(choice) {
      const [{ recordOf }, { deleteModel }] = await webLlm();
      const record = await recordOf(choice);
      if (!("kind" in record)) await deleteModel(record);
    },
    async importWebLlm(name, folder, onProgress) {
      return (await import("../webllm/import-folder.ts")).importFolder(name, folder, onProgress);
    },
  };
}

const webLlm = () => Promise.all([import("../webllm/load-webllm.ts"), import("../webllm/download-model.ts")]);
