import { liveQuery } from "dexie";

import type { StartOutcome, Wish } from "../protocol/run-worker.ts";
import { runLockName } from "../storage/database-name.ts";
import { setWish } from "../storage/library/runs.ts";
import { readRun, runsInStatus } from "../storage/read/runs.ts";
import type { RunRow } from "../storage/rows.ts";
import { makeRunControl, type RunControl } from "./run-control.ts";
import type { RunLocks } from "./run-lock.ts";
import { openSession, type RunSession, type SessionEnvironment } from "./run-session.ts";

/** The runs one worker conducts. */
export interface Runs {
  start(runId: string): Promise<StartOutcome>;
  wish(runId: string, wish: Wish): Promise<void>;
  /** Takes up every run that was asked for or interrupted and that nobody conducts. Returns their ids. */
  resumeInterrupted(): Promise<readonly string[]>;
  /** Resolves when this worker conducts nothing (for tests). */
  idle(): Promise<void>;
}

interface Held {
  readonly control: RunControl;
  readonly session: RunSession;
}

type Step = "event" | "iteration";

export function makeRuns(environment: SessionEnvironment, locks: RunLocks): Runs {
  const { db } = environment;
  const held = new Map<string, Held>();
  const starting = new Map<string, Promise<StartOutcome>>();
  const watched = new Set<string>();
  const ends = new Set<Promise<unknown>>();

  function start(runId: string, step?: Step): Promise<StartOutcome> {
    const found = starting.get(runId);
    if (found !== undefined) return found;
    const outcome = begin(runId, step).finally(() => starting.delete(runId));
    starting.set(runId, outcome);
    return outcome;
  }

  async function begin(runId: string, step: Step | undefined): Promise<StartOutcome> {
    const holder = held.get(runId);
    if (holder !== undefined) {
      holder.session.writer.retryNow();
      return { kind: "started" };
    }
    const run = await readRun(db, runId);
    const refusal = refusalOf(run);
    if (refusal !== undefined) return { kind: "refused", message: refusal };
    if (run?.wish === "pause" && step === undefined) await setWish(db, runId, "run");
    const release = await locks.take(runLockName(db.name, runId));
    if (release === null) {
      takeOverLater(runId);
      return { kind: "owned-elsewhere" };
    }
    await carry(runId, release, step);
    return { kind: "started" };
  }

  /** Conducts a run whose lock was just taken; gives the lock back when the run rests or ends. */
  async function carry(runId: string, release: () => void, step?: Step): Promise<void> {
    // Read again under the lock: only now is nobody else writing it.
    const run = await readRun(db, runId);
    if (run === undefined || refusalOf(run) !== undefined) return release();
    if (run.waiting?.kind === "model" && run.waiting.origin !== undefined)
      environment.askNow?.(run.waiting.origin);
    const control = makeRunControl(run.limits);
    if (run.wish === "stop") control.askStop();
    const session = openSession(
      environment,
      run,
      control,
      step === undefined ? {} : { onEvent: stepper(control, step) },
    );
    held.set(runId, { control, session });
    const unwatch = watchWish(run, control, step !== undefined);
    const end = session.ending
      .catch(() => undefined)
      .then(() => {
        unwatch();
        held.delete(runId);
        release();
        ends.delete(end);
        return goOnIfAsked(runId);
      });
    ends.add(end);
  }

  /** A resume that was asked for while the run was coming to rest. */
  async function goOnIfAsked(runId: string): Promise<void> {
    if (!db.isOpen()) return;
    const run = await readRun(db, runId);
    if (run?.status === "requested") await start(runId);
  }

  /** Follows what any tab wishes for this run, through the database. */
  function watchWish(run: RunRow, control: RunControl, isStepping: boolean): () => void {
    const subscription = liveQuery(() => readRun(db, run.id)).subscribe({
      next: (row) => {
        control.noteLimits(row?.limits);
        if (row === undefined || row.wish === "stop") control.askStop();
        else if (row.wish === "run") control.takeBackPause();
        else if (!isStepping) control.askPause();
      },
      error: () => control.askPause(),
    });
    return () => subscription.unsubscribe();
  }

  /** Another tab conducts it; this one takes over when that tab is gone and the run was not finished. */
  function takeOverLater(runId: string): void {
    if (watched.has(runId)) return;
    watched.add(runId);
    void locks.await(runLockName(db.name, runId), new AbortController().signal).then(async (release) => {
      watched.delete(runId);
      if (release === null) return;
      const run = db.isOpen() ? await readRun(db, runId) : undefined;
      const isLeft = run?.wish === "run" && (run.status === "running" || run.status === "requested");
      if (isLeft) await carry(runId, release);
      else release();
    });
  }

  async function wish(runId: string, what: Wish): Promise<void> {
    const holder = held.get(runId);
    if (what === "pause" || what === "stop") await setWish(db, runId, what);
    if (what === "pause") holder?.control.askPause();
    else if (what === "stop") {
      holder?.control.askStop();
      if (holder === undefined) await start(runId);
    } else if (holder === undefined) await start(runId, what === "step-event" ? "event" : "iteration");
  }

  return {
    start: (runId) => start(runId),
    wish,
    async resumeInterrupted() {
      const runs = (await runsInStatus(db, ["requested", "running"])).filter((run) => run.wish !== "pause");
      const outcomes = await Promise.all(runs.map(async (run) => ({ run, outcome: await start(run.id) })));
      return outcomes.flatMap(({ run, outcome }) => (outcome.kind === "started" ? [run.id] : []));
    },
    async idle() {
      while (ends.size > 0) await Promise.all(ends);
    },
  };
}

/** Pauses after the next event, or after the event that ends an iteration. */
function stepper(control: RunControl, step: Step) {
  const endsIteration = new Set([
    "candidate-added",
    "children-judged",
    "validation-incomplete",
    "merge-judged",
    "iteration-failed",
  ]);
  return (event: { readonly type: string }) => {
    if (step === "event" || endsIteration.has(event.type)) control.askPause();
  };
}

function refusalOf(run: RunRow | undefined): string | undefined {
  if (run === undefined || run.deletedAt !== undefined)
    return "This run was deleted. Take it out of the bin to go on with it.";
  if (run.recorded !== undefined)
    return "This run is a recording, here to be read. Branch from it or run its task to go your own way.";
  if (run.unconfirmed === true)
    return "This run came from somebody else. Confirm the code it runs and the hosts it contacts before it may start.";
  if (run.status === "finished") return "This run has finished. Raise its budget, or start a new one.";
  return undefined;
}
