import { generatedRows } from "./generated-rows.ts";
import type { GeneratedSource } from "./task-spec.ts";

interface FreshRows {
  /** The source grown far enough that it writes the fresh rows too. */
  readonly source: GeneratedSource;
  readonly ids: readonly string[];
}

/** How far beyond what was asked a generator is followed before its rows are said to be used up. */
const patience = 8;

/**
 * Rows of a generated task nobody has seen: the generator goes on writing, under the same hidden rules, where the sealed
 * test ended, and rows in `seen` are passed over. Fewer than `count`, or none, where the generator has no more.
 */
export function drawFreshRows(source: GeneratedSource, seen: ReadonlySet<string>, count: number): FreshRows {
  let best: FreshRows = { source, ids: [] };
  for (let more = count; more <= count * patience; more *= 2) {
    const grown = { ...source, sizes: { ...source.sizes, test: source.sizes.test + more } };
    const ids = freshIds(grown, seen, count);
    if (ids === undefined) return best;
    best = { source: grown, ids };
    if (ids.length >= count) return best;
  }
  return best;
}

/** Undefined where the generator says that it has not that many different rows. */
function freshIds(
  source: GeneratedSource,
  seen: ReadonlySet<string>,
  count: number,
): readonly string[] | undefined {
  try {
    return generatedRows(source)
      .test.map(({ id }) => id)
      .filter((id) => !seen.has(id))
      .slice(0, count);
  } catch {
    return undefined;
  }
}
