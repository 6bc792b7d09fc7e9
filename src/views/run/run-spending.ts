import { bestCandidate, type RunState } from "../../engine/index.ts";
import type { RunRow } from "../../storage/rows.ts";
import { nowLine } from "../words/now-line.ts";
import { formatCount, formatPercent, plural } from "../words/numbers.ts";
import { beforeSeedWords } from "../words/sentences.ts";
import { limitOf, ofLimit, type SpentUnit, spentNow } from "../words/spent-words.ts";
import { unitOf } from "./unit-of.ts";

/** What a search has spent, in its unit, and on which rows. */
interface RunSpending {
  readonly unit: SpentUnit;
  readonly spent: number;
  /** Of those, on the rows candidates are judged by; the rest went to minibatches. */
  readonly onPareto: number;
  readonly limit: number | null;
  /** Rollouts read from earlier answers instead of being paid for. */
  readonly saved: number;
}

const onParetoRows: ReadonlySet<string> = new Set(["seeding", "validating", "verifying", "final"]);

/** `stepRequests`: sent by the step under way, whose event has not come. A moment of the past has none. */
export function spendingOf(run: RunRow, state: RunState, isLive: boolean, stepRequests: number): RunSpending {
  const underWay = isLive && nowLine(state).rollouts > 0 ? stepRequests : 0;
  const scoring = state.candidates.reduce(
    (sum, { scoredAfter, triedAfter }) => sum + scoredAfter - triedAfter,
    state.spent.verification,
  );
  return {
    unit: unitOf(run),
    spent: Math.max(state.spent.requests + underWay, spentNow(run, state, isLive)),
    onPareto: scoring + (onParetoRows.has(state.phase.at) ? underWay : 0),
    limit: limitOf(state),
    saved: state.spent.reused + state.spent.cached,
  };
}

/** For those who do not see the bar. */
export function spendingWords({ spent, onPareto, limit, unit }: RunSpending): string {
  return `${ofLimit(spent, limit, unit)} spent: ${onPareto} on Pareto rows, ${spent - onPareto} on minibatches`;
}

/** The parts of the bar: on Pareto rows, on minibatches, and a stroke where the search goes on. */
export function spendingParts(
  { spent, onPareto, limit }: RunSpending,
  isSearching: boolean,
): readonly { readonly share: number; readonly tone: "a" | "b" | "c" }[] {
  const whole = Math.max(limit ?? spent, spent, 1);
  return [
    { share: onPareto / whole, tone: "a" },
    { share: (spent - onPareto) / whole, tone: "b" },
    ...(isSearching ? [{ share: 0.006, tone: "c" as const }] : []),
  ];
}

/** "970 Student, 30 Reflection", and how many of a hundred that is of each. */
export function shareWords(
  student: number,
  reflection: number,
): { readonly counts: string; readonly share: string } {
  const all = student + reflection;
  const percent = all === 0 ? 100 : Math.round((student / all) * 100);
  return {
    counts: `${formatCount(student)} Student, ${formatCount(reflection)} Reflection`,
    share: `Of a hundred, ${percent} to the Student and ${100 - percent} to Reflection`,
  };
}

/** "Run 7: 31 % → 92 %". */
export function runFinding(run: RunRow, state: RunState): string {
  const from = state.candidates[0]?.mean;
  if (from === undefined) return `Run ${run.number}: ${beforeSeedWords(run, state)}`;
  if (!Number.isFinite(from))
    return `Run ${run.number}: ${plural(state.candidates.length, "prompt")} without a score`;
  const best = bestCandidate(state);
  if (best !== null && best.index !== 0)
    return `Run ${run.number}: ${formatPercent(from)} → ${formatPercent(best.mean)}`;
  const found = state.status === "stopped" ? "nothing better found" : "nothing better yet";
  return `Run ${run.number}: ${formatPercent(from)}, ${found}`;
}

/** "312 requests spent." */
export const spentSentence = ({ spent, unit }: RunSpending): string => `${plural(spent, unit)} spent.`;

/** Tokens both models read and wrote, as far as they said. */
export function tokensUsed({ summary }: Pick<RunRow, "summary">): number {
  if (summary?.usage === undefined) return 0;
  const { student, reflection } = summary.usage;
  return (
    student.promptTokens + student.completionTokens + reflection.promptTokens + reflection.completionTokens
  );
}
