import { proxy } from "comlink";
import { type Accessor, createSignal, onCleanup } from "solid-js";

import type { LoadProgress, ModelFailure } from "../../models/language-model.ts";
import type { GgufChoice, StudentChoice, WebLlmChoice } from "../../models/model-choice.ts";
import type { SpeedReport } from "../../models/speed-test.ts";
import { type CataloguedModel, webLlmCatalogue } from "../../models/webllm/catalogue.ts";
import { createSetting } from "./create-setting.ts";
import { useWorkers } from "./workers.tsx";

/** Where a catalogued model's files come from; a download needs these hosts, and nothing else does. */
export const WEIGHT_HOSTS: readonly string[] = [
  "https://huggingface.co",
  "https://cdn-lfs.huggingface.co",
  "https://cdn-lfs-us-1.hf.co",
  "https://cas-bridge.xethub.hf.co",
  "https://raw.githubusercontent.com",
];

/** A local model as a line of the Models page. */
export interface LocalModel {
  /** Stable in lists and settings. */
  readonly key: string;
  readonly choice: StudentChoice;
  readonly label: string;
  readonly about: string;
  readonly bytes: number | undefined;
  readonly isReady: boolean;
  readonly catalogued?: CataloguedModel;
}

export interface Speed {
  readonly report: SpeedReport;
  readonly at: number;
}

export interface LocalModels {
  readonly models: Accessor<readonly LocalModel[]>;
  /** What the graphics card can do, or why it cannot; undefined until looked at. */
  readonly graphics: Accessor<string | undefined>;
  readonly speedOf: (key: string) => Speed | undefined;
  /** What is going on with a model: loading, downloading, measuring. */
  readonly doing: (key: string) => { readonly text: string; readonly share?: number } | undefined;
  readonly problemOf: (key: string) => string | undefined;
  readonly load: (model: LocalModel) => Promise<void>;
  readonly cancel: (model: LocalModel) => Promise<void>;
  readonly measure: (model: LocalModel) => Promise<void>;
  readonly remove: (model: LocalModel) => Promise<void>;
  readonly addFile: (file: File) => Promise<void>;
  readonly refresh: () => Promise<void>;
}

const EMBEDDED: LocalModel = {
  key: "embedded",
  choice: { kind: "embedded" },
  label: "Embedded router",
  about: "Toy-sized, follows short house rules, made for the examples.",
  bytes: undefined,
  isReady: true,
};

export const ADDING_FILE = "adding a file";

/** The choice that stands for a GGUF file kept here. */
export function fileChoice(name: string): GgufChoice {
  return { kind: "gguf", label: name, source: { kind: "stored-file", names: [name] } };
}

function parseSpeeds(stored: unknown): Readonly<Record<string, Speed>> {
  return typeof stored === "object" && stored !== null ? (stored as Readonly<Record<string, Speed>>) : {};
}

function shareOf(progress: LoadProgress): { readonly share?: number } {
  return progress.loadedBytes !== undefined && progress.totalBytes
    ? { share: progress.loadedBytes / progress.totalBytes }
    : {};
}

const WORDS = { download: "Downloading", read: "Reading", compile: "Preparing", ready: "Ready" } as const;

/** Models that can run in this tab: what is here, what could be, how fast each is. */
export function createLocalModels(): LocalModels {
  const workers = useWorkers();
  const [models, setModels] = createSignal<readonly LocalModel[]>([EMBEDDED]);
  const [graphics, setGraphics] = createSignal<string>();
  const [doing, setDoing] = createSignal<
    Readonly<Record<string, { readonly text: string; readonly share?: number }>>
  >({});
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({});
  const [speeds, storeSpeeds] = createSetting("speeds", parseSpeeds);
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });

  const refresh = async (): Promise<void> => {
    const students = await workers.students();
    const [gpu, files] = await Promise.all([students.lookAtGpu(), students.storedFiles()]);
    const fits = webLlmCatalogue.filter(
      (model) =>
        gpu.kind === "gpu" && (model.needsHalfFloats === gpu.halfFloats || model.sisterId === undefined),
    );
    const catalogue = await Promise.all(
      fits.map(async (model): Promise<LocalModel> => {
        const choice: WebLlmChoice = { kind: "webllm", modelId: model.modelId };
        const status = await students.webLlmStatus(choice);
        return {
          key: model.modelId,
          choice,
          label: model.label,
          about: `${model.goodFor} ${model.license}.`,
          bytes:
            "complete" in status && status.cachedBytes > 0
              ? status.cachedBytes
              : model.graphicsMegabytes * 1e6,
          isReady: "complete" in status && status.complete,
          catalogued: model,
        };
      }),
    );
    if (isGone) return;
    const own = files.map((file): LocalModel => ({
      key: `file ${file.name}`,
      choice: fileChoice(file.name),
      label: file.name,
      about: "From your disk, on the processor.",
      bytes: file.bytes,
      isReady: true,
    }));
    setGraphics(
      gpu.kind === "gpu"
        ? `Graphics: ${gpu.name}, half precision: ${gpu.halfFloats ? "yes" : "no"}.`
        : gpu.message,
    );
    setModels([EMBEDDED, ...own, ...catalogue]);
  };

  const during = async (
    key: string,
    text: string,
    deed: () => Promise<{ readonly kind: string } | ModelFailure>,
  ): Promise<boolean> => {
    setProblems(({ [key]: _, ...rest }) => rest);
    setDoing((all) => ({ ...all, [key]: { text } }));
    try {
      const outcome = await deed();
      if (outcome.kind === "failed") {
        const { error, message } = outcome as ModelFailure;
        if (error !== "aborted") setProblems((all) => ({ ...all, [key]: message }));
        return false;
      }
      return true;
    } catch (error) {
      setProblems((all) => ({ ...all, [key]: error instanceof Error ? error.message : String(error) }));
      return false;
    } finally {
      setDoing(({ [key]: _, ...rest }) => rest);
    }
  };
  const tell = (key: string) =>
    proxy(async (progress: LoadProgress) => {
      setDoing((all) => ({
        ...all,
        [key]: { text: progress.text ?? WORDS[progress.phase], ...shareOf(progress) },
      }));
    });
  const loadNow = async (model: LocalModel) => (await workers.students()).load(model.choice, tell(model.key));

  return {
    models,
    graphics,
    refresh,
    speedOf: (key) => speeds()?.[key],
    doing: (key) => doing()[key],
    problemOf: (key) => problems()[key],
    load: async (model) => {
      await during(model.key, "Starting", () => loadNow(model));
      await refresh();
    },
    cancel: async (model) => (await workers.students()).cancelLoad(model.choice),
    measure: async (model) => {
      await during(model.key, "Loading", async () => {
        const loaded = await loadNow(model);
        if (loaded.kind === "failed") return loaded;
        setDoing((all) => ({ ...all, [model.key]: { text: "Measuring with four short calls" } }));
        const report = await (await workers.students()).measureSpeed(loaded.handle);
        if (report.kind === "measured")
          await storeSpeeds({ ...speeds(), [model.key]: { report, at: Date.now() } });
        return report;
      });
    },
    remove: async (model) => {
      const students = await workers.students();
      if (model.choice.kind === "webllm") await students.deleteWebLlm(model.choice);
      else if (model.choice.kind === "gguf") await students.removeFile(model.label);
      await refresh();
    },
    addFile: async (file) => {
      await during(ADDING_FILE, `Reading ${file.name}`, async () =>
        (await workers.students()).storeFile(file.name, file, tell(ADDING_FILE)),
      );
      await refresh();
    },
  };
}
