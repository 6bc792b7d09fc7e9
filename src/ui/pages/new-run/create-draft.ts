import { useNavigate, useSearchParams } from "@solidjs/router";
import { type Accessor, createEffect, createMemo, createSignal, on } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";

import type { ColumnRoles, ImportPreview } from "../../../protocol/import-worker.ts";
import { saveTask } from "../../../storage/library/tasks.ts";
import { askToPersist } from "../../../storage/persistence.ts";
import { attemptWrite } from "../../../storage/quota.ts";
import { readTask } from "../../../storage/read/library.ts";
import { metrics } from "../../../tasks/metrics/registry.ts";
import type { GeneratorName } from "../../../tasks/task-spec.ts";
import { routes } from "../../routes.ts";
import { useDatabase } from "../../state/database.tsx";
import { useDroppedFile } from "../../state/dropped-file.tsx";
import {
  type Draft,
  type DraftOptions,
  firstDraft,
  looksLikeLabels,
  suggestParetoRows,
  textsOf,
} from "./draft.ts";
import { exampleById } from "./examples.ts";
import { previewFile } from "./import-file.ts";
import { startRun } from "./start-run.ts";

export interface DraftState {
  readonly draft: Draft;
  readonly set: <Key extends keyof Draft>(key: Key, value: Draft[Key]) => void;
  readonly setOption: <Key extends keyof DraftOptions>(key: Key, value: DraftOptions[Key]) => void;
  readonly openFile: (file: File) => Promise<void>;
  /** Stores a task of the gallery and fills in what it wants. */
  readonly openGallery: (generator: GeneratorName) => Promise<void>;
  readonly setRoles: (roles: ColumnRoles) => void;
  /** What is going on (reading a file, starting). */
  readonly doing: Accessor<string | undefined>;
  /** What stands in the way of a start; a sentence. */
  readonly obstacle: Accessor<string | undefined>;
  /** Something that was tried did not work. */
  readonly problem: Accessor<string | undefined>;
  readonly start: () => Promise<void>;
}

/** Values of a column in the preview. */
export function previewColumn(draft: Draft, column: string | undefined): readonly string[] {
  const preview = draft.rows?.preview;
  const at = column === undefined ? -1 : (preview?.columns.indexOf(column) ?? -1);
  return at < 0 ? [] : (preview?.rows.map((row) => row[at] ?? "") ?? []);
}

/** Dates and numbers are seldom the answer that is looked for. */
const LETTERS = /\p{L}{2}/u;

/** Where no name gave the right answer away: the last column of few different values that is not an input. */
function withLabelColumn(preview: ImportPreview): ColumnRoles {
  const { guessed, columns, rows } = preview;
  if (guessed.expected.length > 0) return guessed;
  const taken = new Set([
    ...guessed.inputs,
    guessed.group,
    guessed.split,
    guessed.rating,
    guessed.critique,
    guessed.output,
  ]);
  const found = columns.findLast((column, at) => {
    const cells = rows.map((row) => row[at] ?? "");
    return (
      !taken.has(column) &&
      new Set(cells).size > 1 &&
      looksLikeLabels(cells) &&
      cells.some((cell) => LETTERS.test(cell))
    );
  });
  return found === undefined ? guessed : { ...guessed, expected: [found] };
}

function obstacleOf(draft: Draft): string | undefined {
  if (draft.task === "rows" && !draft.rows) return "Choose a file of rows first.";
  if (draft.task === "rows" && draft.rows?.roles.inputs.length === 0)
    return "Say which column the model gets to see.";
  const metric = metrics[draft.metric];
  if (draft.task === "rows" && draft.rows?.roles.expected.length === 0 && metric?.needsExpected === true)
    return "Say which column holds the right answer.";
  const unset = draft.task === "rows" ? metric?.check?.({ ...draft.metricOptions }) : undefined;
  if (unset !== undefined) return unset;
  if (draft.seedPrompt.trim() === "") return "Write a first prompt; one vague sentence is enough.";
  if (draft.reflection.kind === "coach" && draft.task === "rows" && draft.metric !== "label")
    return "The coach only knows label tasks. Choose another Reflection.";
  if (draft.reflection.kind === "coach" && draft.task === "saved" && !coachKnows(draft.gallery))
    return "The coach only knows label tasks. Choose another Reflection.";
  return undefined;
}

/** Of the gallery's tasks the coach can only help with those about labels; what else was saved is left to the user. */
function coachKnows(generator: GeneratorName | undefined): boolean {
  return generator === undefined || generator === "sentiment" || generator === "routing";
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

  const openFile = async (file: File): Promise<void> => {
    setProblem(undefined);
    setDoing(`Reading ${file.name}`);
    const preview = await previewFile(file);
    setDoing(undefined);
    if (preview.kind === "bad-import") {
      setProblem(`${file.name}: ${preview.message}`);
      return;
    }
    const roles = withLabelColumn(preview);
    const next = { ...plain(), rows: { file, preview, roles } };
    const isLabel = looksLikeLabels(previewColumn(next, roles.expected[0]));
    merge({
      task: "rows",
      name: file.name.replace(/\.[^.]+$/, ""),
      rows: next.rows,
      seedPrompt:
        plain().seedPrompt === firstDraft.seedPrompt || plain().gallery !== undefined
          ? `Read the ${roles.inputs.join(" and ")} and answer with the ${roles.expected[0] ?? "answer"} only.`
          : plain().seedPrompt,
      metric: isLabel ? "label" : plain().metric,
      paretoRows: suggestParetoRows(preview.rows.length),
    });
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
        metric: firstDraft.metric,
        metricOptions: firstDraft.metricOptions,
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
      options: {
        ...plain().options,
        // Candidates of several prompts can be joined; with one there is little to join.
        merge: Object.keys(spec.seedCandidate).length > 1,
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
  return {
    draft,
    set: (key, value) => merge({ [key]: value }),
    setOption: (key, value) => merge({ options: { ...plain().options, [key]: value } }),
    openFile,
    openGallery,
    setRoles: (roles) => {
      const rows = plain().rows;
      if (!rows) return;
      const next = { ...plain(), rows: { ...rows, roles } };
      const isLabel = looksLikeLabels(previewColumn(next, roles.expected[0]));
      merge({ rows: next.rows, metric: isLabel ? "label" : plain().metric });
    },
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
