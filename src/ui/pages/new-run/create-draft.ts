import { useNavigate, useSearchParams } from "@solidjs/router";
import { type Accessor, createEffect, createMemo, createSignal, on } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";

import { rowFiles } from "../../../platform/import-file.ts";
import type { ColumnRoles, ReadOptions } from "../../../protocol/import-worker.ts";
import { type DraftOptions } from "../../../setup/draft/draft-options.ts";
import { type OptionField } from "../../../setup/draft/draft-options.ts";
import { taskSide, copyOf } from "../../../setup/draft/draft-parts.ts";
import { type Draft, type DraftMetric, firstDraft } from "../../../setup/draft/draft.ts";
import { createKeeper, readKeptDraft } from "../../../setup/draft/kept-draft.ts";
import { obstacleOf } from "../../../setup/draft/obstacle.ts";
import { offeredModels } from "../../../setup/draft/offered-models.ts";
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
import type { TaskSpec } from "../../../tasks/task-spec.ts";
import { faultWords } from "../../../views/words/fault-words.ts";
import { useToast } from "../../kit/toast.tsx";
import { routes } from "../../routes.ts";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { useDatabase } from "../../state/database.tsx";
import { useDroppedFile } from "../../state/dropped-file.tsx";
import { createCodeCheck, problemOfCodes } from "./create-code-check.ts";
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
  readonly takeTask: (task: TaskSpec) => void;
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

/** The run being set up: every question already has an answer. It is kept, and is there again after leaving. */
export function createDraft(endpoints: Pick<Endpoints, "list">): DraftState {
  const db = useDatabase();
  const navigate = useNavigate();
  const tell = useToast();
  const dropped = useDroppedFile();
  const [search, setSearch] = useSearchParams();
  const [draft, setDraft] = createStore<Draft>(structuredClone(firstDraft));
  const [doing, setDoing] = createSignal<string>();
  const [problem, setProblem] = createSignal<string>();
  const [startProblem, setStartProblem] = createSignal<string>();
  const [isReady, setReady] = createSignal(false);
  const [isTouched, setTouched] = createSignal(false);
  const keeper = createKeeper(db);
  let runId = crypto.randomUUID();
  const plain = (): Draft => unwrap(draft);
  const put = (next: Draft): void => {
    runId = crypto.randomUUID();
    setStartProblem(undefined);
    setDraft(reconcile(next));
  };
  /** Models the person chose, now or in the draft that was left here. */
  let chosen: Partial<Draft> = {};
  const left = new Map<Draft["task"], Partial<Draft>>();
  const merge = (part: Partial<Draft>): void => {
    const { task } = plain();
    if (part.task !== undefined && part.task !== task) left.set(task, taskSide(copyOf(plain())));
    const { student, reflection } = { ...chosen, ...part };
    chosen = { ...(student && { student }), ...(reflection && { reflection }) };
    const offered =
      part.task === undefined || part.task === task
        ? {}
        : { ...offeredModels(plain(), part.task, endpoints.list()), ...chosen };
    put({ ...plain(), ...part, ...offered });
    setTouched(true);
    keeper.keep(plain());
  };
  const take = (opened: Opened): void => {
    if ("problem" in opened) setProblem(opened.problem);
    else merge(opened);
  };

  const whileReading = async (file: File, read: () => Promise<void>): Promise<void> => {
    setProblem(undefined);
    setDoing(`Reading ${file.name}`);
    await read().catch((error: unknown) => setProblem(faultWords(`${file.name} could not be read`, error)));
    setDoing(undefined);
  };
  const openFile = async (file: File, reading: ReadOptions = {}): Promise<void> => {
    await whileReading(file, async () => take(await openRows(rowFiles, plain(), file, reading)));
  };
  /** Puts another draft in the place of this one; what stood here can be had back for a while. */
  const replaceBy = (next: Draft, text: string): void => {
    // A copy: what stands in a store is changed in place.
    const before = copyOf(plain());
    put(next);
    chosen = {};
    setProblem(undefined);
    setTouched(false);
    tell({
      text,
      undo: () => {
        setProblem(undefined);
        merge(before);
      },
    });
  };
  const restore = async (): Promise<void> => {
    const found = await readKeptDraft(db).catch(() => undefined);
    if (found === undefined) return;
    put(found.draft);
    const { task, student, reflection } = found.draft;
    // The example's own models were offered, not chosen: for rows of one's own better ones may be.
    chosen = task === "rows" ? { student, reflection } : {};
    setTouched(true);
    if (found.lostFile)
      setProblem("The file was not kept: it had changed, or there was no room for it. Choose it again.");
  };
  const open = async (asked: Asked): Promise<void> => {
    // Asked for once: after a reload, or coming back, what was made of it is wanted.
    setSearch({ [asked.kind]: undefined }, { replace: true });
    // It stands here already, with what was chosen for it.
    if (asked.kind === "task" && plain().task === "saved" && plain().savedTaskId === asked.id) return;
    const opened = await openAsked(db, firstDraft, asked);
    if (isTouched() && !("problem" in opened))
      replaceBy(structuredClone(firstDraft), "This stands in the place of the draft you had here.");
    take(opened);
  };
  createEffect(
    on(
      () => askedBy(search),
      async (asked) => {
        if (!isReady()) await restore();
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
      if (seedPrompt !== "") merge({ seedPrompt });
      void openFile(file);
    }),
  );
  const codeProblem = createCodeCheck(draft);
  const obstacle = createMemo(() => obstacleOf(draft) ?? codeProblem());
  const survey = createSurvey(draft, (found) => {
    const { rows } = plain();
    if (rows === undefined) return;
    // What was counted is no change of mind: the run keeps its id.
    setDraft(reconcile({ ...plain(), rows: { ...rows, survey: found } }));
  });
  return {
    draft,
    set: (key, value) => merge({ [key]: value }),
    setParts: merge,
    setOption: (key, value) => merge({ options: { ...plain().options, [key]: value } }),
    typeOption: (field, text) => merge(withTyped(plain(), field, text)),
    openFile,
    chooseTask: async (task) => {
      const before = left.get(task);
      if (task === plain().task) return;
      if (before !== undefined) merge(before);
      else if (task === "routing") take(await openGallery(db, plain(), task));
      else merge({ task });
    },
    openGallery: async (generator) => take(await openGallery(db, plain(), generator)),
    takeTask: (task) => merge(draftOfTask(task)),
    openDocuments: async (file) => {
      await whileReading(file, async () => {
        const documents = await openDocuments(rowFiles, file);
        take("problem" in documents ? documents : { documents });
      });
    },
    setRoles: (roles) => {
      const { rows } = plain();
      if (rows) merge(withRoles(plain(), rows, roles));
    },
    setMetric: (at, part) =>
      merge({
        metrics: plain().metrics.map((metric, index) => (index === at ? { ...metric, ...part } : metric)),
      }),
    setMetrics: (metrics) => merge({ metrics }),
    survey,
    doing,
    problem,
    startProblem,
    codeProblem,
    obstacle,
    isReady,
    isTouched,
    startAfresh: () => {
      replaceBy(structuredClone(firstDraft), "The draft is cleared.");
      void keeper.forget();
    },
    start: async () => {
      if (doing() !== undefined) return;
      setProblem(undefined);
      setStartProblem(undefined);
      setDoing("Starting");
      try {
        const bad = await problemOfCodes(plain());
        const outcome =
          bad === undefined
            ? await startRun(db, rowFiles, plain(), runId, setDoing)
            : ({ kind: "problem", message: bad } as const);
        if (outcome.kind === "problem") setStartProblem(outcome.message);
        else {
          // Asked after something the user did, as browsers want it; the answer changes nothing here.
          void askToPersist();
          navigate(routes.run(outcome.run.id));
        }
      } catch (error) {
        setStartProblem(`${faultWords("The run could not be started", error)} The draft is kept as it is.`);
      } finally {
        setDoing(undefined);
      }
    },
  };
}
