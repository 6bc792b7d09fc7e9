import { Dexie, type Table } from "dexie";

import type { SteeringRequest } from "../../engine/index.ts";
import { bindAllPages } from "../journal-pages.ts";
import type { RunRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { noteGrowth } from "../sizes.ts";
import { type MeasuredTable, measuredTables } from "../unmeasured.ts";
import { notBegun } from "./not-begun.ts";

interface BranchRequest {
  readonly fromRunId: string;
  /** The branch knows the first `events` events of the journal and goes its own way from there. */
  readonly events: number;
  /** `nextCallIndex` of the state after those events: answers below it are taken along. */
  readonly nextCallIndex: number;
  readonly id: string;
  readonly name: string;
  /** What the branch does differently, before its first iteration. */
  readonly steering: readonly SteeringRequest[];
}

/**
 * Makes a run that shares another's past: its events up to a point and every answer those rest on. Nothing is paid for
 * again, and the first run stays as it is: branching is the undo. Returns the new run's row.
 */
export async function branchRun(db: StudioDatabase, request: BranchRequest, now: number): Promise<RunRow> {
  const { runs, events, rollouts, trajectories, reflections, steering } = db;
  const made = await db.transaction(
    "rw",
    [runs, events, rollouts, trajectories, reflections, steering, db.sizes],
    async () => {
      const existing = await runs.get(request.id);
      if (existing !== undefined) return existing;
      const source = await runs.get(request.fromRunId);
      if (source === undefined) throw new Error(`no run ${request.fromRunId} to branch from`);
      const last = await runs.orderBy("number").last();
      const row: RunRow = {
        id: request.id,
        number: (last?.number ?? 0) + 1,
        name: request.name,
        taskId: source.taskId,
        task: source.task,
        splits: source.splits,
        engine: source.engine,
        student: source.student,
        reflection: source.reflection,
        optimizer: source.optimizer,
        finalTest: source.finalTest,
        concurrency: source.concurrency,
        ...(source.unconfirmed === true ? { unconfirmed: true } : {}),
        ...(source.limits === undefined ? {} : { limits: source.limits }),
        createdAt: now,
        ...notBegun,
        branchedFrom: { runId: source.id, seq: request.events - 1 },
      };
      await runs.add(row);
      await copyRows(db, "events", source.id, request.events, request.id);
      for (const table of ["rollouts", "trajectories", "reflections"] as const)
        await copyRows(db, table, source.id, request.nextCallIndex, request.id);
      await steering.bulkAdd(request.steering.map((wish) => ({ runId: request.id, at: now, request: wish })));
      return row;
    },
  );
  await bindAllPages(db, made.id);
  return made;
}

/** Rows copied at a time, so that a long run does not stand in memory whole. */
const copiedAtOnce = 500;

async function copyRows(
  db: StudioDatabase,
  name: MeasuredTable,
  from: string,
  before: number,
  to: string,
): Promise<void> {
  const table: Table<{ readonly runId: string }, unknown> = db.table(name);
  for (let offset = 0; ; offset += copiedAtOnce) {
    const rows = await table
      .where(measuredTables[name])
      .between([from, Dexie.minKey], [from, before], true, false)
      .offset(offset)
      .limit(copiedAtOnce)
      .toArray();
    const copies = rows.map((row) => ({ ...row, runId: to }));
    await table.bulkAdd(copies);
    await noteGrowth(db, name, copies);
    if (rows.length < copiedAtOnce) return;
  }
}
