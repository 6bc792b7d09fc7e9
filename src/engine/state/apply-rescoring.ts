import { withItem } from "../../shared/paged-list.ts";
import { finalResult } from "../final/final-result.ts";
import type { CandidateRescored, FinalBegun, FinalEvaluated, VerificationBegun } from "../journal/events.ts";
import { requestsIn } from "../journal/requests-in.ts";
import { isFailed, isScored } from "../journal/rows.ts";
import { leaveOutUnanswered } from "../pool/open-rows.ts";
import type { EvaluatedRow } from "../vocabulary.ts";
import { takeRows } from "./apply-rows.ts";
import type { Draft } from "./draft.ts";
import { rescore } from "./rescore.ts";
import { progressOf } from "./state.ts";

export function applyVerificationBegun(state: Draft, event: VerificationBegun): void {
  const { candidate, examples, purpose } = event;
  state.phase = { at: "verifying", candidate, examples, purpose };
}

export function applyCandidateRescored(state: Draft, event: CandidateRescored): void {
  const { candidate, rows, metricCalls } = event;
  const isOpening = state.phase.at === "verifying" && state.phase.purpose === "opening";
  state.phase = { at: "between" };
  state.spent.metricCalls += metricCalls;
  if (!isOpening) state.spent.verification += requestsIn(event);
  takeRows(state, "pareto", state.candidates[candidate]!.hash, rows);
  leaveOutUnanswered(state, candidate, rows);
  if (rows.some(isFailed)) noteFailure(state, candidate, rows);
  rescore(state, new Map([[candidate, rows.filter(isScored)]]));
}

export function applyFinalBegun(state: Draft, { finalists, fresh }: FinalBegun): void {
  state.phase = { at: "final", finalists, fresh };
}

export function applyFinalEvaluated(state: Draft, event: FinalEvaluated): void {
  const { spec, candidates } = state;
  state.phase = { at: "between" };
  state.spent.metricCalls += event.metricCalls;
  for (const { candidate, rows, fresh } of event.evaluations) {
    const { hash } = state.candidates[candidate]!;
    takeRows(state, "pareto", hash, rows);
    takeRows(state, "feedback", hash, fresh);
    leaveOutUnanswered(state, candidate, rows);
  }
  const answers = event.evaluations
    .filter(({ rows }) => rows.length > 0)
    .map(({ candidate, rows }) => [candidate, rows.filter(isScored)] as const);
  rescore(state, new Map(answers));
  state.final = finalResult({ spec, candidates }, state, event.evaluations);
}

/** A candidate whose rows stay unanswered gives up the lead in the end; a model that is gone ends the run. */
function noteFailure(state: Draft, candidate: number, rows: readonly EvaluatedRow[]): void {
  const old = progressOf(state, candidate);
  const failedVerifications = old.failedVerifications + 1;
  state.progress = withItem(state.progress, candidate, { ...old, failedVerifications });
  if (rows.every(isFailed)) state.idle.failing += 1;
}
