import { isObject } from "../../src/shared/json.ts";
import type { Json, JsonMap } from "./golden-format.ts";

export interface Mismatch {
  readonly path: readonly (string | number)[];
  readonly expected: Json | undefined;
  readonly got: Json | undefined;
}

/** Fields a brief run leaves out, and empty lists with them. */
const omittedWhenBrief = new Set([
  "rng",
  "events",
  "front_changed",
  "front_updates",
  "rng_start",
  "num_full_val_evals",
  "proposal_accepted",
  "proposed",
  "selected_score",
  "front",
  "val_aggregate_subscores",
  "objective_pareto_front",
  "final_front",
]);

/**
 * Every field of the golden must be one we record, with the same value; and every field we record must be in the
 * golden, unless the golden is brief and that is a field brief runs leave out.
 */
export function compareRun(golden: JsonMap, record: JsonMap): Mismatch[] {
  const { label: _label, brief, ...fields } = golden;
  const isBrief = brief === true;
  const { rng_calls_total, events, ...rest } = record;
  const expectedFields: JsonMap = {
    ...rest,
    ...(isBrief ? { rng_calls_total: rng_calls_total! } : {}),
    ...(fields["events"] === undefined ? {} : { events: events! }),
  };
  const found: Mismatch[] = [];
  compareMaps(fields, expectedFields, [], found, (key, value) => isBrief && mayBeMissing(key, value));
  return found;
}

function mayBeMissing(key: string, value: Json): boolean {
  return omittedWhenBrief.has(key) || (Array.isArray(value) && value.length === 0);
}

type MayBeMissing = (key: string, value: Json) => boolean;

function compare(
  expected: Json,
  got: Json,
  path: readonly (string | number)[],
  found: Mismatch[],
  mayMiss: MayBeMissing,
): void {
  if (Array.isArray(expected) && Array.isArray(got)) {
    if (expected.length !== got.length)
      found.push({ path: [...path, "length"], expected: expected.length, got: got.length });
    for (let i = 0; i < Math.min(expected.length, got.length); i++) {
      compare(expected[i] as Json, got[i] as Json, [...path, i], found, mayMiss);
    }
  } else if (isObject(expected) && isObject(got)) {
    compareMaps(expected, got, path, found, mayMiss);
  } else if (!Object.is(expected, got) && !(expected === 0 && got === 0)) {
    found.push({ path, expected, got });
  }
}

function compareMaps(
  expected: JsonMap,
  got: JsonMap,
  path: readonly (string | number)[],
  found: Mismatch[],
  mayMiss: MayBeMissing,
): void {
  for (const [key, value] of Object.entries(expected)) {
    const ours = got[key];
    if (ours === undefined) found.push({ path: [...path, key], expected: value, got: undefined });
    else compare(value, ours, [...path, key], found, mayMiss);
  }
  for (const [key, value] of Object.entries(got)) {
    if (key in expected || mayMiss(key, value)) continue;
    found.push({ path: [...path, key], expected: undefined, got: value });
  }
}
