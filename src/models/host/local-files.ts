import { modelFailure } from "../failure.ts";
import { hashStream } from "../hash-stream.ts";
import type { ModelFailure } from "../language-model.ts";
import type { WeightFile } from "../loaded-model.ts";
import { type GpuFound, lookAtGpu } from "../look-at-gpu.ts";
import type { LocalChoice } from "../model-choice.ts";
import type { StoredFile } from "../stored-files.ts";
import type { ReportProgress } from "../weights.ts";
import { readGgufHeader } from "../wllama/gguf-header.ts";
import type { FolderFile, ImportedModel, KeptFiles, ListedModel, WeightsHere } from "./loader.ts";
import { allLocalLoaders, localLoaderOf } from "./loaders.ts";

/** Files of local models on this machine; where each engine keeps its own, its loader knows. */
export interface LocalFiles {
  storedFiles(): Promise<readonly StoredFile[]>;
  /** Keeps a GGUF file from disk, hashed on the way; what is no GGUF is refused. */
  storeFile(
    name: string,
    file: Blob,
    onProgress: ReportProgress,
  ): Promise<{ readonly kind: "saved"; readonly file: WeightFile } | ModelFailure>;
  weightsHere(choice: LocalChoice): Promise<WeightsHere | ModelFailure>;
  /** Takes every file of a model from this machine. */
  removeWeights(choice: LocalChoice): Promise<void>;
  /** What the browser's graphics can do; asked before anything is downloaded. */
  lookAtGpu(): Promise<GpuFound>;
  /** Every language model that an engine knows by name. */
  listedModels(): Promise<readonly ListedModel[]>;
  importFolder(
    name: string,
    folder: readonly FolderFile[],
    onProgress: ReportProgress,
  ): Promise<ImportedModel | ModelFailure>;
}

export function makeLocalFiles(kept: KeptFiles): LocalFiles {
  const { files } = kept;
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
    weightsHere: async (choice) => (await localLoaderOf(choice)).weightsHere(choice, kept),
    removeWeights: async (choice) => (await localLoaderOf(choice)).remove(choice, kept),
    lookAtGpu,
    async listedModels() {
      const lists = await Promise.all((await allLocalLoaders()).map(async (loader) => loader.list?.() ?? []));
      return lists.flat();
    },
    async importFolder(name, folder, onProgress) {
      const [loader] = (await allLocalLoaders()).filter(({ importFolder }) => importFolder !== undefined);
      const taken = await loader?.importFolder?.(name, folder, onProgress);
      return taken ?? modelFailure("bad-model-file", "No engine of this tab takes a folder.");
    },
  };
}
