import { useNavigate, useSearchParams } from "@solidjs/router";
import { type Accessor, createEffect, createMemo, createSignal, on } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";

import type { ColumnRoles, ReadOptions } from "../../../protocol/import-worker.ts";
import { saveTask } from "../../../storage/library/tasks.ts";
import { askToPersist } from "../../../storage/persistence.ts";
import { attemptWrite } from "../../../storage/quota.ts";
import { readTask } from "../../../storage/read/library.ts";
import type { GeneratorName } from "../../../tasks/task-spec.ts";
import { routes } from "../../routes.ts";
import { useDatabase } from "../../state/database.tsx";
import { useDroppedFile } from "../../state/dropped-file.tsx";
import { createSurvey, type Survey } from "./create-survey.ts";
import { openDocuments } from "./documents.ts";
import { type Draft, type DraftOptions, type DraftMetric, firstDraft, textsOf } from "./draft.ts";
import { exampleById } from "./examples.ts";
import { obstacleOf } from "./obstacle.ts";
import { openRows, withRoles } from "./open-rows.ts";
import { startRun } from "./start-run.ts";

export interface DraftState {
  readonly draft: Draft;
  readonly set: <Key extends keyof Draft>(key: Key, value: Draft[Key]) => void;
  readonly setOption: <Key extends keyof DraftOptions>(key: Key, value: DraftOptions[Key]) => void;
  /** Reads a file of rows; `reading` says how, where the guess was not right. */
  readonly openFile: (file: File, reading?: ReadOptions) => Promise<void>;
  /** Reads a file of documents the program looks things up in. */
  readonly openDocuments: (file: File) => Promise<void>;
  /** Stores a task of the gallery and fills in what it wants. */
  readonly openGallery: (generator: GeneratorName) => Promise<void>;
  readonly setRoles: (roles: ColumnRoles) => void;
  readonly setMetric: (at: number, part: Partial<DraftMetric>) => void;
  readonly setMetrics: (metrics: readonly DraftMetric[]) => void;
  /** What the whole file holds and how it divides, found out in the background. */
  readonly survey: Survey;
  /** What is going on (reading a file, starting). */
  readonly doing: Accessor<string | undefined>;
  /** What stands in the way of a start; a sentence. */
  readonly obstacle: Accessor<string | undefined>;
  /** Something that was tried did not work. */
  readonly problem: Accessor<string | undefined>;
  readonly start: () => Promise<void>;
}

/** The run being set up: every question already has an answer. */
export function createDraft(): DraftState {
  const db = useDatabase();
  const navigate = useNavigate();
  const dropped = useDroppedFile();
  const [search] = useSearchParams();
  const [draft, setDraft] = createStore<Draft>(structuredClone(firstDraft));
  const [doing, setDoing] = createSignal<string>();
  const [problem, setProblem] = createSignal<string>();
  let runId = crypto.randomUUID();
  const plain = (): Draft => unwrap(draft);
  const merge = (part: Partial<Draft>): void => {
    runId = crypto.randomUUID();
    setDraft(reconcile({ ...plain(), ...part }));
  };

  const openFile = async (file: File, reading: ReadOptions = {}): Promise<void> => {
    setProblem(undefined);
    setDoing(`Reading ${file.name}`);
    const opened = await openRows(plain(), file, reading);
    setDoing(undefined);
    if ("problem" in opened) setProblem(opened.problem);
    else merge(opened);
  };
  createEffect(
    on(dropped.file, (file) => {
      if (!file) return;
      dropped.put(undefined);
      void openFile(file);
    }),
  );
  createEffect(
    on(
      () => search["example"],
      async (id) => {
        const example = exampleById(typeof id === "string" ? id : undefined);
        if (!example) return;
        const { policyAsPrompt, drawPolicy } = await import("../../../tasks/routing/policy.ts");
        merge({
          task: "routing",
          name: example.title,
          policySeed: example.policySeed,
          seedPrompt:
            example.seedPrompt === "policy"
              ? policyAsPrompt(drawPolicy(example.policySeed))
              : firstDraft.seedPrompt,
        });
      },
    ),
  );
  const openGallery = async (generator: GeneratorName): Promise<void> => {
    if (generator === "routing") {
      merge({
        task: "routing",
        gallery: generator,
        name: firstDraft.name,
        seedPrompt: firstDraft.seedPrompt,
        laterTexts: {},
        paretoRows: firstDraft.paretoRows,
      });
      return;
    }
    const { gallery } = await import("../../../tasks/gallery/catalogue.ts");
    const entry = gallery.find((one) => one.generator === generator);
    if (!entry) return;
    const spec = entry.make(1);
    const stored = await attemptWrite(() => saveTask(db, spec, Date.now()));
    if (stored.kind === "quota") {
      setProblem(stored.message);
      return;
    }
    merge({
      task: "saved",
      gallery: generator,
      savedTaskId: spec.id,
      name: spec.name,
      ...textsOf(spec.seedCandidate),
      paretoRows: entry.sizes.pareto,
      // Texts that are judged themselves need a rewriter the coach is not; a person always is one.
      ...(spec.program.modules.length === 0 && plain().reflection.kind === "coach"
        ? { reflection: { kind: "by-hand" } as const }
        : {}),
      options: {
        ...plain().options,
        // Candidates of several prompts can be joined; with one there is little to join.
        merge: Object.keys(spec.seedCandidate).length > 1,
        // Where the rows are the whole problem there is no luck with rows to guard against.
        winner: entry.sizes.test === 0 ? "highest-mean" : "noise-band",
        objective: spec.objective ?? "",
        background: spec.background ?? "",
      },
    });
  };
  createEffect(
    on(
      () => search["gallery"],
      (generator) => {
        if (typeof generator === "string") void openGallery(generator as GeneratorName);
      },
    ),
  );
  createEffect(
    on(
      () => search["task"],
      async (id) => {
        const task = typeof id === "string" ? await readTask(db, id) : undefined;
        if (task)
          merge({
            task: "saved",
            savedTaskId: task.id,
            name: task.name,
            ...textsOf(task.spec.seedCandidate),
          });
      },
    ),
  );
  const obstacle = createMemo(() => obstacleOf(draft));
  const survey = createSurvey(draft, (found) => {
    const { rows } = plain();
    if (rows === undefined) return;
    // What was counted is no change of mind: the run keeps its id.
    setDraft(reconcile({ ...plain(), rows: { ...rows, survey: found } }));
  });
  return {
    draft,
    set: (key, value) => merge({ [key]: value }),
    setOption: (key, value) => merge({ options: { ...plain().options, [key]: value } }),
    openFile,
    openGallery,
    openDocuments: async (file) => {
      setProblem(undefined);
      setDoing(`Reading ${file.name}`);
      const documents = await openDocuments(file);
      setDoing(undefined);
      if ("problem" in documents) setProblem(documents.problem);
      else merge({ documents });
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
    obstacle,
    start: async () => {
      if (doing() !== undefined) return;
      setProblem(undefined);
      setDoing("Starting");
      try {
        const outcome = await startRun(db, plain(), runId, setDoing);
        if (outcome.kind === "problem") setProblem(outcome.message);
        else {
          // Asked after something the user did, as browsers want it; the answer changes nothing here.
          void askToPersist();
          navigate(routes.run(outcome.run.id));
        }
      } finally {
        setDoing(undefined);
      }
    },
  };
}
