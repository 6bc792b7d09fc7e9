import { toArray } from "../../shared/append-only.ts";
import { createSeededRandom } from "../../shared/seeded-random.ts";
import { rowsUnderNoise } from "../budget/noise.ts";
import { rolloutBudget } from "../budget/requests.ts";
import type { FinalBegun, Finalist } from "../journal/events.ts";
import { openPositions, positionsToProve } from "../pool/open-rows.ts";
import { canLead } from "../pool/standing.ts";
import { eachFeedbackRollout } from "../state/apply-rows.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";

/** At most this share of the calls is kept for the final. */
const mostOfBudget = 0.25;

/**
 * Who would compete if the search ended now, and on what: as many of the leading candidates as the spec wants and the
 * calls allow, then as many fresh rows as fit, in an order of their own. Null: nobody but the seed.
 */
export function finalOf(state: RunState, callsLeft: number): Omit<FinalBegun, "type"> | null {
  const field = fieldOf(state, callsLeft);
  if (field === null) return null;
  const fresh = createSeededRandom(state.spec.seed, "final").shuffled(freshRows(state, field.finalists));
  return { finalists: field.finalists, fresh: fresh.slice(0, field.mostFresh) };
}

/** Calls a final would take if the search ended now. */
export function finalNeeds(state: RunState, callsLeft: number): number {
  const field = fieldOf(state, callsLeft);
  if (field === null) return 0;
  const { finalists, seed, mostFresh } = field;
  const fresh = mostFresh === 0 ? 0 : Math.min(mostFresh, freshRows(state, finalists).length);
  return seed + rowsOf(finalists) + fresh * (finalists.length + 1);
}

interface Field {
  readonly finalists: readonly Finalist[];
  /** Rows the seed is still to be asked. */
  readonly seed: number;
  /** Fresh rows that fit at most: every finalist and the seed are asked each. */
  readonly mostFresh: number;
}

function fieldOf(state: RunState, callsLeft: number): Field | null {
  const { final, splits } = state.spec;
  if (final === null) return null;
  const seed = openPositions(state, state.candidates[0]!).length;
  const most = Math.floor(rolloutBudget(state.budget) * mostOfBudget);
  const allowed = Math.max(0, Math.min(callsLeft, Math.max(most, seed)) - seed);
  const finalists: Finalist[] = [];
  for (const entry of leading(state, final.candidates)) {
    const examples = rowsToAsk(state, entry);
    if (finalists.length > 0 && examples.length > allowed - rowsOf(finalists)) break;
    if (examples.length > callsLeft - seed) break;
    finalists.push({ candidate: entry.index, examples });
  }
  if (finalists.length === 0) return null;
  const spare = Math.max(0, Math.floor((allowed - rowsOf(finalists)) / (finalists.length + 1)));
  return { finalists, seed, mostFresh: Math.min(spare, splits.pareto) };
}

function rowsOf(finalists: readonly Finalist[]): number {
  return finalists.reduce((sum, { examples }) => sum + examples.length, 0);
}

/** The highest means, inherited scores included, ties to the newest; never the seed. */
function leading(state: RunState, count: number): CandidateEntry[] {
  const found: CandidateEntry[] = [];
  for (let i = state.candidates.length - 1; i > 0; i--) {
    const entry = state.candidates[i]!;
    if (found.length === count && entry.mean <= found.at(-1)!.mean + 1e-12) continue;
    if (!canLead(entry, state)) continue;
    const place = found.findIndex((other) => other.mean < entry.mean - 1e-12);
    found.splice(place === -1 ? found.length : place, 0, entry);
    found.length = Math.min(found.length, count);
  }
  return found;
}

/** What it inherited; everything anew where the noise asks for more than one look. */
function rowsToAsk(state: RunState, entry: CandidateEntry): readonly number[] {
  const open = openPositions(state, entry);
  const isNoisy = rowsUnderNoise(state, 1) > 1 && !state.spec.reuseParentRollouts && isMeasured(state);
  return isNoisy ? [...entry.scores.map((row) => row.example), ...open] : positionsToProve(state, entry);
}

function isMeasured({ noise }: RunState): boolean {
  return noise.squares > 0;
}

/** Feedback rows nobody in a finalist's line was ever asked, or shows. */
function freshRows(state: RunState, finalists: readonly Finalist[]): readonly number[] {
  const { splits } = state.spec;
  if (splits.paretoIsFeedback) return [];
  const met = new Uint8Array(splits.feedback);
  for (const example of Object.keys(state.unanswered)) met[Number(example)] = 1;
  const line = linesOf(state, finalists);
  for (const { candidate, examples = [] } of toArray(state.proposals))
    if (candidate !== null && line.has(candidate)) for (const example of examples) met[example] = 1;
  for (const one of line) {
    eachFeedbackRollout(state, state.candidates[one]!.hash, (example) => {
      met[example] = 1;
    });
  }
  const fresh: number[] = [];
  for (let example = 0; example < met.length; example++) if (met[example] === 0) fresh.push(example);
  return fresh;
}

function linesOf({ candidates }: RunState, finalists: readonly Finalist[]): ReadonlySet<number> {
  const met = new Set(finalists.map(({ candidate }) => candidate));
  // A set that grows is walked to its new end.
  for (const one of met) for (const parent of candidates[one]!.parents) met.add(parent);
  return met;
}
