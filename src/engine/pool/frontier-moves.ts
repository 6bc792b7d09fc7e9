import { append, emptyList, listOf, toArray } from "../../shared/append-only.ts";
import { groupBy } from "../../shared/group-by.ts";
import type { FrontierKind } from "../options/spec.ts";
import type { CandidateEntry } from "../state/state.ts";
import type { ScoredRow } from "../vocabulary.ts";
import { frontKeyText } from "./frontier.ts";
import type { Front, FrontKey, Frontier, FrontTable } from "./frontier.ts";

/**
 * The frontier after scores of candidates that are in it already changed: a score that rose takes or joins a front, one
 * that fell leaves it, and a front that is left empty is taken anew among all. Touches the keys that changed, each once:
 * in a final hundreds of candidates change on a key.
 */
export function moveOnFrontier(
  frontier: Frontier,
  kind: FrontierKind,
  changed: readonly { readonly before: CandidateEntry; readonly after: CandidateEntry }[],
  candidates: readonly CandidateEntry[],
): Frontier {
  const tables = {
    instance: open(frontier.instance),
    objective: open(frontier.objective),
    cartesian: open(frontier.cartesian),
  };
  const moves = changed.flatMap(({ before, after }) =>
    changedKeys(before, after, kind).map((key): Move => ({
      key,
      score: scoreOn(after, key),
      index: after.index,
    })),
  );
  for (const own of groupBy(moves, ({ key }) => frontKeyText(key)).values())
    move(tables[own[0]!.key.kind], own, candidates);
  return tables;
}

interface OpenTable {
  readonly fronts: Front[];
  places: FrontTable["places"];
}

function open({ fronts, places }: FrontTable): OpenTable {
  return { fronts: [...fronts], places };
}

function changedKeys(before: CandidateEntry, after: CandidateEntry, kind: FrontierKind): FrontKey[] {
  const keys: FrontKey[] = [];
  for (const [i, row] of after.scores.entries()) {
    const old = before.scores[i];
    if (old === row) continue;
    const { example } = row;
    if (old?.score !== row.score) keys.push({ kind: "instance", example });
    if (kind !== "cartesian") continue;
    for (const objective of Object.keys(row.objectives ?? {})) keys.push({ kind, example, objective });
  }
  for (const [objective, mean] of Object.entries(after.objectiveMeans)) {
    if (before.objectiveMeans[objective] !== mean) keys.push({ kind: "objective", objective });
  }
  return keys;
}

/** What a candidate scores on a key now. */
interface Move {
  readonly key: FrontKey;
  readonly score: number | undefined;
  readonly index: number;
}

/** All that moved on one key. */
function move(table: OpenTable, moves: readonly Move[], candidates: readonly CandidateEntry[]): void {
  const { key } = moves[0]!;
  const text = frontKeyText(key);
  const place = table.places[text] ?? table.fronts.length;
  if (place === table.fronts.length) table.places = { ...table.places, [text]: place };
  const front = table.fronts[place];
  const best = moves.reduce(
    (most, { score = most }) => Math.max(most, score),
    front?.best ?? Number.NEGATIVE_INFINITY,
  );
  const moved = new Set(moves.map(({ index }) => index));
  const stay = best === front?.best ? toArray(front.members).filter((one) => !moved.has(one)) : [];
  const come = moves.filter(({ score }) => score === best).map(({ index }) => index);
  const members = come.length === 0 ? stay : [...stay, ...come].toSorted((a, b) => a - b);
  table.fronts[place] = members.length > 0 ? { key, best, members: listOf(members) } : taken(key, candidates);
}

function taken(key: FrontKey, candidates: readonly CandidateEntry[]): Front {
  let best = Number.NEGATIVE_INFINITY;
  let members = emptyList<number>();
  for (const one of candidates) {
    const score = scoreOn(one, key);
    if (score === undefined || score < best) continue;
    members = append(score > best ? emptyList<number>() : members, one.index);
    best = score;
  }
  return { key, best, members };
}

function scoreOn({ scores, objectiveMeans }: CandidateEntry, key: FrontKey): number | undefined {
  if (key.kind === "objective") return objectiveMeans[key.objective];
  const row = rowAt(scores, key.example);
  return key.kind === "instance" ? row?.score : row?.objectives?.[key.objective];
}

/** Rows usually stand at their own position. */
function rowAt(rows: readonly ScoredRow[], example: number): ScoredRow | undefined {
  const row = rows[example];
  return row?.example === example ? row : rows.find((one) => one.example === example);
}
