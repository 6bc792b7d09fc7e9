import { modelFailure } from "../failure.ts";
import { isLocal } from "../kinds/model-kinds.ts";
import type { ModelFailure } from "../language-model.ts";
import type { HostedChoice, LocalChoice } from "../model-choice.ts";
import { modelName } from "../model-name.ts";
import { embeddedReflectorUrl } from "../wllama/embedded-reflector.ts";
import { embeddedStudentUrl } from "../wllama/embedded-student.ts";
import { ggufLoader, loadFiles } from "../wllama/gguf-loader.ts";
import type { KeptFiles, LoadContext, Loader, LocalLoader, ReadyModel } from "./loader.ts";

type LocalLoaders = {
  readonly [Kind in LocalChoice["kind"]]: () => Promise<LocalLoader<Extract<LocalChoice, { kind: Kind }>>>;
};
type Loaders = {
  readonly [Kind in HostedChoice["kind"]]: () => Promise<Loader<Extract<HostedChoice, { kind: Kind }>>>;
};

/** Engines of this tab; each is a chunk of its own, fetched when first asked for. */
const localLoaders: LocalLoaders = {
  webllm: async () => (await import("../webllm/webllm-loader.ts")).webLlmLoader,
  gguf: async () => ggufLoader,
};

const loaders: Loaders = {
  ...localLoaders,
  embedded: async () => ({
    load: (choice, context) =>
      loadFiles({ label: modelName(choice), source: { kind: "url", urls: [embeddedStudentUrl()] } }, context),
  }),
  "embedded-reflector": async () => ({
    load: (choice, context) =>
      loadFiles(
        { label: modelName(choice), source: { kind: "url", urls: [embeddedReflectorUrl()] } },
        context,
      ),
  }),
  remote: async () => (await import("./load-remote.ts")).remoteLoader,
  "browser-model": async () => ({
    load: async () =>
      modelFailure("unknown-model", "The browser's own model lives on the page, not in a worker."),
  }),
};

/** Loads whatever was chosen. */
export async function loadChoice(
  choice: HostedChoice,
  context: LoadContext,
): Promise<ReadyModel | ModelFailure> {
  // The table's own type says that a kind's loader takes choices of that kind.
  const loader = (await loaders[choice.kind]()) as Loader<HostedChoice>;
  return loader.load(choice, context);
}

/** Bytes of weights a choice will hold in memory, from what is on this machine; undefined where it is not. */
export async function expectedBytes(choice: HostedChoice, kept: KeptFiles): Promise<number | undefined> {
  if (!isLocal(choice)) return undefined;
  const here = await (await localLoaderOf(choice)).weightsHere(choice, kept);
  return here.kind === "failed" ? undefined : here.totalBytes;
}

/** The loader that knows the weights of a local model. */
export async function localLoaderOf(choice: LocalChoice): Promise<LocalLoader<LocalChoice>> {
  return (await localLoaders[choice.kind]()) as LocalLoader<LocalChoice>;
}

export function allLocalLoaders(): Promise<readonly LocalLoader<LocalChoice>[]> {
  return Promise.all(Object.values(localLoaders).map((load) => load() as Promise<LocalLoader<LocalChoice>>));
}
