import { openAsBlob, readdirSync } from "node:fs";
import { basename, join } from "node:path";

import { type Draft, firstDraft, suggestParetoRows } from "../../src/setup/draft/draft.ts";
import { divisionWishOf, taskOfRows } from "../../src/setup/draft/task-of-rows.ts";
import { gallery } from "../../src/tasks/gallery/catalogue.ts";
import type { GeneratorName } from "../../src/tasks/gallery/entries.ts";
import { generatedRows, splitIds } from "../../src/tasks/generated-rows.ts";
import { importRows, previewRowsOf } from "../../src/tasks/rows/import-rows.ts";
import { nearDuplicateGroups } from "../../src/tasks/splits/near-duplicates.ts";
import { divideRows } from "../../src/tasks/splits/survey-rows.ts";
import type { Example, Splits, TaskSpec } from "../../src/tasks/task-spec.ts";

/** A task with its rows frozen, as the page would have stored them. */
export interface RealTask {
  readonly name: string;
  readonly task: TaskSpec;
  readonly splits: Splits;
  /** Rows of a file; a generated task makes its own. */
  readonly rows?: {
    readonly datasetId: string;
    readonly columns: readonly string[];
    readonly examples: readonly Example[];
  };
}

/** The gallery's tasks that want a real Student: none that the embedded model plays, none without one. */
export const realistic: readonly GeneratorName[] = gallery
  .filter(({ needs }) => needs.startsWith("a "))
  .map(({ generator }) => generator);

/** Rows and house rules of every generated task are those of this seed; only the search's own draws differ between runs. */
const rowSeed = 1;

export function galleryTask(generator: GeneratorName): RealTask {
  const entry = gallery.find((one) => one.generator === generator);
  if (entry === undefined) throw new Error(`the gallery has no ${generator}`);
  const task = entry.make(rowSeed);
  if (task.source.kind !== "generated") throw new Error(`the rows of ${generator} are not generated`);
  return { name: generator, task, splits: splitIds(generatedRows(task.source)) };
}

/** A file of rows, set up as New run sets it up when it is dropped: roles, prompt, metric and division are its guesses. */
export async function fileTask(path: string): Promise<RealTask> {
  const source = { kind: "file", name: basename(path), file: await openAsBlob(path) } as const;
  const preview = await previewRowsOf(source, {});
  if (preview.kind !== "preview") throw new Error(`${path}: ${preview.message}`);
  const roles = preview.guessed;
  if (roles.expected.length === 0) throw new Error(`${path}: no column is guessed to be the right answer`);
  const examples: Example[] = [];
  const read = await importRows(
    source,
    {},
    roles,
    async (rows) => void examples.push(...rows),
    () => false,
  );
  if (read.kind !== "imported") throw new Error(`${path}: ${read.kind}`);
  const name = basename(path).replace(/\.[^.]+$/, "");
  const draft: Draft = {
    ...firstDraft,
    task: "rows",
    name,
    rows: { file: new File([], basename(path)), preview, roles, reading: {} },
    seedPrompt: `Read the ${roles.inputs.join(" and ")} and answer with the ${roles.expected[0] ?? "answer"} only.`,
    paretoRows: suggestParetoRows(examples.length),
  };
  const divided = divideRows(examples, divisionWishOf(draft), nearDuplicateGroups(examples));
  const datasetId = `real-${name}`;
  const { spec: split, labels, report } = divided;
  const task = taskOfRows(draft, { id: `real-${name}`, datasetId, split, labels });
  return { name, task, splits: report.splits, rows: { datasetId, columns: preview.columns, examples } };
}

/** Every file of rows in a folder, by name. */
export async function folderTasks(folder: string): Promise<readonly RealTask[]> {
  const files = readdirSync(folder)
    .filter((name) => /\.(csv|tsv|jsonl?|xlsx|ya?ml)$/.test(name))
    .toSorted();
  return Promise.all(files.map((name) => fileTask(join(folder, name))));
}
