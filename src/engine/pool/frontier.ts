import { append, emptyList } from "../../shared/append-only.ts";
import type { AppendList } from "../../shared/append-only.ts";
import type { FrontierKind } from "../options/spec.ts";
import type { ScoredRow } from "../vocabulary.ts";
import type { ObjectiveScores } from "../vocabulary.ts";

/**
 * Who is best on what. Instance and objective fronts are kept for every frontier kind, as in the reference, the
 * cartesian one only when asked for. Fronts are in order of first appearance. Adding a candidate touches the
 * keys it was scored on and nothing else.
 */
export interface Frontier {
  readonly instance: FrontTable;
  readonly objective: FrontTable;
  readonly cartesian: FrontTable;
}

export interface FrontTable {
  readonly fronts: readonly Front[];
  readonly places: Readonly<Record<string, number>>;
}

export interface Front {
  readonly key: FrontKey;
  readonly best: number;
  /** Candidates that reach `best`, in the order they got there. */
  readonly members: AppendList<number>;
}

export type FrontKey =
  | { readonly kind: "instance"; readonly example: number }
  | { readonly kind: "objective"; readonly objective: string }
  | { readonly kind: "cartesian"; readonly example: number; readonly objective: string };

const emptyTable: FrontTable = { fronts: [], places: {} };

export const emptyFrontier: Frontier = { instance: emptyTable, objective: emptyTable, cartesian: emptyTable };

/** A key in one line, unique among all kinds. */
export function frontKeyText(key: FrontKey): string {
  if (key.kind === "instance") return `i${key.example}`;
  if (key.kind === "objective") return `o${key.objective}`;
  return `c${key.example} ${key.objective}`;
}

/** The fronts of the configured kind, in the reference's mapping order. */
export function frontsOf(frontier: Frontier, kind: FrontierKind): readonly Front[] {
  if (kind === "instance") return frontier.instance.fronts;
  if (kind === "objective") return frontier.objective.fronts;
  if (kind === "cartesian") return frontier.cartesian.fronts;
  return [...frontier.instance.fronts, ...frontier.objective.fronts];
}

export function addToFrontier(
  frontier: Frontier,
  kind: FrontierKind,
  candidate: number,
  rows: readonly ScoredRow[],
  objectiveMeans: ObjectiveScores,
): Frontier {
  const instance = rows.map((row): Claim => [{ kind: "instance", example: row.example }, row.score]);
  const objective = Object.entries(objectiveMeans).map(([name, mean]): Claim => [
    { kind: "objective", objective: name },
    mean,
  ]);
  const cartesian =
    kind === "cartesian"
      ? rows.flatMap((row) =>
          Object.entries(row.objectives ?? {}).map(([name, score]): Claim => [
            { kind: "cartesian", example: row.example, objective: name },
            score,
          ]),
        )
      : [];
  return {
    instance: claim(frontier.instance, candidate, instance),
    objective: claim(frontier.objective, candidate, objective),
    cartesian: claim(frontier.cartesian, candidate, cartesian),
  };
}

type Claim = readonly [FrontKey, number];

function claim(table: FrontTable, candidate: number, claims: readonly Claim[]): FrontTable {
  if (claims.length === 0) return table;
  const fronts = [...table.fronts];
  let places = table.places;
  for (const [key, score] of claims) {
    const text = frontKeyText(key);
    const place = places[text];
    if (place === undefined) {
      if (places === table.places) places = { ...places };
      (places as Record<string, number>)[text] = fronts.length;
      fronts.push({ key, best: score, members: append(emptyList<number>(), candidate) });
      continue;
    }
    const front = fronts[place]!;
    if (score > front.best)
      fronts[place] = { key, best: score, members: append(emptyList<number>(), candidate) };
    else if (score === front.best) fronts[place] = { ...front, members: append(front.members, candidate) };
  }
  return { fronts, places };
}
