import type { StartOutcome, Wish } from "../protocol/run-worker.ts";
import { runLockName } from "../storage/database-name.ts";
import { setWish } from "../storage/library/set-wish.ts";
import { readRun } from "../storage/read/runs.ts";
import type { RunRow } from "../storage/rows.ts";
import { makeRunControl, type RunControl } from "./run-control.ts";
import type { RunLocks } from "./run-lock.ts";
import { openSession, type RunSession, type SessionEnvironment } from "./run-session.ts";
import { makeTakeOver } from "./take-over.ts";
import { watchWish } from "./watch-wish.ts";

/** The runs one worker conducts. */
export interface Runs {
  start(runId: string): Promise<StartOutcome>;
  wish(runId: string, wish: Wish): Promise<void>;
  /** Resolves when this worker conducts nothing (for tests). */
  idle(): Promise<void>;
}

interface Held {
  readonly control: RunControl;
  readonly session: RunSession;
}

type Step = "event" | "iteration";

/** Starting and resuming are the same: whatever wants to go on is given to `start`. */
export function makeRuns(environment: SessionEnvironment, locks: RunLocks): Runs {
  const { db } = environment;
  const starting = new Map<string, Promise<StartOutcome>>();
  const conducted = makeConducted(environment, (runId) => start(runId));
  const takeOverLater = makeTakeOver(db, locks, (runId, release) => {
    environment.onTakenOver?.(runId);
    return conducted.carry(runId, release);
  });

  function start(runId: string, step?: Step): Promise<StartOutcome> {
    const found = starting.get(runId);
    if (found !== undefined) return found;
    const outcome = begin(runId, step).finally(() => starting.delete(runId));
    starting.set(runId, outcome);
    return outcome;
  }

  async function begin(runId: string, step: Step | undefined): Promise<StartOutcome> {
    const holder = conducted.get(runId);
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
    await conducted.carry(runId, release, step);
    return { kind: "started" };
  }

  async function wish(runId: string, what: Wish): Promise<void> {
    const holder = conducted.get(runId);
    if (what === "pause" || what === "stop") await setWish(db, runId, what);
    if (what === "pause") holder?.control.askPause();
    else if (what === "stop") {
      holder?.control.askStop();
      if (holder === undefined) await start(runId);
    } else if (holder === undefined) await start(runId, what === "step-event" ? "event" : "iteration");
  }

  return { start: (runId) => start(runId), wish, idle: conducted.idle };
}

/** Runs whose locks are held here, each with what steers it. */
interface Conducted {
  get(runId: string): Held | undefined;
  /** Conducts a run whose lock was just taken; gives the lock back when the run rests or ends. */
  carry(runId: string, release: () => void, step?: Step): Promise<void>;
  idle(): Promise<void>;
}

function makeConducted(
  environment: SessionEnvironment,
  start: (runId: string) => Promise<unknown>,
): Conducted {
  const { db } = environment;
  const held = new Map<string, Held>();
  const ends = new Set<Promise<unknown>>();

  /** A resume that was asked for while the run was coming to rest. */
  async function goOnIfAsked(runId: string): Promise<void> {
    if (!db.isOpen()) return;
    const run = await readRun(db, runId);
    if (run?.status === "requested") await start(runId);
  }

  return {
    get: (runId) => held.get(runId),
    async carry(runId, release, step) {
      // Read again under the lock: only now is nobody else writing it.
      const run = await readRun(db, runId);
      if (run === undefined || refusalOf(run) !== undefined) return release();
      if (run.waiting?.kind === "model" && run.waiting.origin !== undefined)
        environment.askNow?.(run.waiting.origin);
      const control = makeRunControl(run.limits);
      if (run.wish === "stop") control.askStop();
      const onEvent = step && stepper(control, step);
      const session = openSession(environment, run, control, onEvent && { onEvent });
      held.set(runId, { control, session });
      const unwatch = watchWish(db, run, control, step !== undefined);
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
