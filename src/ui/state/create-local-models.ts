import { proxy } from "comlink";
import { type Accessor, createMemo, createSignal, onCleanup } from "solid-js";

import type { FolderFile } from "../../models/host/loader.ts";
import { addressesOf } from "../../models/kinds/model-kinds.ts";
import type { LoadProgress, ModelFailure } from "../../models/language-model.ts";
import { EMBEDDED, listLocalModels } from "../../models/local/list-local-models.ts";
import { checkLocalReuse, measureLocal, removeLocal } from "../../models/local/local-deeds.ts";
import type { AddedModel, LocalModel } from "../../models/local/local-model.ts";
import type { LocalOptions } from "../../models/local/local-options.ts";
import type { GpuFound } from "../../models/look-at-gpu.ts";
import { readShelf } from "../../models/shelf-file.ts";
import { expectedPace, type ShelfRole, recommended } from "../../models/shelf.ts";
import { memoryForWeights } from "../../models/two-models.ts";
import {
  type ByKey,
  completed,
  parseByKey,
  readAdded,
  storeAdded,
  storeOfModel,
  type Weights,
} from "../../setup/kept-local-models.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import { phaseWords, shareOf } from "../../views/words/load-words.ts";
import type { Speed } from "../../views/words/model-facts.ts";
import { onThisMachine } from "../../views/words/shelf-words.ts";
import { createSetting } from "./create-setting.ts";
import { useDatabase } from "./database.tsx";
import { useWorkers } from "./workers.tsx";

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

type Doing = { readonly text: string; readonly share?: number };
const callsPerMinute = ({ report }: Speed): number => 60_000 / Math.max(1, report.cachedCallMs);

/** What is kept of local models beside their weights: speeds, own options, hashes, and models put on the list by hand. */
function createKeptFacts() {
  const db = useDatabase();
  const [speeds] = createSetting("speeds", parseByKey<Speed>);
  const [options] = createSetting("local-options", parseByKey<LocalOptions>);
  const [weights] = createSetting("weights", parseByKey<Weights>);
  return {
    speedOf: (key: string): Speed | undefined => speeds()?.[key],
    complete: (line: Omit<LocalModel, "options">): LocalModel =>
      completed(line, options()?.[line.key] ?? {}, weights() ?? {}),
    added: () => readAdded(db),
    store: storeOfModel.bind(undefined, db),
    storeAdded: storeAdded.bind(undefined, db),
  };
}

/** What is being done with each model, how far it is, and what went wrong. */
function createDoings() {
  const [doing, setDoing] = createSignal<ByKey<Doing>>({});
  const [problems, setProblems] = createSignal<ByKey<string>>({});
  const fail = (key: string, message: string): void =>
    void setProblems((all) => ({ ...all, [key]: message }));
  const news = (key: string, progress: LoadProgress): void =>
    void setDoing((all) =>
      key in all ? { ...all, [key]: { text: phaseWords(progress), ...shareOf(progress) } } : all,
    );
  return {
    doing: (key: string): Doing | undefined => doing()[key],
    problemOf: (key: string): string | undefined => problems()[key],
    tell: (key: string) => proxy(async (progress: LoadProgress) => news(key, progress)),
    during: async (
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
        if (error !== "aborted") fail(key, message);
      } catch (error) {
        fail(key, reasonOf(error));
      } finally {
        setDoing(({ [key]: _, ...rest }) => rest);
      }
    },
  };
}

type Kept = ReturnType<typeof createKeptFacts>;
type Doings = ReturnType<typeof createDoings>;

/** Models that can run in this tab: what is here, what could be, how fast each is. */
export function createLocalModels(): LocalModels {
  const workers = useWorkers();
  const kept = createKeptFacts();
  const doings = createDoings();
  const [lines, setLines] = createSignal<readonly Omit<LocalModel, "options">[]>([EMBEDDED]);
  const [gpu, setGpu] = createSignal<GpuFound>();
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });
  const models = createMemo(() => lines().map(kept.complete));
  const refresh = async (): Promise<void> => {
    const students = await workers.students();
    const found = await students.lookAtGpu();
    const machine = { gpu: found, memoryBytes: memoryForWeights(navigator) };
    const all = await listLocalModels(
      students,
      await kept.added(),
      await readShelf(),
      machine,
      document.baseURI,
    );
    if (isGone) return;
    setGpu(found);
    setLines(all);
  };
  const measured = createMemo(() =>
    models().flatMap(({ key, choice }) => {
      const speed = kept.speedOf(key);
      return speed === undefined ? [] : [{ choice, callsPerMinute: callsPerMinute(speed) }];
    }),
  );
  return {
    models,
    gpu,
    refresh,
    speedOf: kept.speedOf,
    doing: doings.doing,
    problemOf: doings.problemOf,
    willDo: ({ key, offer }) => {
      if (offer === undefined) return undefined;
      const own = kept.speedOf(key);
      const calls = own === undefined ? expectedPace(offer, measured()) : callsPerMinute(own);
      const pace = calls === undefined ? undefined : { callsPerMinute: calls, isReckoned: own === undefined };
      return onThisMachine(offer, memoryForWeights(navigator), pace);
    },
    recommended: (role) => {
      const offers = models().flatMap(({ offer }) => offer ?? []);
      const first = recommended(offers, role);
      return models().find(({ offer }) => offer !== undefined && offer === first);
    },
    ...createModelDeeds(kept, doings, () => gpu()?.kind === "gpu", refresh),
    ...createAdding(kept, doings, refresh),
  };
}

/** What is done with a model that is on the list. */
function createModelDeeds(
  { store, storeAdded }: Kept,
  { during, tell }: Doings,
  hasGpu: () => boolean,
  refresh: () => Promise<void>,
): Pick<LocalModels, "load" | "cancel" | "measure" | "checkReuse" | "remove" | "setOptions"> {
  const workers = useWorkers();
  return {
    load: async (model) => {
      await during(model.key, "Starting", async () => {
        const loaded = await (await workers.students()).load(model.choice, tell(model.key));
        if (loaded.kind === "loaded" && loaded.weights !== undefined)
          await store("weights", model.key, loaded.weights);
        return loaded;
      });
      await refresh();
    },
    cancel: async (model) => (await workers.students()).cancelLoad(model.choice),
    measure: (model) =>
      during(model.key, "Loading", async () => {
        const found = await measureLocal(await workers.students(), model, hasGpu(), tell(model.key));
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
  };
}

/** Ways a model of one's own comes on the list. */
function createAdding(
  { store, storeAdded }: Kept,
  { during, tell }: Doings,
  refresh: () => Promise<void>,
): Pick<LocalModels, "addFiles" | "addFolder" | "add"> {
  const workers = useWorkers();
  return {
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
