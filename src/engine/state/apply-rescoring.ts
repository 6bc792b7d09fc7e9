import { withItem } from "../../shared/paged-list.ts";
import { finalResult } from "../final/final-result.ts";
import type { CandidateRescored, FinalBegun, FinalEvaluated, VerificationBegun } from "../journal/events.ts";
import { requestsIn } from "../journal/requests-in.ts";
import { isFailed, isScored } from "../journal/rows.ts";
import { leaveOutUnanswered } from "../pool/open-rows.ts";
import type { EvaluatedRow } from "../vocabulary.ts";
import { rememberRows, spendRows } from "./apply-rows.ts";
import { rescore } from "./rescore.ts";
import { progressOf } from "./state.ts";
import type { RunState } from "./state.ts";

export function applyVerificationBegun(state: RunState, event: VerificationBegun): RunState {
  const { candidate, examples, purpose } = event;
  return { ...state, phase: { at: "verifying", candidate, examples, purpose } };
}

export function applyCandidateRescored(state: RunState, event: CandidateRescored): RunState {
  const { candidate, rows, metricCalls } = event;
  const hash = state.candidates[candidate]!.hash;
  const asked = rememberRows(spendRows(paid(state, metricCalls), rows), "pareto", hash, rows);
  const spent = leaveOutUnanswered(asked, candidate, rows);
  const isOpening = state.phase.at === "verifying" && state.phase.purpose === "opening";
  const verification = spent.spent.verification + (isOpening ? 0 : requestsIn(event));
  const next: RunState = {
    ...spent,
    phase: { at: "between" },
    spent: { ...spent.spent, verification },
    ...(rows.some(isFailed) ? afterFailure(spent, candidate, rows) : {}),
  };
  return rescore(next, new Map([[candidate, rows.filter(isScored)]]));
}

export function applyFinalBegun(state: RunState, { finalists, fresh }: FinalBegun): RunState {
  return { ...state, phase: { at: "final", finalists, fresh } };
}

export function applyFinalEvaluated(state: RunState, event: FinalEvaluated): RunState {
  let next = paid(state, event.metricCalls);
  for (const { candidate, rows, fresh } of event.evaluations) {
    const { hash } = state.candidates[candidate]!;
    next = rememberRows(spendRows(next, rows), "pareto", hash, rows);
    next = rememberRows(spendRows(next, fresh), "feedback", hash, fresh);
    next = leaveOutUnanswered(next, candidate, rows);
  }
  const answers = event.evaluations
    .filter(({ rows }) => rows.length > 0)
    .map(({ candidate, rows }) => [candidate, rows.filter(isScored)] as const);
  const asked = rescore({ ...next, phase: { at: "between" } }, new Map(answers));
  return { ...asked, final: finalResult(state, asked, event.evaluations) };
}

function paid(state: RunState, metricCalls: number): RunState {
  return { ...state, spent: { ...state.spent, metricCalls: state.spent.metricCalls + metricCalls } };
}

/** A candidate whose rows stay unanswered gives up the lead in the end; a model that is gone ends the run. */
function afterFailure(
  { progress, idle }: RunState,
  candidate: number,
  rows: readonly EvaluatedRow[],
): Pick<RunState, "progress" | "idle"> {
  const old = progressOf({ progress }, candidate);
  const next = withItem(progress, candidate, { ...old, failedVerifications: old.failedVerifications + 1 });
  return { progress: next, idle: rows.every(isFailed) ? { ...idle, failing: idle.failing + 1 } : idle };
}
