import { append, emptyList, listOf, toArray } from "../../shared/append-only.ts";
import type { FrontierKind } from "../options/spec.ts";
import type { CandidateEntry } from "../state/state.ts";
import type { ScoredRow } from "../vocabulary.ts";
import { frontKeyText } from "./frontier.ts";
import type { Front, FrontKey, Frontier, FrontTable } from "./frontier.ts";

/**
 * The frontier after scores of candidates that are in it already changed: a score that rose takes or joins a front, one
 * that fell leaves it, and a front that is left empty is taken anew among all. Touches the keys that changed.
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
  for (const { before, after } of changed) {
    for (const key of changedKeys(before, after, kind)) move(tables[key.kind], key, after, candidates);
  }
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

function move(
  table: OpenTable,
  key: FrontKey,
  entry: CandidateEntry,
  candidates: readonly CandidateEntry[],
): void {
  const { fronts } = table;
  const text = frontKeyText(key);
  const place = table.places[text];
  const score = scoreOn(entry, key);
  if (score === undefined) return;
  if (place === undefined) {
    table.places = { ...table.places, [text]: fronts.length };
    fronts.push({ key, best: score, members: listOf([entry.index]) });
    return;
  }
  const front = fronts[place]!;
  const others = toArray(front.members).filter((one) => one !== entry.index);
  if (score > front.best) fronts[place] = { key, best: score, members: listOf([entry.index]) };
  else if (score === front.best)
    fronts[place] = { ...front, members: listOf([...others, entry.index].toSorted((a, b) => a - b)) };
  else fronts[place] = others.length > 0 ? { ...front, members: listOf(others) } : taken(key, candidates);
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
