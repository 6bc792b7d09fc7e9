import { saveDataset } from "../../../storage/library/datasets.ts";
import { requestRun } from "../../../storage/library/runs.ts";
import { saveTask } from "../../../storage/library/tasks.ts";
import { attemptWrite } from "../../../storage/quota.ts";
import { readExamples, readTask } from "../../../storage/read/library.ts";
import type { RunRow } from "../../../storage/rows.ts";
import type { StudioDatabase } from "../../../storage/schema.ts";
import type { Example, Splits, TaskSpec } from "../../../tasks/task-spec.ts";
import { formatCount, plural } from "../../kit/numbers.ts";
import { type Draft, looksLikeLabels, splitSizes, withTextsOf } from "./draft.ts";
import { concurrencyOf, engineOfDraft, limitsOf } from "./engine-of-draft.ts";
import { readFile } from "./import-file.ts";

export type StartedRun =
  | { readonly kind: "started"; readonly run: RunRow }
  | { readonly kind: "problem"; readonly message: string };

interface Prepared {
  readonly task: TaskSpec;
  readonly splits: Splits;
}

type Preparation = Prepared | { readonly problem: string };

const LABEL_TOKENS = 24;
const TEXT_TOKENS = 512;

/** Placeholder per column; several columns are named, so that the Student can tell them apart. */
function templateOf(columns: readonly string[]): string {
  const [only] = columns;
  return columns.length === 1 && only !== undefined
    ? `{{${only}}}`
    : columns.map((column) => `${column}: {{${column}}}`).join("\n");
}

async function prepareRouting(draft: Draft): Promise<Preparation> {
  const [{ routingTask }, { generatedRows, splitIds }] = await Promise.all([
    import("../../../tasks/routing/routing-task.ts"),
    import("../../../tasks/generated-rows.ts"),
  ]);
  const usual = routingTask(draft.policySeed);
  const task: TaskSpec = {
    ...usual,
    name: draft.name || usual.name,
    seedCandidate: { instruction: draft.seedPrompt },
  };
  if (task.source.kind !== "generated") return { problem: "The routing task lost its generator." };
  const source = { ...task.source, sizes: { ...task.source.sizes, pareto: draft.paretoRows } };
  return { task: { ...task, source }, splits: splitIds(generatedRows(source)) };
}

/** A task of one prompt over the rows a user brought. */
export function taskOfRows(
  draft: Draft,
  id: string,
  datasetId: string,
  examples: readonly Example[],
): TaskSpec {
  const roles = draft.rows?.roles ?? { inputs: [], expected: [] };
  const [expected] = roles.expected;
  const answers = examples.flatMap((example) => Object.values(example.expected));
  const isLabel = looksLikeLabels(answers);
  const labels = isLabel ? [...new Set(answers.map((answer) => answer.trim()))].toSorted() : [];
  const sizes = splitSizes(examples.length, draft.paretoRows);
  const rows = examples.length;
  return {
    id,
    name: draft.name,
    source: {
      kind: "dataset",
      datasetId,
      inputColumns: roles.inputs,
      ...(expected === undefined ? {} : { expectedColumn: expected }),
      split: {
        seed: draft.options.splitSeed,
        shares: { feedback: sizes.feedback / rows, pareto: sizes.pareto / rows, test: sizes.test / rows },
        ...(isLabel && expected !== undefined ? { stratifyBy: expected } : {}),
        ...(roles.group === undefined ? {} : { groupBy: roles.group }),
        ...(roles.split === undefined ? {} : { column: roles.split }),
      },
    },
    program: {
      modules: [
        {
          name: "answer",
          component: "instruction",
          userTemplate: templateOf(roles.inputs),
          role: "student",
          output: { kind: "text" },
          maxTokens: draft.options.maxTokens || (isLabel ? LABEL_TOKENS : TEXT_TOKENS),
          temperature: draft.options.temperature,
        },
      ],
    },
    metrics: [
      {
        name: draft.metric,
        kind: draft.metric,
        weight: 1,
        options: {
          ...(expected === undefined ? {} : { expected }),
          ...(draft.metric === "label" && labels.length > 0 ? { labels } : {}),
          ...draft.metricOptions,
        },
      },
    ],
    seedCandidate: { instruction: draft.seedPrompt },
    ...(draft.options.objective.trim() === "" ? {} : { objective: draft.options.objective.trim() }),
    ...(draft.options.background.trim() === "" ? {} : { background: draft.options.background.trim() }),
  };
}

async function prepareRows(
  db: StudioDatabase,
  draft: Draft,
  say: (text: string) => void,
): Promise<Preparation> {
  const rows = draft.rows;
  if (!rows) return { problem: "Choose a file first." };
  const read = await readFile(rows.file, rows.roles, (progress) =>
    say(`Reading: ${plural(progress.rows, "row")} so far`),
  );
  if (read.kind === "bad-import") return { problem: read.message };
  if (read.examples.length < 6)
    return {
      problem: `Only ${plural(read.examples.length, "row")} can be used; a run needs at least 6 to learn, judge and test. Nothing was stored.`,
    };
  const datasetId = crypto.randomUUID();
  const task = taskOfRows(draft, crypto.randomUUID(), datasetId, read.examples);
  if (task.source.kind !== "dataset") return { problem: "The task lost its rows." };
  say("Dividing the rows");
  const { splitExamples } = await import("../../../tasks/splits/split-examples.ts");
  const { splits } = splitExamples(read.examples, task.source.split);
  const empty = (["feedback", "pareto"] as const).find((name) => splits[name].length === 0);
  if (empty !== undefined)
    return {
      problem: `No row is left to ${empty === "feedback" ? "learn from" : "judge by"}. Change how the rows are divided. Nothing was stored.`,
    };
  say(`Storing ${formatCount(read.examples.length)} rows`);
  const dataset = {
    id: datasetId,
    name: rows.file.name.replace(/\.[^.]+$/, ""),
    createdAt: Date.now(),
    columns: rows.preview.columns,
    sourceName: rows.file.name,
  };
  const written = await attemptWrite(() => saveDataset(db, dataset, read.examples));
  return written.kind === "quota" ? { problem: written.message } : { task, splits };
}

async function prepareSaved(db: StudioDatabase, draft: Draft): Promise<Preparation> {
  const row = draft.savedTaskId === undefined ? undefined : await readTask(db, draft.savedTaskId);
  if (!row) return { problem: "This task is no longer kept here." };
  const task: TaskSpec = { ...row.spec, seedCandidate: withTextsOf(draft, row.spec.seedCandidate) };
  if (task.source.kind === "generated") {
    const { generatedRows, splitIds } = await import("../../../tasks/generated-rows.ts");
    return { task, splits: splitIds(generatedRows(task.source)) };
  }
  const { splitExamples } = await import("../../../tasks/splits/split-examples.ts");
  return {
    task,
    splits: splitExamples(await readExamples(db, task.source.datasetId), task.source.split).splits,
  };
}

/** Stores what is needed and asks for the run; the worker does the rest. `id` makes a double click one run. */
export async function startRun(
  db: StudioDatabase,
  draft: Draft,
  id: string,
  say: (text: string) => void,
): Promise<StartedRun> {
  const prepared =
    draft.task === "routing"
      ? await prepareRouting(draft)
      : draft.task === "saved"
        ? await prepareSaved(db, draft)
        : await prepareRows(db, draft, say);
  if ("problem" in prepared) return { kind: "problem", message: prepared.problem };
  const { task, splits } = prepared;
  const limits = limitsOf(draft.options);
  say("Starting");
  const asked = await attemptWrite(async () => {
    await saveTask(db, task, Date.now());
    return requestRun(
      db,
      {
        id,
        name: draft.name || task.name,
        taskId: task.id,
        task,
        splits,
        engine: engineOfDraft(draft, task.seedCandidate, splits),
        student: draft.student,
        reflection: draft.reflection,
        optimizer: draft.options.optimizer,
        finalTest: draft.options.finalTest && splits.test.length > 0,
        concurrency: concurrencyOf(draft),
        ...(limits ? { limits } : {}),
      },
      Date.now(),
    );
  });
  return asked.kind === "quota"
    ? { kind: "problem", message: asked.message }
    : { kind: "started", run: asked.value };
}
