import { runLockName } from "../storage/database-name.ts";
import { readRun } from "../storage/read/runs.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { RunLocks } from "./run-lock.ts";

/**
 * Waits for runs that another tab conducts: when that tab is gone and a run was not finished, it is carried on here. This is
 * the only way a run changes hands.
 */
export function makeTakeOver(
  db: StudioDatabase,
  locks: RunLocks,
  carry: (runId: string, release: () => void) => Promise<void>,
): (runId: string) => void {
  const watched = new Set<string>();

  async function takeOver(runId: string): Promise<void> {
    const release = await locks.await(runLockName(db.name, runId), new AbortController().signal);
    watched.delete(runId);
    if (release === null) return;
    const run = db.isOpen() ? await readRun(db, runId) : undefined;
    const isLeft = run?.wish === "run" && (run.status === "running" || run.status === "requested");
    if (isLeft) await carry(runId, release);
    else release();
  }

  return (runId) => {
    if (watched.has(runId)) return;
    watched.add(runId);
    void takeOver(runId);
  };
}
