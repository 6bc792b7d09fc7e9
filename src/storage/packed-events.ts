import type { DBCore, DBCoreCursor, DBCoreTable, Middleware } from "dexie";

import type { ObjectiveScores, ScoredRow } from "../engine/vocabulary.ts";
import { isObject } from "../shared/json.ts";

/**
 * How events lie on disk. Rows of rollouts are stored as columns: their calls and positions usually count up by one and
 * are then a single number, and no name is written more than once. Whoever reads the database gets events as they are; what
 * an older version stored row by row is read too.
 */
export const packedEvents: Middleware<DBCore> = {
  stack: "dbcore",
  name: "packed events",
  // Below everything else, so that hooks and live queries see events as they are.
  level: 0,
  create: (core) => ({
    ...core,
    table: (name) => {
      const table = core.table(name);
      return name === "events" || name === "journalPages" ? packedTable(table) : table;
    },
  }),
};

function packedTable(table: DBCoreTable): DBCoreTable {
  return {
    ...table,
    mutate: (request) =>
      table.mutate(
        request.type === "add" || request.type === "put"
          ? { ...request, values: request.values.map(pack) }
          : request,
      ),
    get: (request) => table.get(request).then(unpack),
    getMany: (request) => table.getMany(request).then(unpack),
    query: (request) =>
      table.query(request).then((answer) => {
        if (request.values === true) unpack(answer.result);
        return answer;
      }),
    openCursor: (request) =>
      table
        .openCursor(request)
        .then((cursor) => (cursor === null || request.values !== true ? cursor : unpacking(cursor))),
  };
}

function unpacking(cursor: DBCoreCursor): DBCoreCursor {
  return Object.create(cursor, { value: { get: () => unpack(cursor.value) } }) as DBCoreCursor;
}

interface PackedRows {
  readonly packed: "rows";
  /** Of every row, or of the first where each is one more than the one before. */
  readonly examples: number | readonly number[];
  readonly calls: number | readonly number[];
  readonly scores: readonly number[];
  readonly objectives?: Readonly<Record<string, readonly number[]>>;
  /** Null: it was paid for. */
  readonly from?: readonly (ScoredRow["from"] | null)[];
}

/** A copy with every list of scored rows in columns, however deep it lies. */
export function pack(value: unknown): unknown {
  if (isPackable(value)) return columnsOf(value);
  if (Array.isArray(value)) return value.map(pack);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, pack(inner)]));
}

/** What was just read, with its columns made rows again where they lie: it belongs to nobody else yet. */
export function unpack<Read>(value: Read): Read {
  if (typeof value !== "object" || value === null) return value;
  if (isPacked(value)) return rowsOf(value) as Read;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === "object" && inner !== null) (value as Record<string, unknown>)[name] = unpack(inner);
  }
  return value;
}

/** A component may be called "packed", but holds a text. */
function isPacked(value: object): value is PackedRows {
  return "packed" in value && value.packed === "rows" && "scores" in value && Array.isArray(value.scores);
}

/** One row alone is shorter as it is. */
const fewestRows = 2;
const rowFields = new Set(["example", "callIndex", "score", "objectives", "from"]);

function isPackable(list: unknown): list is readonly ScoredRow[] {
  if (!Array.isArray(list) || list.length < fewestRows) return false;
  const names = objectiveNames(list[0]);
  return list.every(
    (row) =>
      isObject(row) &&
      typeof row["example"] === "number" &&
      typeof row["callIndex"] === "number" &&
      typeof row["score"] === "number" &&
      Object.keys(row).every((field) => rowFields.has(field)) &&
      objectiveNames(row) === names,
  );
}

/** One text for rows that name the same objectives in the same order. */
function objectiveNames(row: unknown): string {
  return isObject(row) && isObject(row["objectives"]) ? JSON.stringify(Object.keys(row["objectives"])) : "";
}

function columnsOf(rows: readonly ScoredRow[]): PackedRows {
  const names = Object.keys(rows[0]!.objectives ?? {});
  return {
    packed: "rows",
    examples: counted(rows.map((row) => row.example)),
    calls: counted(rows.map((row) => row.callIndex)),
    scores: rows.map((row) => row.score),
    ...(rows[0]!.objectives === undefined
      ? {}
      : {
          objectives: Object.fromEntries(
            names.map((name) => [name, rows.map((row) => row.objectives![name]!)]),
          ),
        }),
    ...(rows.every((row) => row.from === undefined) ? {} : { from: rows.map((row) => row.from ?? null) }),
  };
}

function rowsOf({ examples, calls, scores, objectives, from }: PackedRows): ScoredRow[] {
  return scores.map((score, i): ScoredRow => {
    const origin = from?.[i] ?? null;
    return {
      example: countedAt(examples, i),
      callIndex: countedAt(calls, i),
      score,
      ...(objectives === undefined ? {} : { objectives: objectivesAt(objectives, i) }),
      ...(origin === null ? {} : { from: origin }),
    };
  });
}

function objectivesAt(columns: Readonly<Record<string, readonly number[]>>, row: number): ObjectiveScores {
  return Object.fromEntries(Object.entries(columns).map(([name, scores]) => [name, scores[row]!]));
}

function counted(numbers: readonly number[]): number | readonly number[] {
  const first = numbers[0]!;
  return numbers.every((one, i) => one === first + i) ? first : numbers;
}

function countedAt(numbers: number | readonly number[], i: number): number {
  return typeof numbers === "number" ? numbers + i : numbers[i]!;
}
