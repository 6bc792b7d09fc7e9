import { meanObjectives, meanScore } from "../journal/rows.ts";
import { moveOnFrontier } from "../pool/frontier-moves.ts";
import { isInherited, refreshed, withAnswers } from "../pool/inherited-rows.ts";
import { unscored } from "../pool/open-rows.ts";
import { standingsOf } from "../pool/standing.ts";
import type { ScoredRow } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";
import type { CandidateEntry, Noise, RunState } from "./state.ts";

/** New answers of candidates on Pareto rows: their scores, those who inherited them, the frontier, who leads, the noise. */
export function rescore(state: Draft, answers: ReadonlyMap<number, readonly ScoredRow[]>): void {
  const candidates = [...state.candidates];
  const changed = new Map<number, { before: CandidateEntry; after: CandidateEntry }>();
  let { noise } = state;
  for (const before of state.candidates) {
    const own = answers.get(before.index);
    const parent =
      before.inherits !== null && changed.has(before.inherits) ? candidates[before.inherits]! : null;
    if (own === undefined && (parent === null || before.provenAfter !== null)) continue;
    if (own !== undefined) noise = withPairs(noise, before.scores, own);
    const kept = parent === null ? before.scores : refreshed(before.scores, parent.scores);
    const after = rescored(state, before, own === undefined ? kept : withAnswers(kept, own));
    candidates[before.index] = after;
    changed.set(before.index, { before, after });
  }
  const moves = [...changed.values()];
  state.candidates = candidates;
  state.noise = noise;
  state.frontier = moveOnFrontier(state.frontier, state.spec.frontier, moves, candidates);
  ({ best: state.best, leader: state.leader } = standingsOf(state, candidates));
}

function rescored(state: RunState, before: CandidateEntry, scores: readonly ScoredRow[]): CandidateEntry {
  const inheritedRows = scores.filter(isInherited).length;
  const openRows = before.openRows === 0 ? 0 : unscored(state, scores).length;
  return {
    ...before,
    scores,
    mean: meanScore(scores),
    objectiveMeans: meanObjectives(scores),
    inheritedRows,
    openRows,
    provenAfter: before.provenAfter ?? (inheritedRows + openRows === 0 ? state.spent.requests : null),
  };
}

/** Rows that had been asked before show how much answers to the same question differ. */
function withPairs(noise: Noise, before: readonly ScoredRow[], answers: readonly ScoredRow[]): Noise {
  const own = new Map(before.filter((row) => !isInherited(row)).map((row) => [row.example, row.score]));
  let { pairs, squares } = noise;
  for (const { example, score } of answers) {
    const old = own.get(example);
    if (old === undefined) continue;
    pairs += 1;
    squares += (score - old) ** 2;
  }
  return { pairs, squares };
}
