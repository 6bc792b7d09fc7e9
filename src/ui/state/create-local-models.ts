import { proxy } from "comlink";
import { type Accessor, createMemo, createSignal, onCleanup } from "solid-js";

import type { FolderFile } from "../../models/host/loader.ts";
import { addressesOf } from "../../models/kinds/model-kinds.ts";
import type { LoadProgress, ModelFailure } from "../../models/language-model.ts";
import type { WeightFile } from "../../models/loaded-model.ts";
import { EMBEDDED, listLocalModels } from "../../models/local/list-local-models.ts";
import { checkLocalReuse, measureLocal, removeLocal } from "../../models/local/local-deeds.ts";
import {
  type AddedModel,
  type LocalModel,
  parseAdded,
  parseOptions,
  withOptions,
} from "../../models/local/local-model.ts";
import type { LocalOptions } from "../../models/local/local-options.ts";
import type { GpuFound } from "../../models/look-at-gpu.ts";
import { readShelf } from "../../models/shelf-file.ts";
import { expectedPace, type ShelfRole, recommended } from "../../models/shelf.ts";
import type { SpeedReport } from "../../models/speed-test.ts";
import { memoryForWeights } from "../../models/two-models.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import { saveSetting } from "../../storage/library/settings.ts";
import { readSetting } from "../../storage/read/settings.ts";
import { phaseWords, shareOf } from "../../views/words/load-words.ts";
import { onThisMachine } from "../../views/words/shelf-words.ts";
import { createSetting } from "./create-setting.ts";
import { useDatabase } from "./database.tsx";
import { useWorkers } from "./workers.tsx";

export interface Speed {
  readonly report: SpeedReport;
  /** Why it has the threads it has, where that was measured. */
  readonly threads?: string;
  readonly at: number;
}

export interface LocalModels {
  readonly models: Accessor<readonly LocalModel[]>;
  readonly gpu: Accessor<GpuFound | undefined>;
  readonly speedOf: (key: string) => Speed | undefined;
  /** What a model of the shelf will do here, in a sentence. */
  readonly willDo: (model: LocalModel) => string | undefined;
  /** The model of the shelf to begin with on this machine; undefined until one has looked. */
  readonly recommended: (role: ShelfRole) => LocalModel | undefined;
  /** What is going on with a model: loading, downloading, measuring. */
  readonly doing: (key: string) => { readonly text: string; readonly share?: number } | undefined;
  readonly problemOf: (key: string) => string | undefined;
  readonly load: (model: LocalModel) => Promise<void>;
  readonly cancel: (model: LocalModel) => Promise<void>;
  /** The speed test: how many threads pay, and how fast the model then is. */
  readonly measure: (model: LocalModel) => Promise<void>;
  /** Experimental: asks forty short calls whether a WebLLM model's cache can be rolled back on this device. */
  readonly checkReuse: (model: LocalModel) => Promise<void>;
  readonly remove: (model: LocalModel) => Promise<void>;
  readonly setOptions: (model: LocalModel, options: LocalOptions) => Promise<void>;
  readonly addFiles: (files: readonly File[]) => Promise<void>;
  readonly addFolder: (name: string, files: readonly FolderFile[]) => Promise<void>;
  readonly add: (model: AddedModel) => Promise<void>;
  readonly refresh: () => Promise<void>;
}

export const ADDING = "adding a model";

type ByKey<T> = Readonly<Record<string, T>>;
type Doing = { readonly text: string; readonly share?: number };
type Weights = readonly WeightFile[];

function parseByKey<T>(stored: unknown): ByKey<T> {
  return typeof stored === "object" && stored !== null ? (stored as ByKey<T>) : {};
}

const callsPerMinute = ({ report }: Speed): number => 60_000 / Math.max(1, report.cachedCallMs);

/** Models that can run in this tab: what is here, what could be, how fast each is. */
export function createLocalModels(): LocalModels {
  const workers = useWorkers();
  const db = useDatabase();
  const [lines, setLines] = createSignal<readonly Omit<LocalModel, "options">[]>([EMBEDDED]);
  const [gpu, setGpu] = createSignal<GpuFound>();
  const [doing, setDoing] = createSignal<ByKey<Doing>>({});
  const [problems, setProblems] = createSignal<ByKey<string>>({});
  const [speeds] = createSetting("speeds", parseByKey<Speed>);
  const [options] = createSetting("local-options", parseOptions);
  const [weights] = createSetting("weights", parseByKey<Weights>);
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });
  const models = createMemo(() =>
    lines().map((line): LocalModel => {
      const own = options()?.[line.key] ?? {};
      const known = line.weights ?? weightsOf(line, weights() ?? {});
      return {
        ...line,
        choice: withOptions(line.choice, own),
        options: own,
        ...(known === undefined ? {} : { weights: known }),
      };
    }),
  );

  // What is stored is read afresh: the signals above follow it a moment later.
  const store = async (setting: string, key: string, value: unknown): Promise<void> =>
    saveSetting(db, setting, { ...parseByKey(await readSetting(db, setting)), [key]: value });
  const storeAdded = async (key: string, model?: AddedModel): Promise<void> => {
    const others = parseAdded(await readSetting(db, "added-models")).filter((other) => other.key !== key);
    await saveSetting(db, "added-models", model === undefined ? others : [...others, model]);
  };

  const refresh = async (): Promise<void> => {
    const students = await workers.students();
    const found = await students.lookAtGpu();
    const all = await listLocalModels(
      students,
      parseAdded(await readSetting(db, "added-models")),
      await readShelf(),
      { gpu: found, memoryBytes: memoryForWeights(navigator) },
      document.baseURI,
    );
    if (isGone) return;
    setGpu(found);
    setLines(all);
  };

  const during = async (
    key: string,
    text: string,
    deed: () => Promise<{ readonly kind: string } | ModelFailure>,
  ): Promise<void> => {
    setProblems(({ [key]: _, ...rest }) => rest);
    setDoing((all) => ({ ...all, [key]: { text } }));
    try {
      const outcome = await deed();
      if (outcome.kind !== "failed") return;
      const { error, message } = outcome as ModelFailure;
      if (error !== "aborted") setProblems((all) => ({ ...all, [key]: message }));
    } catch (error) {
      setProblems((all) => ({ ...all, [key]: reasonOf(error) }));
    } finally {
      setDoing(({ [key]: _, ...rest }) => rest);
    }
  };
  const tell = (key: string) =>
    proxy(async (progress: LoadProgress) => {
      setDoing((all) =>
        key in all ? { ...all, [key]: { text: phaseWords(progress), ...shareOf(progress) } } : all,
      );
    });
  const loadNow = async (model: LocalModel) => {
    const loaded = await (await workers.students()).load(model.choice, tell(model.key));
    if (loaded.kind === "loaded" && loaded.weights !== undefined)
      await store("weights", model.key, loaded.weights);
    return loaded;
  };
  const speedOf = (key: string): Speed | undefined => speeds()?.[key];
  const measured = createMemo(() =>
    models().flatMap(({ key, choice }) => {
      const speed = speedOf(key);
      return speed === undefined ? [] : [{ choice, callsPerMinute: callsPerMinute(speed) }];
    }),
  );

  return {
    models,
    gpu,
    refresh,
    speedOf,
    willDo: ({ key, offer }) => {
      if (offer === undefined) return undefined;
      const own = speedOf(key);
      const calls = own === undefined ? expectedPace(offer, measured()) : callsPerMinute(own);
      const pace = calls === undefined ? undefined : { callsPerMinute: calls, isReckoned: own === undefined };
      return onThisMachine(offer, memoryForWeights(navigator), pace);
    },
    recommended: (role) => {
      const first = recommended(
        models().flatMap(({ offer }) => offer ?? []),
        role,
      );
      return models().find(({ offer }) => offer !== undefined && offer === first);
    },
    doing: (key) => doing()[key],
    problemOf: (key) => problems()[key],
    load: async (model) => {
      await during(model.key, "Starting", () => loadNow(model));
      await refresh();
    },
    cancel: async (model) => (await workers.students()).cancelLoad(model.choice),
    measure: (model) =>
      during(model.key, "Loading", async () => {
        const found = await measureLocal(
          await workers.students(),
          model,
          gpu()?.kind === "gpu",
          tell(model.key),
        );
        if (found.kind === "failed") return found;
        const { report, threads, options: own } = found;
        await store("speeds", model.key, { report, threads, at: Date.now() });
        if (own !== undefined) await store("local-options", model.key, own);
        return found;
      }),
    checkReuse: (model) =>
      during(model.key, "Loading", async () => {
        const found = await checkLocalReuse(await workers.students(), model, tell(model.key));
        if (found.kind === "reuse")
          await store("local-options", model.key, { ...model.options, reuse: found.reuse });
        return found;
      }),
    remove: async (model) => {
      await removeLocal(await workers.students(), model);
      await storeAdded(model.key);
      await refresh();
    },
    setOptions: (model, own) => store("local-options", model.key, own),
    addFiles: async (files) => {
      for (const file of files)
        await during(ADDING, `Reading ${file.name}`, async () => {
          const stored = await (await workers.students()).storeFile(file.name, file, tell(ADDING));
          if (stored.kind === "saved") await store("weights", `file ${file.name}`, [stored.file]);
          return stored;
        });
      await refresh();
    },
    addFolder: async (name, files) => {
      await during(ADDING, `Reading ${name}`, async () => {
        const taken = await (await workers.students()).importFolder(name, files, tell(ADDING));
        if (taken.kind === "imported") {
          const { choice } = taken;
          const key = `folder ${addressesOf(choice)[0] ?? name}`;
          await storeAdded(key, { key, label: name, choice });
        }
        return taken;
      });
      await refresh();
    },
    add: async (model) => {
      await storeAdded(model.key, model);
      await refresh();
    },
  };
}

/** Hashes are kept per file as it was stored, and per model as it was loaded. */
function weightsOf(line: Omit<LocalModel, "options">, known: ByKey<Weights>): Weights | undefined {
  const parts = (line.names ?? []).flatMap((name) => known[`file ${name}`] ?? []);
  return parts.length > 0 && parts.length === line.names?.length ? parts : known[line.key];
}
