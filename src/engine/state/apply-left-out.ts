import type { LeftOutEvaluated } from "../journal/events.ts";
import { isFailed, isScored, meanObjectives, meanScore } from "../journal/rows.ts";
import { addToFrontier, emptyFrontier } from "../pool/frontier.ts";
import { standingsOf } from "../pool/standing.ts";
import type { EvaluatedRow, ScoredRow } from "../vocabulary.ts";
import { takeRows } from "./apply-rows.ts";
import type { Draft } from "./draft.ts";
import type { CandidateEntry } from "./state.ts";

/** Notes which feedback rows have no answer, and forgets it of those that were answered after all. */
export function noteUnanswered(state: Draft, rows: readonly EvaluatedRow[]): void {
  const isNews = rows.some((row) => isFailed(row) || state.unanswered[row.example] !== undefined);
  if (!isNews) return;
  const unanswered = { ...state.unanswered };
  for (const row of rows) {
    if (isScored(row)) delete unanswered[row.example];
    else
      unanswered[row.example] = {
        times: (unanswered[row.example]?.times ?? 0) + 1,
        callIndex: row.callIndex,
        failed: row.failed,
      };
  }
  state.unanswered = unanswered;
}

/** A person wants the rows without an answer asked again: those of the Pareto set now, the others when drawn. */
export function applyRowsAskedAgain(state: Draft): void {
  const latest = new Map(state.test.map(({ candidate, rows }) => [candidate, rows]));
  state.unanswered = {};
  state.asksAgain =
    state.leftOut.length > 0 ||
    state.candidates.some(({ scores }) => scores.some((row) => row.from === "parent"));
  state.retests = [...latest].flatMap(([candidate, rows]) => (rows.some(isFailed) ? [candidate] : []));
}

/** A row counts again once every candidate has an answer on it. What a person asks for comes on top of the budget. */
export function applyLeftOutEvaluated(state: Draft, event: LeftOutEvaluated): void {
  const answers = new Map(event.evaluations.map(({ candidate, rows }) => [candidate, rows.filter(isScored)]));
  const isBack = (example: number): boolean =>
    state.candidates.every(
      ({ index }) => answers.get(index)?.some((row) => row.example === example) === true,
    );
  const leftOut = state.leftOut.filter(({ example }) => !isBack(example));
  const stillOut = new Set(leftOut.map(({ example }) => example));
  const candidates = state.candidates.map((entry) =>
    withAnswers(
      entry,
      (answers.get(entry.index) ?? []).filter(({ example }) => !stillOut.has(example)),
    ),
  );
  for (const { candidate, rows } of event.evaluations)
    takeRows(state, "pareto", state.candidates[candidate]!.hash, rows);
  const { metricCalls } = state.budget;
  if (metricCalls !== null) state.budget = { ...state.budget, metricCalls: metricCalls + event.metricCalls };
  state.spent.metricCalls += event.metricCalls;
  state.leftOut = leftOut;
  state.asksAgain = false;
  rank(state, candidates);
}

function withAnswers(entry: CandidateEntry, answers: readonly ScoredRow[]): CandidateEntry {
  if (answers.length === 0) return entry;
  const fresh = new Set(answers.map((row) => row.example));
  const scores = [...entry.scores.filter((row) => !fresh.has(row.example)), ...answers].toSorted(
    (a, b) => a.example - b.example,
  );
  return { ...entry, scores, mean: meanScore(scores), objectiveMeans: meanObjectives(scores) };
}

/** Frontier and standings of a pool whose scores changed. */
function rank(state: Draft, candidates: readonly CandidateEntry[]): void {
  let frontier = emptyFrontier;
  for (const { index, scores, objectiveMeans } of candidates)
    frontier = addToFrontier(frontier, state.spec.frontier, index, scores, objectiveMeans);
  state.candidates = candidates;
  state.frontier = frontier;
  ({ best: state.best, leader: state.leader } = standingsOf(state, candidates));
  state.final = null;
  state.improvement = { bestMean: state.best.mean, iterationsSince: 0 };
}
