import type { ColumnRoles } from "../../protocol/import-worker.ts";
import { chunksOf } from "../../shared/chunks-of.ts";
import { saveDataset } from "../../storage/library/datasets.ts";
import { attemptWrite } from "../../storage/quota.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import type { DocumentSource, Example, Splits, TaskSpec } from "../../tasks/task-spec.ts";
import { plural } from "../../views/words/numbers.ts";
import { problemOfRow } from "../draft/check-rows.ts";
import type { Draft } from "../draft/draft.ts";
import { rolesWithKept } from "../draft/preview-examples.ts";
import { divisionWishOf, taskOfRows } from "../draft/task-of-rows.ts";
import { documentRoles, documentSourceOf } from "./documents.ts";
import type { RowFiles, TakenRows } from "./row-files.ts";

interface Prepared {
  readonly task: TaskSpec;
  readonly splits: Splits;
}

export type Preparation = Prepared | { readonly problem: string };

const fewestRows = 6;

/** Said to the user; what was stored so far is removed again. */
class CannotUse extends Error {}

/** Stores the rows a user brought, and the documents, and makes the task of them. */
export async function prepareRows(
  db: StudioDatabase,
  files: RowFiles,
  draft: Draft,
  say: (text: string) => void,
): Promise<Preparation> {
  const { rows, documents } = draft;
  if (!rows) return { problem: "Choose a file first." };
  const roles = rolesWithKept(draft);
  try {
    let source: DocumentSource | undefined;
    if (documents !== undefined && draft.program.modules.some((module) => module.search !== undefined)) {
      const kept = await keep(db, files, documents, documentRoles(documents), say, "Reading the documents");
      if ("problem" in kept) return kept;
      source = documentSourceOf(documents, kept.datasetId);
    }
    const kept = await keep(db, files, rows, roles, say, "Reading", draft);
    if ("problem" in kept) return kept;
    const { spec, report, labels } = kept.taken.divided;
    const task = taskOfRows(draft, {
      id: crypto.randomUUID(),
      datasetId: kept.datasetId,
      split: spec,
      labels,
      ...(source === undefined ? {} : { documents: source }),
    });
    return { task, splits: report.splits };
  } catch (error) {
    if (error instanceof CannotUse) return { problem: error.message };
    throw error;
  }
}

type Kept = { readonly datasetId: string; readonly taken: TakenRows } | { readonly problem: string };

/** Streams a file into a data set of its own. With a draft, the rows must be enough for its run. */
async function keep(
  db: StudioDatabase,
  files: RowFiles,
  { file, preview, reading }: Pick<NonNullable<Draft["rows"]>, "file" | "preview" | "reading">,
  roles: ColumnRoles,
  say: (text: string) => void,
  doing: string,
  draft?: Draft,
): Promise<Kept> {
  const datasetId = crypto.randomUUID();
  let taken: TakenRows | undefined;
  const { readable, writable } = new TransformStream<readonly Example[], readonly Example[]>();
  const writer = writable.getWriter();
  const wish = draft === undefined ? { paretoRows: 0, spec: { seed: 0 } } : divisionWishOf(draft);
  const underway = files.take(file, reading, roles, wish, async (rows, progress) => {
    say(`${doing}: ${plural(progress.rows, "row")} so far`);
    await writer.write(rows);
  });
  async function* examples(): AsyncGenerator<Example> {
    for await (const rows of chunksOf(readable)) {
      const problem = draft === undefined ? undefined : problemAmong(rows, draft);
      if (problem !== undefined) throw new CannotUse(problem);
      yield* rows;
    }
    const outcome = await underway;
    if (outcome.kind === "bad-import") throw new CannotUse(outcome.message);
    const problem = draft === undefined ? undefined : problemOf(outcome);
    // Thrown here, so that what was stored is removed again.
    if (problem !== undefined) throw new CannotUse(problem);
    taken = outcome;
  }
  const finished = underway.then(
    () => writer.close(),
    (error: unknown) => writer.abort(error),
  );
  const dataset = {
    id: datasetId,
    name: file.name.replace(/\.[^.]+$/, ""),
    createdAt: Date.now(),
    columns: preview.columns,
    sourceName: file.name,
  };
  const written = await attemptWrite(() => saveDataset(db, dataset, examples()));
  // A full disk ended the reading halfway; its own complaint says nothing new.
  await finished.catch(() => undefined);
  if (written.kind === "quota") return { problem: written.message };
  if (taken === undefined) throw new Error("the rows were stored and not divided");
  return { datasetId, taken };
}

/** A row that no answer could be right for, said before anything is asked. */
function problemAmong(rows: readonly Example[], draft: Draft): string | undefined {
  for (const row of rows) {
    const problem = problemOfRow(draft, row);
    const text = Object.values(row.inputs).find((cell) => cell.trim() !== "") ?? "";
    if (problem !== undefined)
      return `The row that begins "${text.trim().slice(0, 80)}" could not be judged: ${problem} Nothing was stored.`;
  }
  return undefined;
}

function problemOf({ summary, divided }: TakenRows): string | undefined {
  if (summary.rows < fewestRows)
    return `Only ${plural(summary.rows, "row")} can be used; a run needs at least ${fewestRows} to learn, judge and test. Nothing was stored.`;
  const { splits } = divided.report;
  const empty = (["feedback", "pareto"] as const).find((name) => splits[name].length === 0);
  return empty === undefined
    ? undefined
    : `No row is left to ${empty === "feedback" ? "learn from" : "judge by"}. Change how the rows are divided. Nothing was stored.`;
}
