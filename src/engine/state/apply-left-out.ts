import type { LeftOutEvaluated } from "../journal/events.ts";
import { isFailed, isScored, meanObjectives, meanScore } from "../journal/rows.ts";
import { addToFrontier, emptyFrontier } from "../pool/frontier.ts";
import { standingsOf } from "../pool/standing.ts";
import type { EvaluatedRow, ScoredRow } from "../vocabulary.ts";
import { rememberRows, spendRows } from "./apply-rows.ts";
import type { CandidateEntry, RunState } from "./state.ts";

/** Notes which feedback rows have no answer, and forgets it of those that were answered after all. */
export function noteUnanswered(state: RunState, rows: readonly EvaluatedRow[]): RunState {
  const isNews = rows.some((row) => isFailed(row) || state.unanswered[row.example] !== undefined);
  if (!isNews) return state;
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
  return { ...state, unanswered };
}

/** A person wants the rows without an answer asked again: those of the Pareto set now, the others when drawn. */
export function applyRowsAskedAgain(state: RunState): RunState {
  const isMissing =
    state.leftOut.length > 0 ||
    state.candidates.some(({ scores }) => scores.some((row) => row.from === "parent"));
  const latest = new Map(state.test.map(({ candidate, rows }) => [candidate, rows]));
  const retests = [...latest].flatMap(([candidate, rows]) => (rows.some(isFailed) ? [candidate] : []));
  return { ...state, unanswered: {}, asksAgain: isMissing, retests };
}

/** A row counts again once every candidate has an answer on it. What a person asks for comes on top of the budget. */
export function applyLeftOutEvaluated(state: RunState, event: LeftOutEvaluated): RunState {
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
  let next: RunState = state;
  for (const { candidate, rows } of event.evaluations)
    next = rememberRows(spendRows(next, rows), "pareto", state.candidates[candidate]!.hash, rows);
  const { metricCalls } = state.budget;
  return {
    ...next,
    leftOut,
    asksAgain: false,
    ...ranked(state, candidates),
    budget: {
      ...next.budget,
      metricCalls: metricCalls === null ? null : metricCalls + event.metricCalls,
    },
    spent: { ...next.spent, metricCalls: next.spent.metricCalls + event.metricCalls },
  };
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
function ranked(
  state: RunState,
  candidates: readonly CandidateEntry[],
): Pick<RunState, "candidates" | "frontier" | "best" | "leader" | "final" | "improvement"> {
  let frontier = emptyFrontier;
  for (const { index, scores, objectiveMeans } of candidates)
    frontier = addToFrontier(frontier, state.spec.frontier, index, scores, objectiveMeans);
  const standings = standingsOf(state, candidates);
  const improvement = { bestMean: standings.best.mean, iterationsSince: 0 };
  return { candidates, frontier, ...standings, final: null, improvement };
}
