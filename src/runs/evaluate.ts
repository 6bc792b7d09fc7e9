import type { EvaluationCall, EvaluationOutcome } from "../engine/ports.ts";
import type { ModelFailure } from "../models/language-model.ts";
import { findAnswered } from "../storage/answers.ts";
import { askCalls } from "./ask-calls.ts";
import { limitWait } from "./outer-limit.ts";
import { outcomeOf } from "./rollout-rows.ts";
import type { RunContext } from "./run-context.ts";
import { never, restPaused } from "./run-control.ts";
import type { ReadyModel } from "./run-models.ts";
import { waitForModel } from "./wait-for-model.ts";

/** The engine's `evaluate` port. */
export type Evaluate = (calls: readonly EvaluationCall[]) => Promise<readonly EvaluationOutcome[]>;

/**
 * Every call is looked up first: one that was answered is never asked again. The rest run with bounded concurrency,
 * and each answer is on disk before this returns. When the run is to rest it never returns.
 */
export function makeEvaluate(context: RunContext): Evaluate {
  const { run, db, control } = context;
  /** Some row of this run was answered: a row that is not may then be left out. */
  let hasAnswers = (run.summary?.metricCalls ?? 0) > 0;

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
      if (control.pauseAsked()) return restPaused(control);
      hasAnswers ||= outcomes.some((outcome) => outcome.kind === "scored");
      const fresh = await control.track(askAll(open));
      if (fresh === undefined) return never();
      outcomes.push(...fresh);
      const done = new Set(fresh.map((outcome) => outcome.callIndex));
      open = open.filter((call) => !done.has(call.callIndex));
    }
    return outcomes;
  };

  /** What could be answered before a stop or pause; undefined when the run has come to rest instead. */
  async function askAll(calls: readonly EvaluationCall[]): Promise<readonly EvaluationOutcome[] | undefined> {
    const student = await context.models.get("student");
    if (student.kind === "failed") return restOn(student);
    const { outcomes, gone, limit } = await askCalls(context, calls, widthOf(context, student), hasAnswers);
    if (control.stop.aborted) return outcomes;
    if (gone !== undefined) return restOn(gone);
    if (limit === undefined) return outcomes;
    control.rest({ kind: "waiting", reason: limitWait(limit) });
    return undefined;
  }

  function restOn(failure: ModelFailure): undefined {
    control.rest({ kind: "waiting", reason: waitForModel(context, "student", failure) });
    return undefined;
  }
}

function stopped(callIndex: number): EvaluationOutcome {
  return { kind: "failed", callIndex, reason: "stopped" };
}

/** Calls under way at once: what the run asks for, no more than the model takes. */
function widthOf({ run }: RunContext, { capabilities }: ReadyModel): number {
  return Math.max(1, Math.min(run.concurrency, capabilities.maxConcurrent));
}
