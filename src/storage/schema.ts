import { Dexie, type EntityTable, type Table, type Transaction } from "dexie";

import { packedEvents } from "./packed-events.ts";
import type {
  AnsweredStepRow,
  DatasetRow,
  EventRow,
  ExampleRow,
  JournalFoldRow,
  JournalPageRow,
  LedgerSumRow,
  MarkRow,
  ModelCallRow,
  ReflectionRow,
  RolloutRow,
  RunRow,
  SecretRow,
  SettingRow,
  SizeRow,
  SteeringRow,
  TaskRow,
  TestOpeningRow,
  TrajectoryRow,
} from "./rows.ts";
import { ledgerOwner, type MeasuredTable, measuredTables, unmeasured } from "./unmeasured.ts";

/** Number of the newest version below; what a database of a later app is recognised by. */
export const schemaVersion = 6;

/** How a finished write is known to be safe: `strict` waits for the disk, `relaxed` for the operating system. */
export type Durability = "strict" | "relaxed";

/**
 * Every version of the schema from top to bottom, never edited once released. Long values (trajectories) live
 * apart from what is scanned (rollouts).
 */
export class StudioDatabase extends Dexie {
  declare readonly tasks: EntityTable<TaskRow, "id">;
  declare readonly datasets: EntityTable<DatasetRow, "id">;
  declare readonly examples: Table<ExampleRow, [string, number]>;
  declare readonly marks: EntityTable<MarkRow, "id">;
  declare readonly runs: EntityTable<RunRow, "id">;
  declare readonly events: Table<EventRow, [string, number]>;
  declare readonly journalPages: Table<JournalPageRow, [string, number]>;
  declare readonly journalFolds: EntityTable<JournalFoldRow, "runId">;
  declare readonly rollouts: Table<RolloutRow, [string, number]>;
  declare readonly trajectories: Table<TrajectoryRow, [string, number]>;
  declare readonly reflections: Table<ReflectionRow, [string, number]>;
  declare readonly modelCalls: Table<ModelCallRow, number>;
  declare readonly answeredSteps: Table<AnsweredStepRow, [string, number, number]>;
  declare readonly steering: Table<SteeringRow, number>;
  declare readonly settings: EntityTable<SettingRow, "key">;
  declare readonly secrets: EntityTable<SecretRow, "origin">;
  declare readonly testOpenings: EntityTable<TestOpeningRow, "id">;
  declare readonly sizes: Table<SizeRow, [string, string]>;
  declare readonly ledgerSums: Table<LedgerSumRow, [string, string]>;

  constructor(name: string, durability: Durability = "relaxed") {
    // No read cache: what is shown is what is stored. No auto-open: a closed database stays closed (an outdated tab).
    super(name, { autoOpen: false, cache: "disabled", chromeTransactionDurability: durability });
    this.version(1).stores({
      tasks: "id, updatedAt",
      datasets: "id, createdAt",
      examples: "[datasetId+position], [datasetId+id]",
      marks: "id, exampleId, runId",
      runs: "id, number, taskId, status",
      events: "[runId+seq]",
      journalPages: "[runId+from]",
      rollouts: "[runId+callIndex], [runId+candidateHash+exampleId]",
      trajectories: "[runId+callIndex]",
      reflections: "[runId+callIndex]",
      modelCalls: "++id, runId",
      inFlight: "[runId+kind+callIndex]",
      steering: "++id, runId",
      artifacts: "id, kind",
      settings: "key",
      secrets: "origin",
    });
    // 2: looks at sealed test rows are counted, whatever became of the runs that looked.
    this.version(2).stores({ testOpenings: "id" });
    // 3: the ledger's lines are written before their requests leave; what was marked in flight is counted and gone.
    this.version(3)
      .stores({
        modelCalls: "++id, runId, [runId+open]",
        answeredSteps: "[runId+callIndex+step]",
        inFlight: null,
      })
      .upgrade(countMarks);
    // 4: events are stored with their rows in columns, which an older app cannot read; older rows stay as they are.
    this.version(4).stores({});
    // 5: what is kept is measured as it is written, and the ledger summed; what is there already is measured later.
    this.version(5).stores({ sizes: "[owner+table]", ledgerSums: "[runId+origin]" }).upgrade(noteUnmeasured);
    // 6: what a long journal comes to is kept beside it.
    this.version(6).stores({ journalFolds: "runId" });
    this.use(packedEvents);
  }
}

/** To version 5: how far each table reaches now. Reads keys only, a few for each run and data set. */
async function noteUnmeasured(upgrade: Transaction): Promise<void> {
  const sizes = upgrade.table<SizeRow>("sizes");
  for (const name of Object.keys(measuredTables) as MeasuredTable[])
    await sizes.bulkPut([...(await unmeasured(upgrade.table(name), name))]);
  const last = (await upgrade.table("modelCalls").orderBy(":id").reverse().limit(1).primaryKeys())[0];
  if (typeof last === "number")
    await sizes.put({
      owner: ledgerOwner,
      table: "modelCalls",
      rows: 0,
      bytes: 0,
      left: { after: 0, to: last },
    });
}

/** To version 3: each mark was a call under way when its worker ended. */
async function countMarks(upgrade: Transaction): Promise<void> {
  for (const { runId } of await upgrade.table<{ readonly runId: string }>("inFlight").toArray())
    await upgrade
      .table<RunRow>("runs")
      .where("id")
      .equals(runId)
      .modify((run) => {
        (run as { possiblyPaidTwice: number }).possiblyPaidTwice += 1;
      });
}
