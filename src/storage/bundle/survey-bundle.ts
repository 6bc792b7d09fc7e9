import type { JournalEvent } from "../../engine/journal/events.ts";
import type { BundlePreview } from "../../protocol/bundle-worker.ts";
import type {
  DatasetRow,
  MarkRow,
  RolloutRow,
  RunRow,
  TaskRow,
  TestOpeningRow,
  TrajectoryRow,
} from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import type { BundleRow } from "./bundle-format.ts";
import { strangeComponent, strangeInRun, strangeInTask } from "./check-references.ts";
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
  readonly testOpenings: readonly TestOpeningRow[];
  readonly rollouts: ReadonlyMap<string, number>;
}

/** Reads a bundle to its end and checks every row, what each row refers to, each order, each journal, and the checksum. */
export async function surveyBundle(
  file: Blob,
  makeCheck: () => JournalCheck,
  onShare: (share: number, rows: number) => void,
): Promise<Survey> {
  let share = 0;
  const bundle = await readBundle(file, (now) => {
    share = now;
  });
  const read = makeReading(makeCheck);
  let rows = 0;
  for await (const some of bundle.rows) {
    for (const entry of some) {
      rows += 1;
      const problem = problemWith(read, entry);
      if (problem !== undefined)
        throw new BadBundle(
          `Row ${rows} of the bundle (${entry.in}) cannot be taken: ${problem}. Nothing was changed.`,
        );
    }
    onShare(share, rows);
  }
  const { heads, rollouts } = read;
  return {
    createdAt: bundle.createdAt,
    rows,
    ...heads,
    ...ownRemarks(heads.marks, heads.testOpenings, heads.runs, read.datasetRows),
    rollouts,
  };
}

/** What was read of a bundle so far, as far as later rows are checked against it. */
interface Reading {
  readonly makeCheck: () => JournalCheck;
  readonly heads: {
    readonly tasks: TaskRow[];
    readonly datasets: DatasetRow[];
    readonly runs: RunRow[];
    readonly marks: MarkRow[];
    readonly testOpenings: TestOpeningRow[];
  };
  /** So many of each run. */
  readonly rollouts: Map<string, number>;
  readonly journals: Map<string, JournalCheck>;
  /** The newest place of each table of each owner. */
  readonly last: Map<string, number>;
  readonly splitRows: Map<string, ReadonlySet<string>>;
  /** Ids by table; those of rows by data set. */
  readonly ids: Map<string, Set<string>>;
  readonly datasetRows: Set<string>;
}

const makeReading = (makeCheck: () => JournalCheck): Reading => ({
  makeCheck,
  heads: { tasks: [], datasets: [], runs: [], marks: [], testOpenings: [] },
  rollouts: new Map(),
  journals: new Map(),
  last: new Map(),
  splitRows: new Map(),
  ids: new Map(),
  datasetRows: new Set(),
});

/** What is wrong with the next row; one that nothing is wrong with is taken. */
function problemWith(read: Reading, entry: BundleRow): string | undefined {
  const { heads } = read;
  const isHead = Object.hasOwn(heads, entry.in);
  const hasId = isHead || entry.in === "examples";
  const problem =
    problemOf(entry.in, entry.row) ??
    (hasId ? repeated(read, entry) : undefined) ??
    (isHead ? strangeInHead(entry) : strangeInOwned(read, entry));
  if (problem === undefined && isHead) (heads[entry.in as keyof typeof heads] as unknown[]).push(entry.row);
  return problem;
}

/** Two rows of one table under one id: neither can be told to be the right one. */
function repeated({ ids, datasetRows }: Reading, { in: table, row }: BundleRow): string | undefined {
  const isExample = table === "examples";
  const name = isExample ? `examples ${String(row["datasetId"])}` : table;
  const seen = ids.get(name) ?? new Set<string>();
  ids.set(name, seen);
  const id = String(row["id"]);
  if (seen.has(id)) return `its field "id" is "${id}", as that of an earlier row`;
  seen.add(id);
  if (isExample) datasetRows.add(id);
  return undefined;
}

function strangeInHead({ in: table, row }: BundleRow): string | undefined {
  switch (table) {
    case "tasks":
      return strangeInTask((row as unknown as TaskRow).spec, "spec");
    case "runs":
      return strangeInRun(row as unknown as RunRow);
    default:
      return undefined;
  }
}

/** A row that belongs to a data set or a run: whether that is there, in which order, and what it speaks of. */
function strangeInOwned(read: Reading, entry: BundleRow): string | undefined {
  const { in: table, row } = entry;
  const { heads, rollouts, journals } = read;
  const isExample = table === "examples";
  const owner = String(isExample ? row["datasetId"] : row["runId"]);
  const run = isExample ? undefined : heads.runs.find(({ id }) => id === owner);
  if (run === undefined && !(isExample && heads.datasets.some(({ id }) => id === owner)))
    return `its field "${isExample ? "datasetId" : "runId"}" names "${owner}", which is not in the bundle`;
  const outOfOrder = strangePlace(read, entry, owner);
  if (outOfOrder !== undefined) return outOfOrder;
  if (table === "rollouts") rollouts.set(owner, (rollouts.get(owner) ?? 0) + 1);
  if (run === undefined) return undefined;
  if (table === "events") {
    const check = journals.get(owner) ?? read.makeCheck();
    journals.set(owner, check);
    return check(row["event"] as JournalEvent);
  }
  if (table === "rollouts") return strangeRow(read, row as unknown as RolloutRow, run);
  return strangeAuthor(table, row, Object.keys(run.task.seedCandidate));
}

/** Rows of one owner come in their order, and none of its journal is missing. */
function strangePlace({ last }: Reading, { in: table, row }: BundleRow, owner: string): string | undefined {
  const order = table === "examples" ? "position" : table === "events" ? "seq" : "callIndex";
  const place = Number(row[order]);
  const key = `${table} ${owner}`;
  const before = last.get(key) ?? -1;
  if (place <= before || (table === "events" && place !== before + 1))
    return `its field "${order}" is ${place} after ${before < 0 ? "none" : before}, which is out of order`;
  last.set(key, place);
  return undefined;
}

function strangeRow(
  { splitRows }: Reading,
  { split, exampleId }: RolloutRow,
  run: RunRow,
): string | undefined {
  const name = `${split} ${run.id}`;
  const ids = splitRows.get(name) ?? new Set(run.splits[split]);
  splitRows.set(name, ids);
  return ids.has(exampleId)
    ? undefined
    : `its field "exampleId" names the row "${exampleId}", which is not in its run's ${split} split`;
}

/** Marks and looks on what the bundle itself holds; on anything else a stranger has nothing to say. */
function ownRemarks(
  marks: readonly MarkRow[],
  testOpenings: readonly TestOpeningRow[],
  runs: readonly RunRow[],
  datasetRows: ReadonlySet<string>,
): Pick<Survey, "marks" | "testOpenings"> {
  const runIds = new Set(runs.map(({ id }) => id));
  const runRows = runs.flatMap(({ splits }) => [...splits.feedback, ...splits.pareto, ...splits.test]);
  const known = new Set([...datasetRows, ...runRows]);
  return {
    marks: marks.filter(
      ({ runId, exampleId }) => (runId === undefined || runIds.has(runId)) && known.has(exampleId),
    ),
    testOpenings: testOpenings.filter(({ runId }) => runIds.has(runId)),
  };
}

/** A component in a trace or a letter that its run does not have. */
function strangeAuthor(
  table: BundleRow["in"],
  row: BundleRow["row"],
  components: readonly string[],
): string | undefined {
  if (table === "reflections") return strangeComponent("component", String(row["component"]), components);
  const { trajectory } = row as unknown as TrajectoryRow;
  const odd = trajectory.findIndex(({ component }) => !components.includes(component));
  return odd < 0
    ? undefined
    : strangeComponent(`trajectory.${odd}.component`, trajectory[odd]?.component ?? "", components);
}

/** Everything marks say that a model could be told later: what a person wrote, and the answers they speak of. */
function textsOf(marks: readonly MarkRow[]): readonly string[] {
  return [...new Set(marks.flatMap(({ text, output }) => [text ?? [], output ?? []].flat()))].filter(Boolean);
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
  const known = new Set(await db.marks.toCollection().primaryKeys());
  const marksHere = marks.filter(({ id }) => known.has(id)).length;
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
    marks: { total: marks.length, fresh: marks.length - marksHere, texts: textsOf(marks) },
    hosts: [...new Set(runs.flatMap(hostsOf))].toSorted(),
    code: [...code.values()],
  };
}
