import { modelFailure } from "../failure.ts";
import type { KeptDownloads } from "../kept-downloads.ts";
import type { LanguageModel, ModelFailure } from "../language-model.ts";
import type { LoadedModel } from "../loaded-model.ts";
import type { GgufChoice, HostedChoice } from "../model-choice.ts";
import { modelName } from "../model-name.ts";
import { textOnly } from "../pictures.ts";
import type { StoredFiles } from "../stored-files.ts";
import { fetchWeights, type ReportProgress } from "../weights.ts";
import { embeddedReflectorUrl } from "../wllama/embedded-reflector.ts";
import { embeddedStudentUrl } from "../wllama/embedded-student.ts";
import { withRoomToThink } from "../wrappers/with-room-to-think.ts";
import type { RemoteHost } from "./load-remote.ts";

export interface ReadyModel {
  readonly kind: "ready";
  readonly model: LanguageModel;
  readonly facts: Pick<LoadedModel, "contextLength" | "weightsSha256" | "weights" | "memoryBytes">;
}

/** What loading needs from the worker it runs in. */
interface LoadContext {
  readonly files: StoredFiles;
  readonly downloads: KeptDownloads;
  readonly remote: RemoteHost;
  readonly report: ReportProgress;
  readonly signal: AbortSignal;
}

type Files = { readonly kind: "files"; readonly files: readonly Blob[] } | ModelFailure;

const namesIn = (source: GgufChoice["source"]): readonly string[] =>
  source.kind === "url" ? source.urls : source.names;
const lastPart = (path: string): string =>
  decodeURIComponent(path.split(/[?#]/)[0]?.split("/").at(-1) ?? path);

/** Files of this site are kept by the service worker already; what comes from elsewhere is kept here. */
function openUrl(
  url: string,
  context: LoadContext,
): Promise<{ readonly kind: "file" | "weights"; readonly file: Blob } | ModelFailure> {
  const isOurs = new URL(url, self.location.href).origin === self.location.origin;
  return isOurs
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
  return { kind: "files", files };
}

async function loadFiles(
  choice: Omit<GgufChoice, "kind">,
  context: LoadContext,
): Promise<ReadyModel | ModelFailure> {
  const found = await ggufFiles(choice.source, context);
  if (found.kind === "failed") return found;
  const { loadGguf } = await import("../wllama/load-gguf.ts");
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
      memoryBytes: found.files.reduce((sum, file) => sum + file.size, 0),
    },
  };
}

/** With room for a model that thinks; those that came with the page do not. */
function roomy(
  outcome: ReadyModel | ModelFailure,
  thinking: GgufChoice["thinking"],
): ReadyModel | ModelFailure {
  return outcome.kind === "failed"
    ? outcome
    : { ...outcome, model: withRoomToThink(outcome.model, thinking) };
}

/** Loads whatever was chosen; each engine is a chunk of its own, fetched when first asked for. */
export async function loadChoice(
  choice: HostedChoice,
  context: LoadContext,
): Promise<ReadyModel | ModelFailure> {
  switch (choice.kind) {
    case "embedded":
      return loadFiles(
        { label: modelName(choice), source: { kind: "url", urls: [embeddedStudentUrl()] } },
        context,
      );
    case "embedded-reflector":
      return loadFiles(
        { label: modelName(choice), source: { kind: "url", urls: [embeddedReflectorUrl()] } },
        context,
      );
    case "gguf":
      return roomy(await loadFiles(choice, context), choice.thinking);
    case "remote": {
      const [{ loadRemote }, { settleLocalNetwork }] = await Promise.all([
        import("./load-remote.ts"),
        import("../remote/local-network.ts"),
      ]);
      await settleLocalNetwork(choice.baseUrl);
      return { kind: "ready", model: loadRemote(choice, context.remote), facts: {} };
    }
    case "webllm": {
      const { loadWebLlm } = await import("../webllm/load-webllm.ts");
      const loaded = await loadWebLlm(choice, context.report, context.signal);
      if (loaded.kind === "failed") return loaded;
      const { model, contextLength, sha256, weights, bytes } = loaded;
      return {
        kind: "ready",
        model: textOnly(withRoomToThink(model, choice.thinking ?? "off")),
        facts: { contextLength, weightsSha256: sha256, weights, memoryBytes: bytes },
      };
    }
    case "browser-model":
      return modelFailure("unknown-model", "The browser's own model lives on the page, not in a worker.");
  }
}
