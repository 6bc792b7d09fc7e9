import { rowsOf } from "../key-range.ts";
import type { StudioDatabase } from "../schema.ts";
import { noteGone } from "../sizes.ts";

/** What can be put into the bin and taken out of it again. */
export interface Binned {
  readonly kind: "task" | "dataset" | "run";
  readonly id: string;
}

/** Hides something; `restore` brings it back whole until `purgeBin` removes it for good. */
export async function moveToBin(db: StudioDatabase, what: Binned, now: number): Promise<void> {
  if (what.kind === "task") await db.tasks.update(what.id, { deletedAt: now });
  else if (what.kind === "dataset") await db.datasets.update(what.id, { deletedAt: now });
  else await db.runs.update(what.id, { deletedAt: now, wish: "pause" });
}

export async function restore(db: StudioDatabase, what: Binned): Promise<void> {
  const unmark = (row: object) => {
    delete (row as { deletedAt?: number }).deletedAt;
  };
  if (what.kind === "task") await db.tasks.where("id").equals(what.id).modify(unmark);
  else if (what.kind === "dataset") await db.datasets.where("id").equals(what.id).modify(unmark);
  else await db.runs.where("id").equals(what.id).modify(unmark);
}

/** Removes for good what went into the bin before this time; with `Infinity`, all of it. Returns how many things. */
export async function purgeBin(db: StudioDatabase, before: number): Promise<number> {
  const isOld = (row: { readonly deletedAt?: number }) =>
    row.deletedAt !== undefined && row.deletedAt < before;
  const tasks = await db.tasks.filter(isOld).primaryKeys();
  const datasets = await db.datasets.filter(isOld).primaryKeys();
  const runs = await db.runs.filter(isOld).primaryKeys();
  for (const id of runs) await removeRun(db, id);
  for (const id of datasets) {
    await db.transaction("rw", db.examples, db.datasets, db.sizes, async () => {
      await rowsOf(db.examples, "[datasetId+position]", id).delete();
      await noteGone(db, id);
      await db.datasets.delete(id);
    });
  }
  await db.tasks.bulkDelete(tasks);
  return tasks.length + datasets.length + runs.length;
}

/**
 * Removes a run and everything recorded of it. The ledger stays: it says what left this machine, whatever became of
 * the run.
 */
export async function removeRun(db: StudioDatabase, runId: string): Promise<void> {
  const checks = await db.runs.filter((row) => row.check?.of === runId).primaryKeys();
  for (const id of checks) await removeRun(db, id);
  const { runs, events, rollouts, trajectories, reflections, answeredSteps, steering, marks } = db;
  await db.transaction(
    "rw",
    [
      runs,
      events,
      db.journalPages,
      db.journalFolds,
      rollouts,
      trajectories,
      reflections,
      answeredSteps,
      steering,
      marks,
      db.sizes,
    ],
    async () => {
      await rowsOf(events, "[runId+seq]", runId).delete();
      await rowsOf(db.journalPages, "[runId+from]", runId).delete();
      await db.journalFolds.delete(runId);
      await rowsOf(rollouts, "[runId+callIndex]", runId).delete();
      await rowsOf(trajectories, "[runId+callIndex]", runId).delete();
      await rowsOf(reflections, "[runId+callIndex]", runId).delete();
      await rowsOf(answeredSteps, "[runId+callIndex+step]", runId).delete();
      await steering.where("runId").equals(runId).delete();
      await marks.where("runId").equals(runId).delete();
      await noteGone(db, runId);
      await runs.delete(runId);
    },
  );
}
