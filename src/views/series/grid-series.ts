import type { RunState } from "../../engine/index.ts";
import { isAllOrNothing } from "../words/verdict-words.ts";
import type { CandidateLook } from "./candidate-look.ts";
import { candidateLook } from "./candidate-look.ts";

/** A candidate's line in the frontier grid. */
export interface GridLine {
  readonly look: CandidateLook;
  /** By position in the Pareto split; NaN where it was not tried. */
  readonly scores: Float32Array;
  /** callIndex of the rollout behind each cell; -1 where there is none: not tried, or the score is inherited. */
  readonly callIndexes: Int32Array;
  /** 1 where the row was not asked and the score is the parent's. */
  readonly inherited: Uint8Array;
  readonly mean: number;
  /** Rows on which nobody else reaches its score (and the score is above 0). */
  readonly alone: readonly number[];
  /** Still among the best on at least one row that the others do not cover. */
  readonly alive: boolean;
}

interface GridGroup {
  readonly name: string;
  readonly from: number;
  readonly count: number;
}

export interface GridSeries {
  /** Newest on top. */
  readonly lines: readonly GridLine[];
  /** Positions in the Pareto split, in the order of the columns. */
  readonly columns: readonly number[];
  readonly groups: readonly GridGroup[];
  readonly passFail: boolean;
}

/** Candidates by Pareto rows. `groupOf` names a row's group (its expected label), where rows have one. */
export function gridSeries(
  state: RunState,
  alive: ReadonlySet<number>,
  groupOf: (example: number) => string | undefined = () => undefined,
): GridSeries {
  const size = state.spec.splits.pareto;
  const { columns, groups } = orderColumns(size, groupOf);
  const { best, holders } = bestPerRow(state, size);
  let passFail = true;
  const lines = state.candidates.map((candidate): GridLine => {
    const scores = new Float32Array(size).fill(Number.NaN);
    const callIndexes = new Int32Array(size).fill(-1);
    const inherited = new Uint8Array(size);
    const alone: number[] = [];
    for (const row of candidate.scores) {
      scores[row.example] = row.score;
      if (row.from === "inherited") inherited[row.example] = 1;
      else callIndexes[row.example] = row.callIndex;
      passFail &&= isAllOrNothing(row.score);
      if (row.score > 0 && row.score === best[row.example] && holders[row.example] === 1)
        alone.push(row.example);
    }
    return {
      look: candidateLook(candidate.index, candidate.kind),
      scores,
      callIndexes,
      inherited,
      mean: candidate.mean,
      alone: state.candidates.length > 1 ? alone : [],
      alive: alive.has(candidate.index),
    };
  });
  return { lines: lines.toReversed(), columns, groups, passFail };
}

function bestPerRow(state: RunState, size: number): { best: Float64Array; holders: Int32Array } {
  const best = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const holders = new Int32Array(size);
  for (const candidate of state.candidates)
    for (const row of candidate.scores) {
      const before = best[row.example] ?? Number.NEGATIVE_INFINITY;
      if (row.score > before) {
        best[row.example] = row.score;
        holders[row.example] = 1;
      } else if (row.score === before) holders[row.example] = (holders[row.example] ?? 0) + 1;
    }
  return { best, holders };
}

/** Rows of one group stand together, groups in order of first appearance; without groups the split's own order. */
function orderColumns(
  size: number,
  groupOf: (example: number) => string | undefined,
): { columns: readonly number[]; groups: readonly GridGroup[] } {
  const byGroup = new Map<string, number[]>();
  for (let example = 0; example < size; example++) {
    const name = groupOf(example) ?? "";
    const rows = byGroup.get(name);
    if (rows === undefined) byGroup.set(name, [example]);
    else rows.push(example);
  }
  if (byGroup.size > mostGroups || byGroup.size > size / 2)
    return { columns: Array.from({ length: size }, (_, index) => index), groups: [] };
  const columns: number[] = [];
  const groups: GridGroup[] = [];
  for (const [name, rows] of byGroup) {
    if (name !== "") groups.push({ name, from: columns.length, count: rows.length });
    columns.push(...rows);
  }
  return { columns, groups };
}

/** With more groups than this (or with hardly two rows in each) their heads no longer fit and grouping says nothing. */
const mostGroups = 24;
