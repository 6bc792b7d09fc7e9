import type { EntityTable, Table } from "dexie";

import type {
  BundleProgress,
  BundleRefusal,
  ImportedBundle,
  ImportWish,
  Recording,
} from "../../protocol/bundle-worker.ts";
import { whileImporting } from "../import-lock.ts";
import { bindAllPages } from "../journal-pages.ts";
import { removeOwnerlessRows } from "../ownerless-rows.ts";
import { isQuotaError } from "../quota.ts";
import type { MarkRow, RunRow, TaskRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { noteGrowth } from "../sizes.ts";
import { isMeasured, type MeasuredTable } from "../unmeasured.ts";
import type { BundleRow, BundleTable } from "./bundle-format.ts";
import { codeOf, hostsOf } from "./foreign-parts.ts";
import { BadBundle, readBundle } from "./read-bundle.ts";
import { type JournalCheck, type Survey, surveyBundle } from "./survey-bundle.ts";

/** Rows written per transaction. */
const batchRows = 2000;
/** Long rows are stored sooner: what waits stands in memory. */
const batchBytes = 2 * 1024 * 1024;
/** Of the time an import takes, about what the first reading takes. */
const lookingShare = 0.1;

/** Which of the bundle's things are taken, and under which ids. */
interface Plan {
  readonly runs: ReadonlyMap<string, string>;
  readonly datasets: ReadonlyMap<string, string>;
  readonly skipped: number;
}

/**
 * Takes a bundle in two readings. The first checks everything; the second stores the long rows under ids nobody lists
 * yet, and one last transaction makes tasks, datasets and runs visible. Whatever fails before that is cleared away.
 */
export function takeBundle(
  db: StudioDatabase,
  file: Blob,
  { mode, marksCount }: ImportWish,
  makeCheck: () => JournalCheck,
  newId: () => string,
  onProgress: (progress: BundleProgress) => void,
  recording?: Recording,
): Promise<ImportedBundle | BundleRefusal> {
  return whileImporting(db, async () => {
    try {
      const survey = await surveyBundle(file, makeCheck, (share, rows) =>
        onProgress({ rows, share: share * lookingShare }),
      );
      const plan = await planOf(db, survey, mode, newId);
      // Rows an earlier import may have left under the same ids.
      await removeOwnerlessRows(db);
      // By rows and not by bytes: a file that packs well is read whole long before its rows are stored.
      let stored = 0;
      const tell = (rows: number): void =>
        onProgress({ rows, share: lookingShare + ((1 - lookingShare) * rows) / Math.max(1, survey.rows) });
      await stageRows(db, file, plan, (rows) => tell((stored = rows)));
      for (const runId of plan.runs.values()) await bindAllPages(db, runId);
      const imported = await makeVisible(db, survey, plan, { mode, marksCount, recording }, (marks) =>
        tell(stored + marks),
      );
      tell(survey.rows);
      // What was replaced is nobody's now.
      await removeOwnerlessRows(db);
      return imported;
    } catch (error) {
      await removeOwnerlessRows(db);
      if (error instanceof BadBundle) return { kind: "refused", message: error.message };
      if (isQuotaError(error))
        return {
          kind: "refused",
          message:
            "There is not enough room for this bundle. Nothing was changed; delete something and try again.",
        };
      throw error;
    }
  });
}

async function planOf(
  db: StudioDatabase,
  survey: Survey,
  mode: "merge" | "replace",
  newId: () => string,
): Promise<Plan> {
  let skipped = 0;
  const choose = async (table: "runs" | "datasets", ids: readonly string[]) => {
    const taken = new Map<string, string>();
    for (const id of ids) {
      const isHere = (await db[table].get(id)) !== undefined;
      if (!isHere) taken.set(id, id);
      // What it replaces is still here under this id until the last moment.
      else if (mode === "replace") taken.set(id, `${id}~${newId()}`);
      else skipped += 1;
    }
    return taken;
  };
  const runs = await choose(
    "runs",
    survey.runs.map((run) => run.id),
  );
  const datasets = await choose(
    "datasets",
    survey.datasets.map((dataset) => dataset.id),
  );
  return { runs, datasets, skipped };
}

async function stageRows(
  db: StudioDatabase,
  file: Blob,
  plan: Plan,
  onRows: (rows: number) => void,
): Promise<void> {
  let rows = 0;
  const bundle = await readBundle(file);
  let table: BundleTable | undefined;
  let batch: object[] = [];
  let waiting = 0;
  // While one batch is stored the next is read: the disk and the reading are work of different processes.
  let storing = Promise.resolve();
  const flush = async () => {
    await storing;
    if (table !== undefined && isMeasured(table) && batch.length > 0) storing = storeBatch(db, table, batch);
    // Whoever flushes next hears of it.
    storing.catch(() => undefined);
    batch = [];
    waiting = 0;
  };
  try {
    for await (const some of bundle.rows) {
      for (const entry of some) {
        if (isHead(entry.in)) continue;
        rows += 1;
        const row = placed(entry, plan);
        if (row === undefined) continue;
        if (entry.in !== table || batch.length >= batchRows || waiting >= batchBytes) await flush();
        table = entry.in;
        batch.push(row);
        waiting += entry.bytes;
      }
      onRows(rows);
    }
    await flush();
    await storing;
  } finally {
    // Whatever went wrong: nothing is stored any more when this is over.
    await storing.catch(() => undefined);
  }
}

/** Writes some rows and counts them. */
async function storeBatch(db: StudioDatabase, table: MeasuredTable, batch: readonly object[]): Promise<void> {
  await db.transaction("rw", db.table(table), db.sizes, async () => {
    await db.table(table).bulkPut([...batch]);
    await noteGrowth(db, table, batch);
  });
}

/** A long row under its new owner; undefined for what is skipped. Heads come last. */
function placed({ in: table, row }: BundleRow, plan: Plan): object | undefined {
  if (table === "examples") {
    const datasetId = plan.datasets.get(String(row["datasetId"]));
    return datasetId === undefined ? undefined : { ...row, datasetId };
  }
  const runId = plan.runs.get(String(row["runId"]));
  return runId === undefined ? undefined : { ...row, runId };
}

function isHead(table: BundleTable): boolean {
  return ["tasks", "datasets", "runs", "marks", "testOpenings"].includes(table);
}

async function makeVisible(
  db: StudioDatabase,
  survey: Survey,
  plan: Plan,
  { mode, marksCount, recording }: ImportWish & { readonly recording: Recording | undefined },
  onMarks: (marks: number) => void,
): Promise<ImportedBundle> {
  const { tasks, datasets, runs, marks, testOpenings } = db;
  return db.transaction("rw", [tasks, datasets, runs, marks, testOpenings], async () => {
    // Looks at sealed rows stay: what was seen stays seen.
    if (mode === "replace") await Promise.all([tasks.clear(), datasets.clear(), runs.clear(), marks.clear()]);
    const here = new Set(await tasks.toCollection().primaryKeys());
    const newTasks = survey.tasks.filter((task) => !here.has(task.id));
    const newDatasets = survey.datasets.filter((dataset) => plan.datasets.has(dataset.id));
    const newRuns = survey.runs.filter((run) => plan.runs.has(run.id));
    const last = (await runs.orderBy("number").last())?.number ?? 0;
    await tasks.bulkAdd(newTasks.map((task) => foreignTask(task, plan, recording !== undefined)));
    await datasets.bulkAdd(
      newDatasets.map((row) => ({ ...alive(row), id: plan.datasets.get(row.id) ?? row.id })),
    );
    await runs.bulkAdd(newRuns.map((run, index) => foreignRun(run, plan, last + 1 + index, recording)));
    const renamed = <Row extends { readonly runId?: string }>(row: Row): Row =>
      row.runId === undefined ? row : { ...row, runId: plan.runs.get(row.runId) ?? row.runId };
    // Marks and looks are only ever added: one that is here under the same id stays as it is.
    const newMarks = await absent(marks, survey.marks);
    const weighed = ({ foreign: _, ...mark }: MarkRow): MarkRow =>
      marksCount ? mark : { ...mark, foreign: true };
    for (let from = 0; from < newMarks.length; from += batchRows) {
      await marks.bulkAdd(newMarks.slice(from, from + batchRows).map((mark) => weighed(renamed(mark))));
      onMarks(Math.min(newMarks.length, from + batchRows));
    }
    await testOpenings.bulkAdd((await absent(testOpenings, survey.testOpenings)).map(renamed));
    return {
      kind: "imported",
      tasks: newTasks.length,
      datasets: newDatasets.length,
      runs: newRuns.length,
      marks: newMarks.length,
      skipped: plan.skipped + survey.tasks.length - newTasks.length,
    } as const;
  });
}

/** The rows whose id nothing here has. */
async function absent<Row extends { readonly id: string }>(
  table: EntityTable<Row, "id">,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  // One request, however many there are.
  const here = new Set(await (table as unknown as Table<Row, string>).toCollection().primaryKeys());
  return rows.filter(({ id }) => !here.has(id));
}

/** Without what only concerns the machine it came from. */
function alive<Row extends object>(row: Row): Row {
  const { deletedAt: _, ...rest } = row as Row & { readonly deletedAt?: number };
  return rest as Row;
}

function withDatasets<Spec extends TaskRow["spec"]>(spec: Spec, plan: Plan): Spec {
  const renamed = (id: string) => plan.datasets.get(id) ?? id;
  const { source, documents } = spec;
  return {
    ...spec,
    ...(source.kind === "dataset" ? { source: { ...source, datasetId: renamed(source.datasetId) } } : {}),
    ...(documents?.kind === "dataset"
      ? { documents: { ...documents, datasetId: renamed(documents.datasetId) } }
      : {}),
  };
}

/** A task from elsewhere is sealed where it holds code; one that came with the page is as strange as the page. */
function foreignTask(task: TaskRow, plan: Plan, isOurs: boolean): TaskRow {
  const spec = withDatasets(task.spec, plan);
  const { unconfirmed: _, ...rest } = alive(task);
  return { ...rest, spec, ...(codeOf(spec).length > 0 && !isOurs ? { unconfirmed: true } : {}) };
}

/** A run from elsewhere rests, and is sealed where it holds code or names a host. */
function foreignRun(run: RunRow, plan: Plan, number: number, recording: Recording | undefined): RunRow {
  const {
    unconfirmed: _,
    waiting: __,
    queue: ___,
    heat: _____,
    recorded: ____,
    summary,
    ...rest
  } = alive(run);
  const holdsParts = codeOf(run.task).length > 0 || hostsOf(run).length > 0;
  const isSealed = holdsParts && recording === undefined;
  const from = run.branchedFrom;
  const { check } = run;
  return {
    ...rest,
    ...(summary === undefined ? {} : { summary: withoutNulls(summary) }),
    ...(check === undefined ? {} : { check: { ...check, of: plan.runs.get(check.of) ?? check.of } }),
    id: plan.runs.get(run.id) ?? run.id,
    number: check === undefined ? number : 0,
    task: withDatasets(run.task, plan),
    status: run.status === "finished" ? "finished" : "paused",
    wish: run.status === "finished" ? "run" : "pause",
    ...(from === undefined
      ? {}
      : { branchedFrom: { ...from, runId: plan.runs.get(from.runId) ?? from.runId } }),
    ...(isSealed ? { unconfirmed: true } : {}),
    ...(recording === undefined ? {} : { recorded: recording }),
  };
}

/** A mean of nothing was written as null: such a figure is not known. */
function withoutNulls<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row;
}
