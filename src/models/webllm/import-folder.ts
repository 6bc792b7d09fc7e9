import { modelFailure } from "../failure.ts";
import type { ModelFailure } from "../language-model.ts";
import type { WebLlmChoice } from "../model-choice.ts";
import type { ReportProgress } from "../weights.ts";
import { keepContent } from "./keep-file.ts";
import type { CacheScope } from "./webllm-files.ts";

/** One file of a chosen folder, with its path inside that folder. */
export interface FolderFile {
  readonly path: string;
  readonly file: Blob;
}

/** A folder of weights that is now kept in this browser, ready to load without a network. */
export interface ImportedModel {
  readonly kind: "imported";
  readonly choice: WebLlmChoice;
  readonly bytes: number;
  /** SHA-256 of every file, by name. */
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
}

const configName = "mlc-chat-config.json";
const listName = "tensor-cache.json";
const olderListName = "ndarray-cache.json";

/** A made-up address, never asked over a network: WebLLM composes its URLs from it and finds them in its caches. */
const madeUpBase = (id: string): string => `https://models.gepa-studio.invalid/${id}/resolve/main/`;

function scopeOf(name: string): CacheScope {
  if (name === configName) return "webllm/config";
  return name.endsWith(".wasm") ? "webllm/wasm" : "webllm/model";
}

/** The first thing a folder lacks, as a sentence; undefined if it is complete. */
async function lacking(files: ReadonlyMap<string, Blob>): Promise<string | undefined> {
  if (!files.has(configName))
    return `There is no ${configName} in this folder. Choose the folder that WebLLM or MLC made.`;
  const list = files.get(listName);
  if (list === undefined) return `There is no ${listName} in this folder.`;
  if (!files.has("tokenizer.json") && !files.has("tokenizer.model"))
    return "There is no tokenizer.json in this folder.";
  if (![...files.keys()].some((name) => name.endsWith(".wasm")))
    return "There is no compiled library (.wasm) in this folder. Put the one that belongs to the model beside its weights.";
  const { records = [] } = JSON.parse(await list.text()) as {
    records?: readonly { dataPath: string; nbytes: number }[];
  };
  const missing = records.find(({ dataPath, nbytes }) => files.get(dataPath)?.size !== nbytes);
  return missing === undefined
    ? undefined
    : `${missing.dataPath} is missing or has another length than the model's list says.`;
}

/** Copies a folder of weights into WebLLM's caches, hashing every file; the network is never used. */
export async function importFolder(
  name: string,
  folder: readonly FolderFile[],
  report: ReportProgress,
): Promise<ImportedModel | ModelFailure> {
  // A folder picker gives paths below the chosen folder; what counts lies beside the config.
  const config = folder.find(({ path }) => path.split("/").at(-1) === configName);
  const root = config === undefined ? "" : config.path.slice(0, -configName.length);
  const files = new Map(
    folder.flatMap(({ path, file }) =>
      path.startsWith(root) ? [[path.slice(root.length), file] as const] : [],
    ),
  );
  const older = files.get(olderListName);
  if (older !== undefined && !files.has(listName)) files.set(listName, older);
  const missing = await lacking(files);
  if (missing !== undefined) return modelFailure("bad-model-file", missing);
  const id = name.replaceAll(/[^\w.-]+/g, "-");
  const base = madeUpBase(id);
  const totalBytes = [...files.values()].reduce((sum, file) => sum + file.size, 0);
  const kept: { name: string; sha256: string; bytes: number }[] = [];
  let done = 0;
  for (const [fileName, file] of files) {
    const outcome = await keepContent(
      { scope: scopeOf(fileName), url: new URL(fileName, base).href },
      file.stream(),
      (bytes) => report({ phase: "read", loadedBytes: done + bytes, totalBytes }),
    );
    done += outcome.bytes;
    kept.push({ name: fileName, sha256: outcome.sha256, bytes: outcome.bytes });
  }
  const library = [...files.keys()].find((fileName) => fileName.endsWith(".wasm")) ?? "";
  return {
    kind: "imported",
    choice: { kind: "webllm", modelId: id, custom: { model: base, library: new URL(library, base).href } },
    bytes: totalBytes,
    files: kept.toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}
