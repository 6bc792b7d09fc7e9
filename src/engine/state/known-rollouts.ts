import type { EvaluatedRow, ObjectiveScores, Split } from "../vocabulary.ts";

/**
 * Scores that were paid for, by texts and row, in typed columns: 20 bytes a rollout. Shared between the old value and
 * the new one as in `shared/append-only`: an older value sees only its own `size` rows, and adding to one copies once.
 */
export interface KnownRollouts {
  readonly columns: Columns;
  readonly size: number;
}

interface Columns {
  length: number;
  scores: Float64Array;
  calls: Int32Array;
  /** Twice the position in its split, and one more for the Pareto split. */
  places: Int32Array;
  /** The rollout of the same texts before this one; -1 for none. */
  earlier: Int32Array;
  /** Hash of the texts -> their newest rollout. */
  readonly newest: Map<string, number>;
  /** Of the rollouts that have objective scores. */
  readonly objectives: Map<number, ObjectiveScores>;
}

export interface KnownRollout {
  readonly score: number;
  readonly callIndex: number;
  /** The split it was asked for; with shared splits it may serve the other one. */
  readonly split: Split;
  readonly objectives?: ObjectiveScores;
}

/** Whose rows: rows of the two splits are never mixed (gepa#424), unless the splits are declared to be the same rows. */
export interface RolloutsOf {
  readonly hash: string;
  readonly split: Split;
  readonly splitsAreOne: boolean;
}

const firstCapacity = 64;
const growth = 1.25;

export function noRollouts(): KnownRollouts {
  return { columns: columnsOf(firstCapacity), size: 0 };
}

/** Adds rows that were paid for; what is known already stays. */
export function addRollouts(
  known: KnownRollouts,
  whose: RolloutsOf,
  rows: readonly EvaluatedRow[],
): KnownRollouts {
  let { columns, size } = known;
  for (const row of rows) {
    if (!("score" in row) || row.from !== undefined) continue;
    if (placeOf({ columns, size }, whose, row.example) >= 0) continue;
    if (columns.length !== size) columns = copied({ columns, size });
    if (size === columns.scores.length) grow(columns);
    columns.scores[size] = row.score;
    columns.calls[size] = row.callIndex;
    columns.places[size] = row.example * 2 + (whose.split === "pareto" ? 1 : 0);
    columns.earlier[size] = columns.newest.get(whose.hash) ?? -1;
    columns.newest.set(whose.hash, size);
    if (row.objectives !== undefined) columns.objectives.set(size, row.objectives);
    size = ++columns.length;
  }
  return size === known.size ? known : { columns, size };
}

export function findRollout(
  known: KnownRollouts,
  whose: RolloutsOf,
  example: number,
): KnownRollout | undefined {
  const at = placeOf(known, whose, example);
  if (at < 0) return undefined;
  const { scores, calls, places, objectives } = known.columns;
  const rollout: KnownRollout = {
    score: scores[at]!,
    callIndex: calls[at]!,
    split: places[at]! % 2 === 1 ? "pareto" : "feedback",
  };
  const scored = objectives.get(at);
  return scored === undefined ? rollout : { ...rollout, objectives: scored };
}

/** Every row some texts were paid for on, with its score. */
export function eachRollout(
  known: KnownRollouts,
  whose: RolloutsOf,
  visit: (example: number, score: number) => void,
): void {
  const { places, scores, earlier } = known.columns;
  const isAsked = asked(whose);
  for (let at = newestOf(known, whose.hash); at >= 0; at = earlier[at]!) {
    if (isAsked(places[at]!)) visit(places[at]! >> 1, scores[at]!);
  }
}

function placeOf(known: KnownRollouts, whose: RolloutsOf, example: number): number {
  const { places, earlier } = known.columns;
  const isAsked = asked(whose);
  let at = newestOf(known, whose.hash);
  while (at >= 0 && !(places[at]! >> 1 === example && isAsked(places[at]!))) at = earlier[at]!;
  return at;
}

function asked({ split, splitsAreOne }: RolloutsOf): (place: number) => boolean {
  const bit = split === "pareto" ? 1 : 0;
  return (place) => splitsAreOne || (place & 1) === bit;
}

/** The newest rollout of some texts that this value may see. */
function newestOf({ columns, size }: KnownRollouts, hash: string): number {
  let at = columns.newest.get(hash) ?? -1;
  while (at >= size) at = columns.earlier[at]!;
  return at;
}

function columnsOf(capacity: number): Columns {
  return {
    length: 0,
    scores: new Float64Array(capacity),
    calls: new Int32Array(capacity),
    places: new Int32Array(capacity),
    earlier: new Int32Array(capacity),
    newest: new Map(),
    objectives: new Map(),
  };
}

function grow(columns: Columns): void {
  const capacity = Math.max(firstCapacity, Math.ceil(columns.length * growth));
  columns.scores = longer(columns.scores, capacity);
  columns.calls = longer(columns.calls, capacity);
  columns.places = longer(columns.places, capacity);
  columns.earlier = longer(columns.earlier, capacity);
}

function longer<Column extends Float64Array | Int32Array>(column: Column, capacity: number): Column {
  const grown = new (column.constructor as new (length: number) => Column)(capacity);
  grown.set(column);
  return grown;
}

function copied(known: KnownRollouts): Columns {
  const { columns, size } = known;
  const newest = [...columns.newest.keys()].flatMap((hash): [string, number][] => {
    const at = newestOf(known, hash);
    return at < 0 ? [] : [[hash, at]];
  });
  return {
    length: size,
    scores: columns.scores.slice(0, size),
    calls: columns.calls.slice(0, size),
    places: columns.places.slice(0, size),
    earlier: columns.earlier.slice(0, size),
    newest: new Map(newest),
    objectives: new Map([...columns.objectives].filter(([at]) => at < size)),
  };
}
