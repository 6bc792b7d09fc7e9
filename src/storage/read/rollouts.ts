import { Dexie } from "dexie";

import type { RolloutRow, TrajectoryRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { findModuleRollouts } from "./module-rollouts.ts";

/** Which rollouts of a run are wanted. Everything given must hold. */
export interface RolloutFilter {
  readonly candidateHash?: string;
  readonly exampleId?: string;
  readonly split?: RolloutRow["split"];
  readonly purpose?: string;
  /** Scored below this, or failed. */
  readonly scoreBelow?: number;
  /** Somewhere in output or feedback, whatever its case; with a module, in what that module read and answered. */
  readonly text?: string;
  /** Called this module of the program; the rows' output is then what it answered. */
  readonly module?: string;
}

function matches(row: RolloutRow, filter: RolloutFilter): boolean {
  if (filter.exampleId !== undefined && row.exampleId !== filter.exampleId) return false;
  if (filter.split !== undefined && row.split !== filter.split) return false;
  if (filter.purpose !== undefined && row.purpose !== filter.purpose) return false;
  if (
    filter.scoreBelow !== undefined &&
    row.outcome.kind === "scored" &&
    row.outcome.score >= filter.scoreBelow
  )
    return false;
  if (filter.text === undefined || filter.text === "") return true;
  const wanted = filter.text.toLowerCase();
  return row.output.toLowerCase().includes(wanted) || row.feedback.toLowerCase().includes(wanted);
}

/** Rollouts of a run, newest first, from a position on and at most `limit`: a virtual list reads only what it shows. */
export async function findRollouts(
  db: StudioDatabase,
  runId: string,
  filter: RolloutFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<RolloutRow[]> {
  const { candidateHash, module, text, ...others } = filter;
  if (module !== undefined) {
    const unbound = candidateHash === undefined ? others : { ...others, candidateHash };
    return findModuleRollouts(db, (each) => findRollouts(db, runId, unbound, each), { module, text }, page);
  }
  const all =
    candidateHash === undefined
      ? db.rollouts.where("[runId+callIndex]").between([runId, Dexie.minKey], [runId, Dexie.maxKey])
      : db.rollouts
          .where("[runId+candidateHash+exampleId]")
          .between([runId, candidateHash, Dexie.minKey], [runId, candidateHash, Dexie.maxKey]);
  const isOpen = Object.entries(filter).every(
    ([key, value]) => key === "candidateHash" || value === undefined,
  );
  if (!isOpen && candidateHash === undefined) return searchAll(db, runId, filter, page);
  const found = isOpen ? all.reverse() : all.reverse().filter((row) => matches(row, filter));
  return found.offset(page.offset).limit(page.limit).toArray();
}

/** Calls looked through at a time. */
const window = 1000;

/**
 * Looks through a run from its newest rollout back. Stretches of the table are read forwards and turned round: a cursor
 * backwards takes ten times as long for each row, and would keep a page busy for seconds.
 */
async function searchAll(
  db: StudioDatabase,
  runId: string,
  filter: RolloutFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<RolloutRow[]> {
  const found: RolloutRow[] = [];
  let skip = offset;
  let before = await newestBefore(db, runId, Infinity);
  while (before !== undefined && found.length < limit) {
    const from = before - window + 1;
    const rows = await db.rollouts
      .where("[runId+callIndex]")
      .between([runId, from], [runId, before], true, true)
      .toArray();
    for (const row of rows.reverse().filter((each) => matches(each, filter))) {
      if (skip > 0) skip -= 1;
      else if (found.length < limit) found.push(row);
    }
    before = await newestBefore(db, runId, from);
  }
  return found;
}

/** The newest call below another; reads a key and no row. */
async function newestBefore(db: StudioDatabase, runId: string, below: number): Promise<number | undefined> {
  const [key] = (await db.rollouts
    .where("[runId+callIndex]")
    .between([runId, Dexie.minKey], [runId, below], true, false)
    .reverse()
    .limit(1)
    .primaryKeys()) as unknown as readonly (readonly [string, number])[];
  return key?.[1];
}

/** How many rollouts a run has; counts keys, reads no rows. */
export async function rolloutCount(db: StudioDatabase, runId: string): Promise<number> {
  return db.rollouts.where("[runId+callIndex]").between([runId, Dexie.minKey], [runId, Dexie.maxKey]).count();
}

export async function readRollout(
  db: StudioDatabase,
  runId: string,
  callIndex: number,
): Promise<RolloutRow | undefined> {
  return db.rollouts.get([runId, callIndex]);
}

export async function readRollouts(
  db: StudioDatabase,
  runId: string,
  callIndexes: readonly number[],
): Promise<(RolloutRow | undefined)[]> {
  return db.rollouts.bulkGet(callIndexes.map((callIndex): [string, number] => [runId, callIndex]));
}

/** Those that are stored, by their calls. */
export async function rolloutsByCall(
  db: StudioDatabase,
  runId: string,
  callIndexes: readonly number[],
): Promise<ReadonlyMap<number, RolloutRow>> {
  const rows = await readRollouts(db, runId, callIndexes);
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.callIndex, row]])));
}

/** Every message of one rollout. */
export async function readTrajectory(
  db: StudioDatabase,
  runId: string,
  callIndex: number,
): Promise<TrajectoryRow | undefined> {
  return db.trajectories.get([runId, callIndex]);
}
