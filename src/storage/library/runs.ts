import type { SteeringRequest } from "../../engine/ports.ts";
import type { RunLimits, RunRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { notBegun } from "./not-begun.ts";

/** What the page decides about a run; the rest of the row is the worker's. */
export type RunRequest = Pick<
  RunRow,
  | "id"
  | "name"
  | "taskId"
  | "task"
  | "splits"
  | "engine"
  | "student"
  | "reflection"
  | "optimizer"
  | "finalTest"
  | "concurrency"
> &
  Partial<Pick<RunRow, "branchedFrom" | "unconfirmed" | "limits" | "queue" | "heat">>;

/** Asks for a run. Asking twice with the same id (two tabs, a double click) makes one run. Returns its row. */
export async function requestRun(db: StudioDatabase, request: RunRequest, now: number): Promise<RunRow> {
  return db.transaction("rw", db.runs, db.tasks, async () => {
    const existing = await db.runs.get(request.id);
    if (existing !== undefined) return existing;
    const last = await db.runs.orderBy("number").last();
    const isUnconfirmed = (await db.tasks.get(request.taskId))?.unconfirmed === true;
    const row: RunRow = {
      ...request,
      // A task from somebody else stays under its seal in every run made of it.
      ...(isUnconfirmed ? { unconfirmed: true } : {}),
      number: (last?.number ?? 0) + 1,
      createdAt: now,
      ...notBegun,
    };
    await db.runs.add(row);
    return row;
  });
}

export async function renameRun(db: StudioDatabase, runId: string, name: string): Promise<void> {
  await db.runs.update(runId, { name });
}

/** Hands a person's request to the run; it becomes a journal event between two iterations. A stopped run goes on with it. */
export async function steer(
  db: StudioDatabase,
  runId: string,
  request: SteeringRequest,
  now: number,
): Promise<void> {
  await db.transaction("rw", db.runs, db.steering, async () => {
    const row = await db.runs.get(runId);
    if (row?.recorded !== undefined) return;
    await db.steering.add({ runId, at: now, request });
    if (row?.status === "finished") await db.runs.update(runId, { status: "requested", wish: "run" });
  });
}

/** Asks again for the rows no answer came for; a run that has ended does only that and ends again. */
export function askRowsAgain(db: StudioDatabase, runId: string, now: number): Promise<void> {
  return steer(db, runId, { kind: "ask-again" }, now);
}

/** Asks for the sealed test of a run that has ended: of seed and winner where they were not tested, and of the candidate. */
export async function askForTest(db: StudioDatabase, runId: string, candidate?: number): Promise<void> {
  const testCandidates = candidate === undefined ? [] : [candidate];
  await db.runs.update(runId, { testAsked: true, testCandidates, status: "requested", wish: "run" });
}

/** New limits on time, tokens or money; a run that ended on one goes on. */
export async function setLimits(db: StudioDatabase, runId: string, limits: RunLimits): Promise<void> {
  await db.transaction("rw", db.runs, async () => {
    const row = await db.runs.get(runId);
    if (row === undefined) return;
    const endedOnOne = row.status === "finished" && row.summary?.stopReason === "outer-limit";
    const restsOnOne = row.status === "waiting" && row.waiting?.kind === "limit";
    const goesOn = endedOnOne || restsOnOne;
    await db.runs.update(runId, goesOn ? { limits, status: "requested", wish: "run" } : { limits });
  });
}

/** Goes on with a search that has ended (the engine stops again at once where its stop condition still holds). */
export async function reopenRun(db: StudioDatabase, runId: string): Promise<void> {
  await db.runs.update(runId, { reopenAsked: true, status: "requested", wish: "run" });
}

/** The user has seen the code a run executes and the hosts it contacts, and allows them. */
export async function confirmRun(db: StudioDatabase, runId: string): Promise<void> {
  await db.runs
    .where("id")
    .equals(runId)
    .modify((row) => {
      delete (row as { unconfirmed?: boolean }).unconfirmed;
    });
}
