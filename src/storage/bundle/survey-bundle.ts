import type { JournalEvent } from "../../engine/events.ts";
import type { BundlePreview } from "../../protocol/bundle-worker.ts";
import type { DatasetRow, MarkRow, RunRow, TaskRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import type { BundleRow } from "./bundle-format.ts";
import { problemOf } from "./check-row.ts";
import { codeOf, hostsOf } from "./foreign-parts.ts";
import { BadBundle, readBundle } from "./read-bundle.ts";

/** Folds a stranger's journal event by event; returns what is wrong with it, or undefined. */
export type JournalCheck = (event: JournalEvent) => string | undefined;

/** The small rows of a bundle, read whole; the large ones were checked and let go. */
export interface Survey {
  readonly createdAt: number;
  readonly rows: number;
  readonly tasks: readonly TaskRow[];
  readonly datasets: readonly DatasetRow[];
  readonly runs: readonly RunRow[];
  readonly marks: readonly MarkRow[];
  readonly rollouts: ReadonlyMap<string, number>;
}

/** Reads a bundle to its end and checks every row, each row's owner, each order, each journal, and the checksum. */
export async function surveyBundle(
  file: Blob,
  makeCheck: () => JournalCheck,
  onShare: (share: number, rows: number) => void,
): Promise<Survey> {
  let share = 0;
  const bundle = await readBundle(file, (now) => {
    share = now;
  });
  const heads = {
    tasks: [] as TaskRow[],
    datasets: [] as DatasetRow[],
    runs: [] as RunRow[],
    marks: [] as MarkRow[],
  };
  const rollouts = new Map<string, number>();
  const checks = new Map<string, JournalCheck>();
  const last = new Map<string, number>();
  let rows = 0;

  function checkPlace({ in: table, row }: BundleRow): void {
    const owner = String(table === "examples" ? row["datasetId"] : row["runId"]);
    const owners: readonly { readonly id: string }[] = table === "examples" ? heads.datasets : heads.runs;
    const place = Number(row[table === "examples" ? "position" : table === "events" ? "seq" : "callIndex"]);
    const key = `${table} ${owner}`;
    const before = last.get(key) ?? -1;
    if (!owners.some(({ id }) => id === owner)) throw bad(table, rows, "it belongs to nothing in the bundle");
    if (place <= before || (table === "events" && place !== before + 1))
      throw bad(table, rows, "it is out of order");
    last.set(key, place);
    if (table === "rollouts") rollouts.set(owner, (rollouts.get(owner) ?? 0) + 1);
    if (table !== "events") return;
    const check = checks.get(owner) ?? makeCheck();
    checks.set(owner, check);
    const problem = check(row["event"] as JournalEvent);
    if (problem !== undefined) throw bad(table, rows, problem);
  }

  for await (const entry of bundle.rows) {
    rows += 1;
    const problem = problemOf(entry.in, entry.row);
    if (problem !== undefined) throw bad(entry.in, rows, problem);
    switch (entry.in) {
      case "tasks":
      case "datasets":
      case "runs":
      case "marks":
        (heads[entry.in] as unknown[]).push(entry.row);
        break;
      default:
        checkPlace(entry);
    }
    if (rows % 500 === 0) onShare(share, rows);
  }
  return { createdAt: bundle.createdAt, rows, ...heads, rollouts };
}

function bad(table: string, row: number, problem: string): BadBundle {
  return new BadBundle(
    `Row ${row} of the bundle (${table}) cannot be taken: ${problem}. Nothing was changed.`,
  );
}

/** What a survey means for this machine. */
export async function previewOf(db: StudioDatabase, survey: Survey): Promise<BundlePreview> {
  const { tasks, datasets, runs, marks, rollouts, createdAt, rows } = survey;
  const specs = [...tasks.map((task) => task.spec), ...runs.map((run) => run.task)];
  const code = new Map(
    specs.flatMap((spec) =>
      codeOf(spec).map((source) => [`${spec.name}\n${source}`, { task: spec.name, code: source }]),
    ),
  );
  const here = async (table: "tasks" | "datasets" | "runs", id: string) =>
    (await db[table].get(id)) !== undefined;
  return {
    kind: "preview",
    createdAt,
    rows,
    tasks: await Promise.all(tasks.map(async ({ id, name }) => ({ name, isHere: await here("tasks", id) }))),
    datasets: await Promise.all(
      datasets.map(async ({ id, name, rowCount }) => ({
        name,
        rowCount,
        isHere: await here("datasets", id),
      })),
    ),
    runs: await Promise.all(
      runs.map(async ({ id, name }) => ({
        name,
        rollouts: rollouts.get(id) ?? 0,
        isHere: await here("runs", id),
      })),
    ),
    marks: marks.length,
    hosts: [...new Set(runs.flatMap(hostsOf))].toSorted(),
    code: [...code.values()],
  };
}
