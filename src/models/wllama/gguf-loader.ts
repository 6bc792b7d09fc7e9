import { sum } from "../../shared/statistics/mean.ts";
import { modelFailure } from "../failure.ts";
import type { LoadContext, LocalLoader, ReadyModel } from "../host/loader.ts";
import type { ModelFailure } from "../language-model.ts";
import type { GgufChoice } from "../model-choice.ts";
import { textOnly } from "../pictures.ts";
import { fetchWeights } from "../weights.ts";
import { withRoomToThink } from "../wrappers/with-room-to-think.ts";

type Files = { readonly kind: "files"; readonly files: readonly Blob[] } | ModelFailure;

const namesIn = (source: GgufChoice["source"]): readonly string[] =>
  source.kind === "url" ? source.urls : source.names;
const lastPart = (path: string): string =>
  decodeURIComponent(path.split(/[?#]/)[0]?.split("/").at(-1) ?? path);
const isOurs = (url: string): boolean => new URL(url, self.location.href).origin === self.location.origin;

/** Files of this site are kept by the service worker already; what comes from elsewhere is kept here. */
function openUrl(
  url: string,
  context: LoadContext,
): Promise<{ readonly kind: "file" | "weights"; readonly file: Blob } | ModelFailure> {
  return isOurs(url)
    ? fetchWeights(url, context.report, context.signal)
    : context.downloads.open(url, context.report, context.signal);
}

async function ggufFiles(source: GgufChoice["source"], context: LoadContext): Promise<Files> {
  const files: Blob[] = [];
  for (const name of namesIn(source)) {
    const part = source.kind === "url" ? await openUrl(name, context) : await context.files.open(name);
    if (part.kind === "failed") return part;
    files.push(part.file);
  }
  return files.length > 0
    ? { kind: "files", files }
    : modelFailure("unknown-model", "No file of this model is named. Choose another model.");
}

/** Loads the parts of one GGUF, wherever they are kept. */
export async function loadFiles(
  choice: Omit<GgufChoice, "kind">,
  context: LoadContext,
): Promise<ReadyModel | ModelFailure> {
  const code = import("./load-gguf.ts");
  // The engine comes while the weights do.
  code.then(({ prepareEngine }) => prepareEngine()).catch(() => undefined);
  const found = await ggufFiles(choice.source, context);
  if (found.kind === "failed") return found;
  const { loadGguf } = await code;
  const expected = choice.source.kind === "url" ? choice.source.sha256 : undefined;
  const loaded = await loadGguf({ ...choice, files: found.files, expected }, context.report);
  if (loaded.kind === "failed") return loaded;
  return {
    kind: "ready",
    model: textOnly(loaded.model),
    facts: {
      contextLength: loaded.model.contextLength,
      weightsSha256: loaded.sha256,
      weights: namesIn(choice.source).map((name, part) => ({
        name: lastPart(name),
        bytes: found.files[part]?.size ?? 0,
        sha256: loaded.partHashes[part] ?? loaded.sha256,
      })),
      memoryBytes: loaded.memoryBytes,
    },
  };
}

/** A GGUF lies in the private file system, or among what was downloaded once. */
export const ggufLoader: LocalLoader<GgufChoice> = {
  async load(choice, context) {
    const outcome = await loadFiles(choice, context);
    return outcome.kind === "failed"
      ? outcome
      : { ...outcome, model: withRoomToThink(outcome.model, choice.thinking) };
  },
  async weightsHere({ source }, { files, downloads }) {
    if (source.kind === "stored-file") {
      const found = (await files.list()).filter(({ name }) => source.names.includes(name));
      const bytes = sum(found.map((file) => file.bytes));
      return {
        kind: "weights-here",
        isComplete: found.length > 0 && found.length === source.names.length,
        bytes,
        ...(found.length === 0 ? {} : { totalBytes: bytes }),
      };
    }
    const { urls } = source;
    const kept = (await downloads.list()).filter(({ url }) => urls.includes(url));
    const isWhole = kept.length === urls.length && kept.every((file) => file.bytes === file.totalBytes);
    const totals = kept.flatMap(({ totalBytes }) => totalBytes ?? []);
    return {
      kind: "weights-here",
      isComplete: isWhole || urls.every(isOurs),
      bytes: sum(kept.map((file) => file.bytes)),
      ...(totals.length === 0 ? {} : { totalBytes: sum(totals) }),
    };
  },
  async remove({ source }, { files, downloads }) {
    if (source.kind === "stored-file") for (const name of source.names) await files.remove(name);
    if (source.kind !== "url") return;
    const kept = new Set((await downloads.list()).map(({ url }) => url));
    for (const url of source.urls) if (kept.has(url)) await downloads.remove(url);
  },
};
