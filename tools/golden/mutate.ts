import { isObject } from "../../src/shared/json.ts";
import { compareRun } from "./compare.ts";
import type { GoldenFile, Json, JsonMap } from "./golden-format.ts";
import { printMismatch, replayRuns } from "./replay-file.ts";
import type { ReplayedRun } from "./replay-file.ts";

export interface MutationResult {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

/** One recorded value: where it is, and of which kind (the path without the places in lists). */
interface Leaf {
  readonly replayed: ReplayedRun;
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

/** What a run is told rather than what it did. */
const inputs = new Set(["options", "label", "brief"]);

/**
 * A comparison that overlooks a field proves nothing. So: alter one value of every kind of recorded field, one at a
 * time, and add a field nobody knows; the comparison must report exactly that one.
 */
export async function mutateFile(name: string, file: GoldenFile): Promise<MutationResult> {
  const leaves = new Map<string, Leaf>();
  for (const replayed of await replayRuns(file)) {
    for (const [kind, leaf] of leavesOf(replayed)) if (!leaves.has(kind)) leaves.set(kind, leaf);
  }
  const lines: string[] = [];
  let failed = 0;
  for (const [kind, leaf] of leaves) {
    const found = compareRun(
      withValue(leaf.replayed.golden, leaf.path, altered(leaf.value)),
      leaf.replayed.record,
    );
    const isExact = found.length === 1 && isAt(found[0]!.path, leaf.path);
    if (!isExact) failed += 1;
    const said = found.map((one) => printMismatch(name, { run: leaf.replayed.run, ...one }));
    lines.push(
      isExact ? said[0]! : `NOT FOUND ALONE: ${kind} gave ${found.length} mismatches ${said.join(" | ")}`,
    );
  }
  return { passed: leaves.size - failed, failed, lines };
}

function leavesOf(replayed: ReplayedRun): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const visit = (value: Json, path: readonly (string | number)[], kind: string): void => {
    if (Array.isArray(value) && value.length > 0) {
      value.forEach((item: Json, i) => visit(item, [...path, i], `${kind}[]${eventName(kind, item)}`));
    } else if (isObject(value) && Object.keys(value).length > 0) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key], `${kind}.${key}`);
      leaves.set(`${kind}.(a field nobody knows)`, {
        replayed,
        path: [...path, "nobody_knows_this"],
        value: null,
      });
    } else if (!leaves.has(kind)) {
      leaves.set(kind, { replayed, path, value });
    }
  };
  for (const [key, value] of Object.entries(replayed.golden)) if (!inputs.has(key)) visit(value, [key], key);
  return leaves;
}

/** Events of different names have different fields; draws of different methods too. */
function eventName(kind: string, item: Json): string {
  if (kind === "events" && isObject(item)) return String(item["event"]);
  return kind === "rng" && Array.isArray(item) ? String(item[0]) : "";
}

function altered(value: Json): Json {
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return `${value}~`;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return [0];
  return value === null ? 0 : { altered: true };
}

function withValue(golden: JsonMap, path: readonly (string | number)[], value: Json): JsonMap {
  const copy = structuredClone(golden) as Record<string, Json>;
  let place = copy as unknown as Record<string | number, Json>;
  for (const key of path.slice(0, -1)) place = place[key] as unknown as Record<string | number, Json>;
  place[path.at(-1)!] = value;
  return copy;
}

/** Altering an empty list is reported as its length, altering an empty map as what was put into it. */
function isAt(found: readonly (string | number)[], altered: readonly (string | number)[]): boolean {
  return altered.every((key, i) => found[i] === key) && found.length - altered.length <= 1;
}
