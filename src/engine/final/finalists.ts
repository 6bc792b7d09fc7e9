import { createSeededRandom } from "../../shared/seeded-random.ts";
import { rowsUnderNoise } from "../budget/noise.ts";
import type { FinalBegun, Finalist } from "../journal/events.ts";
import { canLead } from "../pool/standing.ts";
import { knownRollout } from "../state/apply-rows.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";

/** At most this share of the calls is kept for the final. */
const mostOfBudget = 0.25;

/**
 * Who would compete if the search ended now, and what it would take: as many of the leading candidates as the spec wants
 * and the calls allow, then as many fresh rows as fit. Null: nobody but the seed.
 */
export function finalOf(state: RunState, callsLeft: number): Omit<FinalBegun, "type"> | null {
  const { final } = state.spec;
  if (final === null) return null;
  const allowed = Math.min(
    callsLeft,
    state.budget.metricCalls === null ? Infinity : Math.floor(state.budget.metricCalls * mostOfBudget),
  );
  const finalists: Finalist[] = [];
  let spare = allowed;
  for (const entry of leading(state, final.candidates)) {
    const examples = rowsToAsk(state, entry);
    if (finalists.length > 0 && examples.length > spare) break;
    if (examples.length > callsLeft) break;
    finalists.push({ candidate: entry.index, examples });
    spare -= examples.length;
  }
  if (finalists.length === 0) return null;
  const askers = finalists.length + 1;
  const fresh = freshRows(state, finalists).slice(0, Math.max(0, Math.floor(spare / askers)));
  return { finalists, fresh };
}

export function finalCalls({ finalists, fresh }: Omit<FinalBegun, "type">): number {
  const rows = finalists.reduce((sum, { examples }) => sum + examples.length, 0);
  return rows + fresh.length * (finalists.length + 1);
}

/** The highest means, inherited scores included, ties to the newest; never the seed. */
function leading(state: RunState, count: number): CandidateEntry[] {
  const found: CandidateEntry[] = [];
  for (let i = state.candidates.length - 1; i > 0; i--) {
    const entry = state.candidates[i]!;
    if (found.length === count && entry.mean <= found.at(-1)!.mean + 1e-12) continue;
    if (!canLead(entry, state.progress)) continue;
    const place = found.findIndex((other) => other.mean < entry.mean - 1e-12);
    found.splice(place === -1 ? found.length : place, 0, entry);
    found.length = Math.min(found.length, count);
  }
  return found;
}

/** What it inherited; everything anew where the noise asks for more than one look. */
function rowsToAsk(state: RunState, entry: CandidateEntry): readonly number[] {
  const isNoisy = rowsUnderNoise(state, 1) > 1 && !state.spec.reuseParentRollouts && isMeasured(state);
  const rows = isNoisy ? entry.scores : entry.scores.filter((row) => row.from === "inherited");
  return rows.map((row) => row.example);
}

function isMeasured({ noise }: RunState): boolean {
  return noise.squares > 0;
}

/** Feedback rows nobody in a finalist's line was ever asked, in an order of their own. */
function freshRows(state: RunState, finalists: readonly Finalist[]): readonly number[] {
  const { splits, seed } = state.spec;
  if (splits.paretoIsFeedback) return [];
  const line = linesOf(state, finalists).map((one) => state.candidates[one]!.hash);
  const fresh = Array.from({ length: splits.feedback }, (_, example) => example).filter(
    (example) =>
      state.unanswered[example] === undefined &&
      line.every((hash) => knownRollout(state, "feedback", example, hash) === undefined),
  );
  return createSeededRandom(seed, "final").shuffled(fresh).slice(0, splits.pareto);
}

function linesOf({ candidates }: RunState, finalists: readonly Finalist[]): readonly number[] {
  const met = new Set<number>();
  const visit = (candidate: number): void => {
    if (met.has(candidate)) return;
    met.add(candidate);
    for (const parent of candidates[candidate]!.parents) visit(parent);
  };
  for (const { candidate } of finalists) visit(candidate);
  return [...met];
}
