import { describeThrown, modelFailure } from "../failure.ts";
import type { FolderFile, ImportedModel } from "../host/loader.ts";
import type { ModelFailure } from "../language-model.ts";
import type { WeightFile } from "../loaded-model.ts";
import type { WebLlmChoice } from "../model-choice.ts";
import { type ReportProgress, sha256OfFiles } from "../weights.ts";
import { roomFor } from "./download-model.ts";
import { keepContent } from "./keep-file.ts";
import type { CacheScope } from "./webllm-files.ts";

const configName = "mlc-chat-config.json";
const manifestName = "mlc-model-manifest.json";
const listName = "tensor-cache.json";
const olderListName = "ndarray-cache.json";
const reportEveryMs = 150;

/** A made-up address, never asked over a network: WebLLM composes its URLs from it and finds them in its caches. */
const madeUpBase = (id: string): string => `https://models.gepa-studio.invalid/${id}/resolve/main/`;

function scopeOf(name: string): CacheScope {
  if (name === configName || name === manifestName) return "webllm/config";
  return name.endsWith(".wasm") ? "webllm/wasm" : "webllm/model";
}

/** What of a folder belongs to the model: everything the engine will ask for, and nothing else. */
type Wanted =
  | { readonly kind: "complete"; readonly library: string; readonly names: readonly string[] }
  | { readonly kind: "lacking"; readonly message: string };

const lacking = (message: string): Wanted => ({ kind: "lacking", message });

async function wantedFiles(files: ReadonlyMap<string, Blob>): Promise<Wanted> {
  if (!files.has(configName))
    return lacking(`There is no ${configName} in this folder. Choose the folder that WebLLM or MLC made.`);
  const list = files.get(listName);
  if (list === undefined) return lacking(`There is no ${listName} in this folder.`);
  const tokenizers = ["tokenizer.json", "tokenizer.model"].filter((name) => files.has(name));
  if (tokenizers.length === 0) return lacking("There is no tokenizer.json in this folder.");
  const library = [...files.keys()].find((name) => name.endsWith(".wasm"));
  if (library === undefined)
    return lacking(
      "There is no compiled library (.wasm) in this folder. Put the one that belongs to the model beside its weights.",
    );
  let records: readonly { dataPath: string; nbytes: number }[];
  try {
    ({ records = [] } = JSON.parse(await list.text()) as { records?: typeof records });
  } catch {
    return lacking(`${listName} in this folder is damaged: it is not JSON.`);
  }
  const missing = records.find(({ dataPath, nbytes }) => files.get(dataPath)?.size !== nbytes);
  if (missing !== undefined)
    return lacking(`${missing.dataPath} is missing or has another length than the model's list says.`);
  const shards = records.map(({ dataPath }) => dataPath);
  const names = [configName, manifestName, listName, ...tokenizers, library, ...shards];
  return { kind: "complete", library, names: names.filter((name) => files.has(name)) };
}

/**
 * Copies a folder of weights into WebLLM's caches, hashing every file; the network is never used. A folder taken in
 * half-way (a full disk) is no model yet; taking it in again goes over it.
 */
export async function importFolder(
  name: string,
  folder: readonly FolderFile[],
  report: ReportProgress,
): Promise<ImportedModel<WebLlmChoice> | ModelFailure> {
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
  const wanted = await wantedFiles(files);
  if (wanted.kind === "lacking") return modelFailure("bad-model-file", wanted.message);
  const chosen = wanted.names.flatMap((each) => {
    const file = files.get(each);
    return file === undefined ? [] : [[each, file] as const];
  });
  const id = name.replaceAll(/[^\w.-]+/g, "-");
  const totalBytes = chosen.reduce((sum, [, file]) => sum + file.size, 0);
  const noRoom = await roomFor(totalBytes);
  if (noRoom !== undefined) return noRoom;
  // Two folders may bear one name; what they hold tells them apart.
  const lists = [configName, listName].flatMap((each) => files.get(each) ?? []);
  const base = madeUpBase(`${id}-${(await sha256OfFiles(lists)).slice(0, 12)}`);
  const kept: WeightFile[] = [];
  let done = 0;
  let toldAt = 0;
  try {
    for (const [fileName, file] of chosen) {
      const { bytes, sha256 } = await keepContent(
        { scope: scopeOf(fileName), url: new URL(fileName, base).href },
        file.stream(),
        async (read) => {
          if (performance.now() - toldAt < reportEveryMs) return;
          toldAt = performance.now();
          await report({ phase: "read", loadedBytes: done + read, totalBytes });
        },
      );
      done += bytes;
      kept.push({ name: fileName, sha256, bytes });
    }
  } catch (thrown) {
    return modelFailure(
      "out-of-memory-or-device-lost",
      `The folder could not be kept in this browser's storage (${describeThrown(thrown)}). Free some space on the Storage & privacy page and choose it again.`,
    );
  }
  return {
    kind: "imported",
    choice: {
      kind: "webllm",
      modelId: id,
      custom: {
        model: base,
        library: new URL(wanted.library, base).href,
        ...(files.has(manifestName) ? { hasManifest: true } : {}),
      },
    },
    bytes: totalBytes,
    files: kept.toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}
