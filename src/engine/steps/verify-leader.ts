import { mean } from "../../shared/statistics/mean.ts";
import { rowsUnderNoise } from "../budget/noise.ts";
import { metricCallsLeft, requestsPerRollout } from "../budget/requests.ts";
import { finalReserve, proposalNeeds } from "../budget/reservation.ts";
import type { CandidateRescored, VerificationBegun } from "../journal/events.ts";
import { meanScore } from "../journal/rows.ts";
import { isInherited } from "../pool/inherited-rows.ts";
import { withEarlierScores } from "../pool/left-out.ts";
import { nextOpened, positionsToProve } from "../pool/open-rows.ts";
import { progressOf } from "../state/state.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { StepContext } from "./step-context.ts";
import { tracesPareto } from "./traces-pareto.ts";

/** At most this share of the requests goes into asking what leaders inherited; the final asks again. */
const mostOfCalls = 0.2;
/** Of what the best one fails, a leader that solves so much by its own answers is asked at once. */
const farBetter = 0.9;
/** Rows the seed is asked twice, to see how much answers to the same question differ. */
const noiseRows = 10;

/**
 * Asked between iterations: what has to be known before the search goes on. The noise, once, where a Student may answer
 * the same question differently; then the rows a new leader only inherited, so that the best there is said to be is real.
 */
export function verificationDue(state: RunState): VerificationBegun | null {
  const { validation, splits } = state.spec;
  if (validation.kind !== "inherit" || validation.rows >= splits.pareto) return null;
  return noiseDue(state) ?? seedDue(state, validation.rows) ?? leaderDue(state);
}

function noiseDue(state: RunState): VerificationBegun | null {
  const { spec, noise } = state;
  if (spec.reuseParentRollouts || noise.pairs > 0 || progressOf(state, 0).failedVerifications > 0)
    return null;
  const rows = state.candidates[0]!.scores.slice(0, noiseRows).map((row) => row.example);
  if (metricCallsLeft(state) < proposalNeeds(state).metricCalls + rows.length) return null;
  return { type: "verification-begun", candidate: 0, examples: rows, purpose: "noise" };
}

/** More rows of the seed, until enough of them can tell its children apart; the final asks the others. */
function seedDue(state: RunState, rows: number): VerificationBegun | null {
  const seed = state.candidates[0]!;
  if (seed.openRows === 0 || progressOf(state, 0).failedVerifications > 0) return null;
  const perfect = state.spec.perfectScore ?? 1;
  const wrong = seed.scores.filter(({ score }) => score < perfect).length;
  if (wrong * 2 >= rows && seed.scores.length >= rowsUnderNoise(state, rows)) return null;
  if (metricCallsLeft(state) < proposalNeeds(state).metricCalls) return null;
  return {
    type: "verification-begun",
    candidate: 0,
    examples: nextOpened(state, seed.scores, rows),
    purpose: "opening",
  };
}

function leaderDue(state: RunState): VerificationBegun | null {
  const { spent, leader, best, spec } = state;
  const entry = state.candidates[leader.index]!;
  if (entry.index === 0 || entry.provenAfter !== null || entry.mean <= best.mean) return null;
  const examples = positionsToProve(state, entry);
  const cost = examples.length;
  if (cost === 0) return null;
  const reachesGoal = spec.stop.score !== null && entry.mean >= spec.stop.score;
  const requests = cost * requestsPerRollout(state.budget);
  const isInShare = spent.verification + requests <= mostOfCalls * spent.requests;
  if (!reachesGoal && !isInShare && !seemsFarBetter(state, entry)) return null;
  if (metricCallsLeft(state) < cost + finalReserve(state)) return null;
  return { type: "verification-begun", candidate: entry.index, examples, purpose: "verify" };
}

/** Does it solve most of what the best one fails? Every such step leaves so much less to be solved that there are few of them. */
function seemsFarBetter({ spec, best, candidates }: RunState, entry: CandidateEntry): boolean {
  const perfect = spec.perfectScore ?? 1;
  const gain = estimatedMean(candidates[entry.inherits!]!, entry, perfect) - best.mean;
  return gain > 0 && gain >= farBetter * (perfect - best.mean);
}

/**
 * What a candidate would score if it were asked every row, by its own answers: it was asked more of what its parent fails than
 * chance would pick, so each kind counts by its share. What it inherited cannot say so: it is as bad as its ancestors were.
 */
function estimatedMean(parent: CandidateEntry, entry: CandidateEntry, perfect: number): number {
  const own = new Map(entry.scores.filter((row) => !isInherited(row)).map((row) => [row.example, row.score]));
  return [true, false].reduce((sum, fails) => {
    const kind = parent.scores.filter(({ score }) => score < perfect === fails);
    const asked = kind.flatMap(({ example }) => own.get(example) ?? []);
    const seen = asked.length === 0 ? meanScore(kind) : mean(asked);
    return kind.length === 0 ? sum : sum + (kind.length / parent.scores.length) * seen;
  }, 0);
}

export async function verify(
  run: StepContext,
  state: RunState,
  { candidate, examples, purpose }: Extract<RunState["phase"], { at: "verifying" }>,
): Promise<CandidateRescored | null> {
  const { texts, hash } = state.candidates[candidate]!;
  const done = await evaluateGroups(run, state, [
    {
      purpose: purpose === "opening" ? "seed" : "verify",
      texts,
      hash,
      split: "pareto",
      examples,
      captureTrace: tracesPareto(state.spec),
      read: state.spec.cache && purpose !== "noise" ? "cache" : "never",
    },
  ]);
  if (done === null) return null;
  const rows = done.rows[0]!;
  return {
    type: "candidate-rescored",
    candidate,
    calls: done.calls,
    rows: withEarlierScores(state, rows, candidate),
    metricCalls: done.metricCalls[0]!,
  };
}
