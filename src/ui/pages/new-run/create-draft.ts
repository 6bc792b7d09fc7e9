import { useNavigate, useSearchParams } from "@solidjs/router";
import { type Accessor, createEffect, createMemo, createSignal, on } from "solid-js";

import { rowFiles } from "../../../platform/import-file.ts";
import type { ColumnRoles, ReadOptions } from "../../../protocol/import-worker.ts";
import { type DraftOptions, type OptionField } from "../../../setup/draft/draft-options.ts";
import { type Draft, type DraftMetric, firstDraft } from "../../../setup/draft/draft.ts";
import { obstacleOf } from "../../../setup/draft/obstacle.ts";
import {
  type Asked,
  askedBy,
  draftOfTask,
  openAsked,
  openGallery,
  type Opened,
} from "../../../setup/draft/open-asked.ts";
import { withTyped } from "../../../setup/draft/options.ts";
import { openDocuments } from "../../../setup/rows/documents.ts";
import { openRows, withRoles } from "../../../setup/rows/open-rows.ts";
import { startRun } from "../../../setup/start-run.ts";
import { askToPersist } from "../../../storage/persistence.ts";
import type { GeneratorName } from "../../../tasks/gallery/entries.ts";
import { countsOf } from "../../../tasks/splits/split-sizes.ts";
import type { Splits, TaskSpec } from "../../../tasks/task-spec.ts";
import { routes } from "../../../views/routes.ts";
import { faultWords } from "../../../views/words/fault-words.ts";
import { useToast } from "../../kit/toast.tsx";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { useDatabase } from "../../state/database.tsx";
import { useDroppedFile } from "../../state/dropped-file.tsx";
import { codeProblemOf, createCodeCheck } from "./create-code-check.ts";
import { createDraftStore } from "./create-draft-store.ts";
import { createSurvey, type Survey } from "./create-survey.ts";

export interface DraftState {
  readonly draft: Draft;
  readonly set: <Key extends keyof Draft>(key: Key, value: Draft[Key]) => void;
  /** Several at once, which belong together. */
  readonly setParts: (parts: Partial<Draft>) => void;
  readonly setOption: <Key extends keyof DraftOptions>(key: Key, value: DraftOptions[Key]) => void;
  /** Takes what was typed for an option: its value, or where it cannot be one, what is wrong with it. */
  readonly typeOption: (field: OptionField, text: string) => void;
  /** Reads a file of rows; `reading` says how, where the guess was not right. */
  readonly openFile: (file: File, reading?: ReadOptions) => Promise<void>;
  /** Reads a file of documents the program looks things up in. */
  readonly openDocuments: (file: File) => Promise<void>;
  /** Takes rows from another source; what was set up for the one that is left is there again on coming back. */
  readonly chooseTask: (task: Draft["task"]) => Promise<void>;
  /** Stores a task of the gallery and fills in what it wants. */
  readonly openGallery: (generator: GeneratorName) => Promise<void>;
  /** Goes on with a task that was just kept; models, budget and options stay. */
  readonly takeTask: (task: TaskSpec, splits: Splits) => void;
  readonly setRoles: (roles: ColumnRoles) => void;
  readonly setMetric: (at: number, part: Partial<DraftMetric>) => void;
  readonly setMetrics: (metrics: readonly DraftMetric[]) => void;
  /** What the whole file holds and how it divides, found out in the background. */
  readonly survey: Survey;
  /** What is going on (reading a file, starting). */
  readonly doing: Accessor<string | undefined>;
  /** What keeps the user's own metric code from judging any row. */
  readonly codeProblem: Accessor<string | undefined>;
  /** What stands in the way of a start; a sentence. */
  readonly obstacle: Accessor<string | undefined>;
  /** Something that was tried with the task did not work. */
  readonly problem: Accessor<string | undefined>;
  /** Why the last start did not work. */
  readonly startProblem: Accessor<string | undefined>;
  /** False until it is known whether a draft was left here. */
  readonly isReady: Accessor<boolean>;
  /** It is not the first draft any more: something was chosen, now or before leaving. */
  readonly isTouched: Accessor<boolean>;
  /** Back to the first draft; can be undone. */
  readonly startAfresh: () => void;
  readonly start: () => Promise<void>;
}

type Store = ReturnType<typeof createDraftStore>;

/** The run being set up: every question already has an answer. It is kept, and is there again after leaving. */
export function createDraft(endpoints: Pick<Endpoints, "list">): DraftState {
  const db = useDatabase();
  const [startProblem, setStartProblem] = createSignal<string>();
  const store = createDraftStore(endpoints, () => setStartProblem(undefined));
  const { draft, plain, merge } = store;
  const reading = createReading(store);
  const opening = createOpening(store, reading);
  const start = createStart(store, reading, setStartProblem);
  const codeProblem = createCodeCheck(draft);
  const obstacle = createMemo(() => obstacleOf(draft) ?? codeProblem());
  return {
    draft,
    set: (key, value) => merge({ [key]: value }),
    setParts: merge,
    setOption: (key, value) => merge({ options: { ...plain().options, [key]: value } }),
    typeOption: (field, text) => merge(withTyped(plain(), field, text)),
    openFile: reading.openFile,
    chooseTask: async (task) => {
      if (task === plain().task) return;
      const before = store.leftFor(task);
      if (before !== undefined) merge(before);
      else if (task === "routing") reading.take(await openGallery(db, plain(), task));
      else merge(plain().task === "saved" ? { task, seedPrompt: firstDraft.seedPrompt } : { task });
    },
    openGallery: async (generator) => reading.take(await openGallery(db, plain(), generator)),
    takeTask: (task, splits) => merge(draftOfTask(task, countsOf(splits))),
    openDocuments: reading.openDocuments,
    setRoles: (roles) => {
      const { rows } = plain();
      if (rows) merge(withRoles(plain(), rows, roles));
    },
    setMetric: (at, part) =>
      merge({
        metrics: plain().metrics.map((metric, index) => (index === at ? { ...metric, ...part } : metric)),
      }),
    setMetrics: (metrics) => merge({ metrics }),
    survey: createSurvey(draft, store.count),
    doing: reading.doing,
    problem: reading.problem,
    startProblem,
    codeProblem,
    obstacle,
    isReady: opening.isReady,
    isTouched: store.isTouched,
    startAfresh: () => {
      opening.replaceBy(structuredClone(firstDraft), "The draft is cleared.");
      store.forget();
    },
    start,
  };
}

interface Reading {
  readonly doing: Accessor<string | undefined>;
  readonly setDoing: (text: string | undefined) => void;
  readonly problem: Accessor<string | undefined>;
  readonly setProblem: (text: string | undefined) => void;
  /** Takes what was opened, or says why it could not be. */
  readonly take: (opened: Opened) => void;
  readonly openFile: DraftState["openFile"];
  readonly openDocuments: DraftState["openDocuments"];
}

/** Files read into the draft: what is going on, and what did not work. */
function createReading({ plain, merge }: Store): Reading {
  const [doing, setDoing] = createSignal<string>();
  const [problem, setProblem] = createSignal<string>();
  const take = (opened: Opened): void => {
    if ("problem" in opened) setProblem(opened.problem);
    else merge(opened);
  };
  const whileReading = async (file: File, read: () => Promise<Opened>): Promise<void> => {
    setProblem(undefined);
    setDoing(`Reading ${file.name}`);
    try {
      take(await read());
    } catch (error) {
      setProblem(faultWords(`${file.name} could not be read`, error));
    }
    setDoing(undefined);
  };
  return {
    doing,
    setDoing,
    problem,
    setProblem,
    take,
    openFile: (file, options = {}) => whileReading(file, () => openRows(rowFiles, plain(), file, options)),
    openDocuments: (file) =>
      whileReading(file, async () => {
        const documents = await openDocuments(rowFiles, file);
        return "problem" in documents ? documents : { documents };
      }),
  };
}

interface Opening {
  readonly isReady: Accessor<boolean>;
  /** Puts another draft in the place of this one; what stood here can be had back for a while. */
  readonly replaceBy: (next: Draft, text: string) => void;
}

/** Takes up what was left here, what the address asks for, and a file dropped on another page. */
function createOpening(store: Store, { take, openFile, setProblem }: Reading): Opening {
  const db = useDatabase();
  const tell = useToast();
  const dropped = useDroppedFile();
  const [search, setSearch] = useSearchParams();
  const [isReady, setReady] = createSignal(false);
  const replaceBy = (next: Draft, text: string): void => {
    const before = store.replace(next);
    setProblem(undefined);
    tell({
      text,
      undo: () => {
        setProblem(undefined);
        store.merge(before);
      },
    });
  };
  const open = async (asked: Asked): Promise<void> => {
    // Asked for once: after a reload, or coming back, what was made of it is wanted.
    setSearch({ [asked.kind]: undefined }, { replace: true });
    const { task, savedTaskId } = store.plain();
    // It stands here already, with what was chosen for it.
    if (asked.kind === "task" && task === "saved" && savedTaskId === asked.id) return;
    const opened = await openAsked(db, firstDraft, asked);
    if (store.isTouched() && !("problem" in opened))
      replaceBy(structuredClone(firstDraft), "This stands in the place of the draft you had here.");
    take(opened);
  };
  createEffect(
    on(
      () => askedBy(search),
      async (asked) => {
        if (!isReady()) {
          const lost = await store.restore();
          if (lost !== undefined) setProblem(lost);
        }
        if (asked !== undefined) await open(asked);
        setReady(true);
      },
    ),
  );
  createEffect(
    on([dropped.handed, isReady], ([handed, ready]) => {
      if (!handed || !ready) return;
      const { file, prompt: seedPrompt } = handed;
      dropped.take();
      // Written for these rows, whatever task stands here.
      if (seedPrompt !== "") store.merge({ task: "rows", seedPrompt });
      void openFile(file);
    }),
  );
  return { isReady, replaceBy };
}

/** Makes the run of the draft and goes to it. */
function createStart(
  store: Store,
  { doing, setDoing, setProblem }: Reading,
  setStartProblem: (text: string | undefined) => void,
): () => Promise<void> {
  const db = useDatabase();
  const navigate = useNavigate();
  return async () => {
    if (doing() !== undefined) return;
    setProblem(undefined);
    setStartProblem(undefined);
    setDoing("Starting");
    try {
      const bad = await codeProblemOf(store.plain());
      if (bad !== undefined) return setStartProblem(bad);
      const outcome = await startRun(db, rowFiles, store.plain(), store.runId(), setDoing);
      if (outcome.kind === "problem") return setStartProblem(outcome.message);
      // Asked after something the user did, as browsers want it; the answer changes nothing here.
      void askToPersist();
      navigate(routes.run(outcome.run.id));
    } catch (error) {
      setStartProblem(`${faultWords("The run could not be started", error)} The draft is kept as it is.`);
    } finally {
      setDoing(undefined);
    }
  };
}
