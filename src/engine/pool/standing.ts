import { estimateTokens } from "../../shared/estimate-tokens.ts";
import type { WinnerRule } from "../options/spec.ts";
import { nobody } from "../state/standing.ts";
import { progressOf } from "../state/state.ts";
import type { CandidateEntry, RunState, Standing } from "../state/state.ts";

/** Sums of decimals differ in their last bits with the order they are added in. */
const slack = 1e-12;
/** After so many verifications with rows unanswered a candidate no longer leads. */
const mostFailedVerifications = 3;

interface Standings {
  readonly best: Standing;
  readonly leader: Standing;
}

const noStandings: Standings = { best: nobody, leader: nobody };

/** Who leads once `entry` counts too. It must be newer than the others. */
export function withEntry(
  { best, leader }: Standings,
  entry: CandidateEntry,
  candidates: readonly CandidateEntry[],
  rule: WinnerRule,
): Standings {
  const standing = { index: entry.index, mean: entry.mean };
  const isBest =
    (entry.provenAfter !== null || best.index === -1) &&
    (rule.kind === "newest-best" ? isNewBest(best, entry, candidates) : entry.mean > best.mean);
  return {
    best: isBest ? standing : best,
    leader: entry.mean >= leader.mean - slack ? standing : leader,
  };
}

/** Both anew, after scores changed. */
export function standingsOf(state: RunState, candidates: readonly CandidateEntry[]): Standings {
  let standings = noStandings;
  for (const entry of candidates) {
    if (canLead(entry, state)) standings = withEntry(standings, entry, candidates, state.spec.winner);
  }
  return standings;
}

/** Rows that cannot be answered would be asked for ever. */
export function canLead(entry: CandidateEntry, state: RunState): boolean {
  if (entry.provenAfter !== null || entry.index === 0) return true;
  return progressOf(state, entry.index).failedVerifications < mostFailedVerifications;
}

/** Ties go to the newer one; of one iteration, to the shorter. */
function isNewBest(best: Standing, entry: CandidateEntry, candidates: readonly CandidateEntry[]): boolean {
  if (entry.mean > best.mean + slack) return true;
  if (entry.mean < best.mean - slack) return false;
  const other = candidates[best.index]!;
  return other.iteration !== entry.iteration || tokensOf(entry) < tokensOf(other);
}

export function tokensOf({ texts }: CandidateEntry): number {
  return Object.values(texts).reduce((sum, text) => sum + estimateTokens(text), 0);
}
