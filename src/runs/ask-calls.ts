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
import type { RequestPurse } from "./request-purse.ts";
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

/** Answers as they come: told to the engine in their order, and on the way to the disk. */
interface AnswerStore {
  readonly outcomes: readonly EvaluationOutcome[];
  readonly add: (call: EvaluationCall, rows: Answer) => void;
  readonly onDisk: () => Promise<unknown>;
}

function makeAnswerStore(context: RunContext): AnswerStore {
  const commit = makeGroupCommit<Answer>((rows) =>
    context.writer.write(() => commitRollouts(pays(context) ? context.strictDb : context.db, rows)),
  );
  const outcomes: EvaluationOutcome[] = [];
  const stored: Promise<void>[] = [];
  return {
    outcomes,
    add(call, rows) {
      outcomes.push(outcomeOf(context, call, rows.rollout, rows.trajectory));
      const onDisk = commit.add(rows);
      // Awaited at the end with the others; until then a failure must not count as unhandled.
      onDisk.catch(() => undefined);
      stored.push(onDisk);
    },
    onDisk: () => Promise.all(stored),
  };
}

/** What is known while calls are asked. */
interface Asking {
  readonly context: RunContext;
  readonly purse: RequestPurse;
  readonly store: AnswerStore;
  /** Requests there were none left for. */
  readonly unsent: EvaluationCall[];
  /** The model has answered some row of the run. */
  isAnswered: boolean;
  /** Failures in a row that may be the model's. */
  streak: number;
  underWay: number;
  gone: ModelFailure | undefined;
  limit: OuterLimit | undefined;
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
  const { control, purses } = context;
  const store = makeAnswerStore(context);
  const asking: Asking = {
    context,
    // A step asks for the search or for the sealed test, never for both.
    purse: calls[0]?.purpose === "test" ? purses.test : purses.rollouts,
    store,
    unsent: [],
    isAnswered: hasAnswers,
    streak: 0,
    underWay: 0,
    gone: undefined,
    limit: undefined,
  };
  const first = await round(asking, calls, width);
  const again = first.filter(({ failure }) => mayPass(failure) !== undefined);
  const second = await round(
    asking,
    again.map(({ call }) => call),
    width,
  );
  const asked = new Set(again.map(({ call }) => call.callIndex));
  const failed = [...first.filter(({ call }) => !asked.has(call.callIndex)), ...second];
  const isUnsure = failed.some(({ failure }) => failureReach(failure.error, asking.isAnswered) === "perhaps");
  if (isUnsure && asking.gone === undefined && !control.isHalting()) await askWhether(asking);
  if (asking.gone === undefined && asking.isAnswered)
    for (const { call, rows } of failed) store.add(call, rows);
  const unsent = { kind: "failed", failure: noRequestLeft, trajectory: [], requests: 0 } as const;
  for (const call of asking.unsent) store.add(call, rowsOf(context, call, unsent));
  await store.onDisk();
  const { gone = nothingAnswered(asking, failed), limit } = asking;
  return {
    outcomes: store.outcomes,
    ...(gone === undefined ? {} : { gone }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Asks these calls once; those that failed, in the order they did. */
async function round(
  asking: Asking,
  calls: readonly EvaluationCall[],
  width: number,
): Promise<readonly FailedCall[]> {
  const queue = calls.values();
  const failed: FailedCall[] = [];
  await Promise.all(Array.from({ length: width }, () => work(asking, queue, failed)));
  return failed;
}

/** One of the workers of a round: takes a call after the other. */
async function work(asking: Asking, queue: Iterable<EvaluationCall>, failed: FailedCall[]): Promise<void> {
  const { context, purse, store } = asking;
  const most = Math.max(1, requestsPerRollout(context.run.task));
  for (const call of queue) {
    asking.limit ??= context.reachedLimit() ?? undefined;
    if (context.control.isHalting() || asking.gone !== undefined || asking.limit !== undefined) return;
    const setAside = purse.open(most);
    if (setAside === null) {
      asking.unsent.push(call);
      continue;
    }
    context.onInFlight(++asking.underWay);
    const outcome = await runRollout(context, call, setAside);
    setAside.close();
    context.onInFlight(--asking.underWay);
    const rows = rowsOf(context, call, outcome);
    if (outcome.kind === "scored") {
      asking.isAnswered = true;
      asking.streak = 0;
      store.add(call, rows);
      continue;
    }
    const { failure } = outcome;
    const reach = failureReach(failure.error, asking.isAnswered);
    if (reach === "run") {
      asking.gone ??= failure;
      continue;
    }
    failed.push({ call, failure, rows });
    if (reach === "perhaps" && ++asking.streak >= streakThatAsks) await askWhether(asking);
  }
}

/** Asks the model itself whether it still answers. */
async function askWhether(asking: Asking): Promise<void> {
  asking.streak = 0;
  const why = await whyNotAnswering(asking.context, "student", asking.purse);
  if (why !== null) asking.gone ??= why;
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

/** Why the run has to wait where none of its rows was ever answered. */
function nothingAnswered(
  { isAnswered }: Asking,
  [first, ...others]: readonly FailedCall[],
): ModelFailure | undefined {
  if (first === undefined || isAnswered) return undefined;
  if (others.length === 0) return first.failure;
  return {
    ...first.failure,
    message: `None of the ${others.length + 1} rows asked could be answered. The first: ${first.failure.message}`,
  };
}
