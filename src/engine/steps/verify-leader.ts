import { metricCallsLeft, requestsPerRollout } from "../budget/requests.ts";
import { finalReserve, proposalNeeds } from "../budget/reservation.ts";
import type { CandidateRescored, VerificationBegun } from "../journal/events.ts";
import { withStandIns } from "../pool/left-out.ts";
import { progressOf } from "../state/state.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { StepContext } from "./step-context.ts";
import { tracesPareto } from "./traces-pareto.ts";

/** At most this share of the requests goes into asking what leaders inherited; the final asks again. */
const mostOfCalls = 0.2;
/** Of what the best one fails, a leader that solves so much by its own answers is asked at once. */
const farBetter = 0.8;
/** Rows the seed is asked twice, to see how much answers to the same question differ. */
const noiseRows = 10;

/**
 * Asked between iterations: what has to be known before the search goes on. The noise, once, where a Student may answer
 * the same question differently; then the rows a new leader only inherited, so that the best there is said to be is real.
 */
export function verificationDue(state: RunState): VerificationBegun | null {
  const { validation, splits } = state.spec;
  if (validation.kind !== "inherit" || validation.rows >= splits.pareto) return null;
  return noiseDue(state) ?? leaderDue(state);
}

function noiseDue(state: RunState): VerificationBegun | null {
  const { spec, noise } = state;
  const rows = state.candidates[0]!.scores.map((row) => row.example).slice(0, noiseRows);
  if (spec.reuseParentRollouts || noise.pairs > 0 || progressOf(state, 0).failedVerifications > 0)
    return null;
  if (metricCallsLeft(state) < proposalNeeds(state).metricCalls + rows.length) return null;
  return { type: "verification-begun", candidate: 0, examples: rows, purpose: "noise" };
}

function leaderDue(state: RunState): VerificationBegun | null {
  const { spent, leader, best, spec } = state;
  const entry = state.candidates[leader.index]!;
  if (entry.inheritedRows === 0 || entry.mean <= best.mean) return null;
  const cost = entry.inheritedRows;
  const reachesGoal = spec.stop.score !== null && entry.mean >= spec.stop.score;
  const requests = cost * requestsPerRollout(state.budget);
  const isInShare = spent.verification + requests <= mostOfCalls * spent.requests;
  if (!reachesGoal && !isInShare && !seemsFarBetter(state, entry)) return null;
  if (metricCallsLeft(state) < cost + finalReserve(state)) return null;
  const examples = entry.scores.filter((row) => row.from === "inherited").map((row) => row.example);
  return { type: "verification-begun", candidate: entry.index, examples, purpose: "verify" };
}

/**
 * Do its own answers say that a leader solves most of what the best one fails? What it inherited cannot say so: it is as bad
 * as its ancestors were. Every such step leaves so much less to be solved that there are few of them.
 */
function seemsFarBetter({ spec, best, candidates }: RunState, entry: CandidateEntry): boolean {
  const perfect = spec.perfectScore ?? 1;
  const known = new Map(candidates[best.index]!.scores.map((row) => [row.example, row.score]));
  const own = entry.scores.filter((row) => row.from !== "inherited");
  let gain = 0;
  for (const fails of [true, false]) {
    const isKind = (score: number | undefined): boolean => score !== undefined && score < perfect === fails;
    const share = [...known.values()].filter(isKind).length / known.size;
    const asked = own.filter((row) => isKind(known.get(row.example)));
    if (asked.length === 0) continue;
    gain += (share * asked.reduce((sum, row) => sum + row.score - known.get(row.example)!, 0)) / asked.length;
  }
  return gain > 0 && gain >= farBetter * (perfect - best.mean);
}

export async function verify(
  run: StepContext,
  state: RunState,
  { candidate, examples, purpose }: Extract<RunState["phase"], { at: "verifying" }>,
): Promise<CandidateRescored | null> {
  const { texts, hash, inherits } = state.candidates[candidate]!;
  const done = await evaluateGroups(run, state, [
    {
      purpose: "verify",
      texts,
      hash,
      split: "pareto",
      examples,
      captureTrace: tracesPareto(state.spec),
      read: state.spec.cache && purpose === "verify" ? "cache" : "never",
    },
  ]);
  if (done === null) return null;
  const rows = done.rows[0]!;
  return {
    type: "candidate-rescored",
    candidate,
    calls: done.calls,
    rows: withStandIns(state, rows, [inherits ?? candidate]) ?? rows,
    metricCalls: done.metricCalls[0]!,
  };
}
