import { describeThrown, modelFailure } from "../failure.ts";
import type { ModelFailure } from "../language-model.ts";
import { type Thinking, thinkingMark } from "../model-choice.ts";
import { memoryForWeights } from "../two-models.ts";
import { hashFiles, type ReportProgress } from "../weights.ts";
import { asFloats } from "./float-file.ts";
import { readGgufHeader } from "./gguf-header.ts";
import { loadOptions } from "./load-options.ts";
import { BadModelFile } from "./open-engine.ts";
export { prepareEngine } from "./open-engine.ts";
import { openWllamaModel, type WllamaModel } from "./wllama-model.ts";

interface GgufToLoad {
  /** The parts of one GGUF, in order. */
  readonly files: readonly Blob[];
  /** Shown to people; without one the name inside the file is used. */
  readonly label?: string;
  readonly contextLength?: number;
  readonly gpu?: boolean;
  readonly threads?: number;
  readonly thinking?: Thinking;
  /** What the hashes of the parts must be, where that is known. */
  readonly expected?: readonly string[] | undefined;
}

interface LoadedGguf {
  readonly kind: "loaded";
  readonly model: WllamaModel;
  readonly sha256: string;
  /** Of each part, in the order they were given. */
  readonly partHashes: readonly string[];
  /** Weights as they lie in memory. */
  readonly memoryBytes: number;
}

/** No file for the 32-bit build of the engine may be longer than its file positions count. */
const longestFile = 2 ** 31 - 1;
/** Below this little of a call is arithmetic. */
const smallFile = 32 * 1024 * 1024;

/** How large weights may become when they are written out as floats: a second model of that size has room beside them. */
function mostBytesAsFloats(fileBytes: number): number {
  return fileBytes < smallFile ? 0 : Math.min(memoryForWeights(navigator) / 2, longestFile);
}

/** Checks, hashes and loads a GGUF. What is no model is refused before the engine sees it. */
export async function loadGguf(
  wanted: GgufToLoad,
  report: ReportProgress,
): Promise<LoadedGguf | ModelFailure> {
  const [first] = wanted.files;
  if (first === undefined) return modelFailure("bad-model-file", "No model file was given.");
  const outcome = await readGgufHeader(first);
  if (outcome.kind === "not-gguf") return modelFailure("bad-model-file", outcome.message);
  const { header } = outcome;
  const totalBytes = wanted.files.reduce((sum, file) => sum + file.size, 0);
  const { whole: sha256, each: partHashes } = await hashFiles(wanted.files, (loadedBytes) =>
    report({ phase: "read", loadedBytes, totalBytes }),
  );
  const label = wanted.label ?? header.name ?? "GGUF model";
  if (wanted.expected?.some((hash, part) => hash !== partHashes[part]))
    return modelFailure(
      "integrity",
      `The file of ${label} is not the one that was listed: its SHA-256 is ${partHashes.join(", ")}. It was not loaded. Remove it on the Models page and download it again; if that gives the same, the file was changed where it lies.`,
    );
  const options = loadOptions({
    contextLength: wanted.contextLength,
    trainedContext: header.contextLength,
    gpu: wanted.gpu,
    threads: wanted.threads,
  });
  await report({ phase: "compile", loadedBytes: totalBytes, totalBytes });
  // A graphics card reads all kinds alike.
  const floats = await asFloats(wanted.files, wanted.gpu === true ? 0 : mostBytesAsFloats(totalBytes));
  const open = async ({ files, written }: typeof floats): Promise<LoadedGguf> => {
    const { thinking } = wanted;
    const model = await openWllamaModel({
      identity: `wllama:${sha256}:ctx${options.n_ctx}${wanted.gpu === true ? ":gpu" : ""}${options.n_threads === 1 ? "" : `:threads${options.n_threads}`}${written === 0 ? "" : `:floats${written}`}${thinkingMark(thinking)}`,
      label,
      files,
      options,
      ...(thinking === undefined ? {} : { thinking }),
    });
    await report({ phase: "ready", loadedBytes: totalBytes, totalBytes });
    const memoryBytes = files.reduce((sum, { size }) => sum + size, 0);
    return { kind: "loaded", model, sha256, partHashes, memoryBytes };
  };
  try {
    if (floats.written === 0) return await open(floats);
    return await open(floats).catch(async (thrown: unknown) => {
      // They may need more than there is; as they are in the file they need less.
      if (thrown instanceof BadModelFile) throw thrown;
      return open({ files: wanted.files, written: 0 });
    });
  } catch (thrown) {
    if (thrown instanceof BadModelFile)
      return modelFailure(
        "bad-model-file",
        `${label} is not a model this engine can read: the file is damaged, cut short, or of a kind (${header.architecture ?? "unknown"}) it does not know.`,
      );
    return modelFailure(
      "out-of-memory-or-device-lost",
      `${label} could not be started (${describeThrown(thrown)}). It needs about ${Math.ceil(totalBytes / 1e6)} MB of memory and more for its context: close other tabs, choose a shorter context or a smaller model.`,
    );
  }
}
