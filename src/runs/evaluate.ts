import type { EvaluationCall, EvaluationOutcome, OuterLimit } from "../engine/ports.ts";
import type { ModelFailure } from "../models/language-model.ts";
import { commitRollouts, findAnswered, markInFlight, unmarkInFlight } from "../storage/answers.ts";
import type { RolloutRow, TrajectoryRow } from "../storage/rows.ts";
import { failureReach } from "./failure-policy.ts";
import { makeGroupCommit } from "./group-commit.ts";
import { limitWait } from "./outer-limit.ts";
import { outcomeOf, rowsOf } from "./rollout-rows.ts";
import type { RunContext } from "./run-context.ts";
import { never } from "./run-control.ts";
import type { ReadyModel } from "./run-models.ts";
import { runRollout } from "./run-rollout.ts";

/** The engine's `evaluate` port. */
export type Evaluate = (calls: readonly EvaluationCall[]) => Promise<readonly EvaluationOutcome[]>;

type Answer = { readonly rollout: RolloutRow; readonly trajectory: TrajectoryRow };

/**
 * Every call is looked up first: one that was answered is never asked again. The rest run with bounded concurrency,
 * and each answer is on disk before this returns. When the run is to rest it never returns.
 */
export function makeEvaluate(context: RunContext): Evaluate {
  const { run, db, control } = context;
  let failuresInARow = 0;

  return async (calls) => {
    const isTraced = new Map(calls.map((call) => [call.callIndex, call.captureTrace]));
    const answered = await findAnswered(
      db,
      run.id,
      calls.map((call) => call.callIndex),
      (callIndex) => isTraced.get(callIndex) ?? false,
    );
    let open = calls.filter((call) => !answered.has(call.callIndex));
    const lost = open.find((call) => call.stored);
    if (lost !== undefined) throw new Error(`rollout ${lost.callIndex} is in the journal but not in storage`);

    const outcomes = calls.flatMap((call) => {
      const stored = answered.get(call.callIndex);
      return stored === undefined ? [] : [outcomeOf(context, call, stored.rollout, stored.trajectory)];
    });
    while (open.length > 0) {
      // A stopped engine uses no answer: what has not begun is handed back as it is.
      if (control.stop.aborted) return [...outcomes, ...open.map(({ callIndex }) => stopped(callIndex))];
      if (control.pauseAsked()) return restPaused();
      const fresh = await control.track(askAll(open));
      if (fresh === undefined) return never();
      outcomes.push(...fresh);
      const done = new Set(fresh.map((outcome) => outcome.callIndex));
      open = open.filter((call) => !done.has(call.callIndex));
    }
    return outcomes;
  };

  function restPaused(): Promise<never> {
    control.rest({ kind: "paused" });
    return never();
  }

  /** What could be answered before a stop or pause; undefined when the run has come to rest instead. */
  async function askAll(calls: readonly EvaluationCall[]): Promise<EvaluationOutcome[] | undefined> {
    const student = await context.models.get("student");
    if (student.kind === "failed") return restOn(student);
    const isRemote = run.student.kind === "remote";
    const commit = makeGroupCommit<Answer>((rows) =>
      context.writer.write(() => commitRollouts(isRemote ? context.strictDb : db, rows)),
    );
    const queue = calls.values();
    const outcomes: EvaluationOutcome[] = [];
    const stored: Promise<void>[] = [];
    let gone: ModelFailure | undefined;
    let limit: OuterLimit | null = null;
    let inFlight = 0;

    async function work(): Promise<void> {
      for (const call of queue) {
        limit ??= context.reachedLimit();
        if (control.isHalting() || gone !== undefined || limit !== null) return;
        context.onInFlight(++inFlight);
        const answer = await askOne(call);
        context.onInFlight(--inFlight);
        if (answer.kind === "failed") gone ??= answer;
        else {
          outcomes.push(outcomeOf(context, call, answer.rows.rollout, answer.rows.trajectory));
          const onDisk = commit.add(answer.rows);
          // Awaited below with the others; until then a failure must not count as unhandled.
          onDisk.catch(() => undefined);
          stored.push(onDisk);
        }
      }
    }

    await Promise.all(Array.from({ length: widthOf(context, student) }, work));
    await Promise.all(stored);
    if (control.stop.aborted) return outcomes;
    if (gone !== undefined) return restOn(gone);
    if (limit === null) return outcomes;
    control.rest({ kind: "waiting", reason: limitWait(limit) });
    return undefined;
  }

  async function askOne(
    call: EvaluationCall,
  ): Promise<{ readonly kind: "answered"; readonly rows: Answer } | ModelFailure> {
    const { callIndex } = call;
    const marked = context.writer.write(() =>
      markInFlight(db, [{ runId: run.id, callIndex, kind: "rollout", at: context.now() }]),
    );
    // A call that may cost money is noted before it leaves; a local one is noted while it runs.
    if (run.student.kind === "remote") await marked;
    const [outcome] = await Promise.all([runRollout(context, call), marked]);
    failuresInARow = outcome.kind === "failed" ? failuresInARow + 1 : 0;
    if (outcome.kind === "failed" && failureReach(outcome.failure.error, failuresInARow) === "run") {
      await unmarkInFlight(db, run.id, "rollout", callIndex);
      return outcome.failure;
    }
    return { kind: "answered", rows: rowsOf(context, call, outcome) };
  }

  function restOn(failure: ModelFailure): undefined {
    failuresInARow = 0;
    control.rest({ kind: "waiting", reason: waitFor(context, failure) });
    return undefined;
  }
}

function stopped(callIndex: number): EvaluationOutcome {
  return { kind: "failed", callIndex, reason: "stopped" };
}

function waitFor({ run }: RunContext, failure: ModelFailure) {
  if (failure.error === "needs-key" && run.student.kind === "remote")
    return { kind: "needs-key", origin: new URL(run.student.baseUrl).origin } as const;
  return { kind: "model", role: "student", error: failure.error, message: failure.message } as const;
}

/** Calls under way at once: what the run asks for, no more than the model takes. */
function widthOf({ run }: RunContext, { capabilities }: ReadyModel): number {
  return Math.max(1, Math.min(run.concurrency, capabilities.maxConcurrent));
}
