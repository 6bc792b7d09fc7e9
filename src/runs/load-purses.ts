import type { RunState } from "../engine/state/state.ts";
import { isEndpoint } from "../models/model-choice.ts";
import { groupBy } from "../shared/group-by.ts";
import { rowsOf, rowsSince } from "../storage/key-range.ts";
import type { ModelCallRow, RolloutRow, RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { makeRequestPurse } from "./request-purse.ts";
import type { Purses } from "./run-context.ts";

/** What of a run's requests has left by now: those its journal and its stored answers count, and those that brought nothing. */
export async function loadPurses(db: StudioDatabase, run: RunRow, state: RunState): Promise<Purses> {
  const from = state.pendingCalls?.from ?? state.nextCallIndex;
  let rollouts = state.spent.requests;
  let letters = state.spent.reflectionCalls;
  await rowsSince(db.rollouts, "[runId+callIndex]", run.id, from).each((row) => {
    if (row.purpose !== "test") rollouts += answersOf(row);
  });
  await rowsSince(db.reflections, "[runId+callIndex]", run.id, from).each(({ answer }) => {
    if (answer.kind !== "waiting") letters += 1;
  });
  rollouts += await rowsOf(db.answeredSteps, "[runId+callIndex+step]", run.id).count();
  const lost = await lostRequests(db, run);
  const { policy, requests, reflectionCalls } = state.budget;
  return {
    rollouts: makeRequestPurse(rollouts + lost.rollouts, policy === "reserve" ? requests : null),
    letters: makeRequestPurse(letters + lost.letters, policy === "reserve" ? reflectionCalls : null),
    test: makeRequestPurse(0, null),
  };
}

function answersOf({ outcome, requests }: RolloutRow): number {
  return requests ?? (outcome.kind === "scored" ? 1 : 0);
}

/**
 * Repeats after failures, rows that failed, calls under way at a kill. Only endpoints have a ledger: what a model on this
 * machine did not answer never left.
 */
async function lostRequests(
  db: StudioDatabase,
  run: RunRow,
): Promise<{ readonly rollouts: number; readonly letters: number }> {
  if (!isEndpoint(run.student) && !isEndpoint(run.reflection)) return { rollouts: 0, letters: 0 };
  const lines = (await db.modelCalls.where("runId").equals(run.id).toArray()).filter(
    ({ status, purpose }) => status !== "blocked" && purpose !== "test",
  );
  const isLetter = ({ purpose, step }: ModelCallRow): boolean =>
    purpose === "reflection" && step === undefined;
  const [letters, rollouts] = [lines.filter(isLetter), lines.filter((line) => !isLetter(line))];
  return {
    rollouts: rollouts.length - (await broughtByRollouts(db, run.id, rollouts)),
    letters: letters.length - (await broughtByLetters(db, run.id, letters)),
  };
}

/** Of each call no more than the requests it is made of. */
async function broughtByRollouts(
  db: StudioDatabase,
  runId: string,
  lines: readonly ModelCallRow[],
): Promise<number> {
  const calls = [...groupBy(ofCalls(lines), ({ callIndex }) => callIndex)];
  const rows = await db.rollouts.bulkGet(calls.map(([callIndex]): [string, number] => [runId, callIndex]));
  const steps = await rowsOf(db.answeredSteps, "[runId+callIndex+step]", runId).toArray();
  return calls.reduce((sum, [callIndex, sent], i) => {
    const row = rows[i];
    const asked = new Set(sent.map(({ step }) => step)).size;
    const kept = steps.filter((one) => one.callIndex === callIndex).length;
    return sum + Math.min(asked, row === undefined ? kept : answersOf(row));
  }, 0);
}

/** A letter without a usable answer counts like any other. */
async function broughtByLetters(
  db: StudioDatabase,
  runId: string,
  lines: readonly ModelCallRow[],
): Promise<number> {
  const calls = new Set(ofCalls(lines).map(({ callIndex }) => callIndex));
  const rows = await db.reflections.bulkGet([...calls].map((one): [string, number] => [runId, one]));
  return rows.filter((row) => row !== undefined).length;
}

/** Whether a model answers at all is asked for no call. */
function ofCalls(lines: readonly ModelCallRow[]): readonly (ModelCallRow & { readonly callIndex: number })[] {
  return lines.flatMap((line) =>
    line.callIndex === undefined ? [] : [{ ...line, callIndex: line.callIndex }],
  );
}
