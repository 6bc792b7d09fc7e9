import type { EvaluationCall, EvaluationOutcome, OuterLimit } from "../engine/ports.ts";
import { mayPass, modelFailure } from "../models/failure.ts";
import type { ModelFailure } from "../models/language-model.ts";
import { isEndpoint } from "../models/model-choice.ts";
import { commitRollouts } from "../storage/answers.ts";
import type { RolloutRow, TrajectoryRow } from "../storage/rows.ts";
import { requestsPerRollout } from "../tasks/requests-per-rollout.ts";
import { failureReach, streakThatAsks } from "./failure-policy.ts";
import { makeGroupCommit } from "./group-commit.ts";
import { whyNotAnswering } from "./is-answering.ts";
import { outcomeOf, rowsOf } from "./rollout-rows.ts";
import type { RunContext } from "./run-context.ts";
import { runRollout } from "./run-rollout.ts";

type Answer = { readonly rollout: RolloutRow; readonly trajectory: TrajectoryRow };

/** What became of some calls: those that are answered or left out, and why the others were not asked. */
interface AskedCalls {
  readonly outcomes: readonly EvaluationOutcome[];
  /** The model is gone, or has not answered one row of the run yet. */
  readonly gone?: ModelFailure;
  readonly limit?: OuterLimit;
}

interface FailedCall {
  readonly call: EvaluationCall;
  readonly failure: ModelFailure;
  readonly rows: Answer;
}

/**
 * Asks calls, so many at once, and stores each answer. A call that fails is set aside and asked once more when the
 * others are done. If it fails again although the model answers, the fault is the row's: stored as left out. If the
 * model answers nothing, or none of the run's rows, nothing is stored and the run has to wait.
 */
export async function askCalls(
  context: RunContext,
  calls: readonly EvaluationCall[],
  width: number,
  hasAnswers: boolean,
): Promise<AskedCalls> {
  const { control } = context;
  const commit = makeGroupCommit<Answer>((rows) =>
    context.writer.write(() => commitRollouts(pays(context) ? context.strictDb : context.db, rows)),
  );
  const outcomes: EvaluationOutcome[] = [];
  const stored: Promise<void>[] = [];
  let isAnswered = hasAnswers;
  let streak = 0;
  let underWay = 0;
  const most = Math.max(1, requestsPerRollout(context.run.task));
  const { purses } = context;
  // A step asks for the search or for the sealed test, never for both.
  const purse = calls[0]?.purpose === "test" ? purses.test : purses.rollouts;
  const outOfRequests: EvaluationCall[] = [];
  let gone: ModelFailure | undefined;
  let limit: OuterLimit | undefined;

  function store(call: EvaluationCall, rows: Answer): void {
    outcomes.push(outcomeOf(context, call, rows.rollout, rows.trajectory));
    const onDisk = commit.add(rows);
    // Awaited below with the others; until then a failure must not count as unhandled.
    onDisk.catch(() => undefined);
    stored.push(onDisk);
  }

  /** Those that failed, in the order they did. */
  async function round(asked: readonly EvaluationCall[]): Promise<FailedCall[]> {
    const queue = asked.values();
    const failed: FailedCall[] = [];
    async function work(): Promise<void> {
      for (const call of queue) {
        limit ??= context.reachedLimit() ?? undefined;
        if (control.isHalting() || gone !== undefined || limit !== undefined) return;
        const setAside = purse.open(most);
        if (setAside === null) {
          outOfRequests.push(call);
          continue;
        }
        context.onInFlight(++underWay);
        const outcome = await runRollout(context, call, setAside);
        setAside.close();
        context.onInFlight(--underWay);
        const rows = rowsOf(context, call, outcome);
        if (outcome.kind === "scored") {
          isAnswered = true;
          streak = 0;
          store(call, rows);
        } else if (failureReach(outcome.failure.error, isAnswered) === "run") gone ??= outcome.failure;
        else {
          failed.push({ call, failure: outcome.failure, rows });
          if (failureReach(outcome.failure.error, isAnswered) === "perhaps" && ++streak >= streakThatAsks)
            await askWhether();
        }
      }
    }
    await Promise.all(Array.from({ length: width }, work));
    return failed;
  }

  async function askWhether(): Promise<void> {
    streak = 0;
    const why = await whyNotAnswering(context, "student", purse);
    if (why !== null) gone ??= why;
  }

  const first = await round(calls);
  const again = first.filter(({ failure }) => mayPass(failure) !== undefined);
  const second = await round(again.map(({ call }) => call));
  const asked = new Set(again.map(({ call }) => call.callIndex));
  const failed = [...first.filter(({ call }) => !asked.has(call.callIndex)), ...second];
  const isUnsure = failed.some(({ failure }) => failureReach(failure.error, isAnswered) === "perhaps");
  if (isUnsure && gone === undefined && !control.isHalting()) await askWhether();
  if (gone === undefined && isAnswered) for (const { call, rows } of failed) store(call, rows);
  const unsent = { kind: "failed", failure: noRequestLeft, trajectory: [], requests: 0 } as const;
  for (const call of outOfRequests) store(call, rowsOf(context, call, unsent));
  await Promise.all(stored);
  const [unanswered] = failed;
  if (unanswered !== undefined && !isAnswered) gone ??= nothingAnswered(unanswered.failure, failed.length);
  return {
    outcomes,
    ...(gone === undefined ? {} : { gone }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** A step's rollouts fit the budget when it begins; requests that failed may have taken the place of the last of them. */
const noRequestLeft = modelFailure(
  "requests-spent",
  "It was not asked: requests that failed and were sent again have used up the budget.",
);

/** Whether a lost answer is lost money: answers must have reached the disk before they count. */
function pays({ run }: RunContext): boolean {
  return isEndpoint(run.student) || isEndpoint(run.reflection);
}

function nothingAnswered(failure: ModelFailure, count: number): ModelFailure {
  if (count === 1) return failure;
  return {
    ...failure,
    message: `None of the ${count} rows asked could be answered. The first: ${failure.message}`,
  };
}
