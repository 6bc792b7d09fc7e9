import { bestCandidate, foldJournal, type JournalEvent } from "../../src/engine/index.ts";
import { comparePaired } from "../../src/shared/statistics/paired-comparison.ts";
import type { RoleUsage, RunRow } from "../../src/storage/rows.ts";

export interface RoleFigures {
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** One search by real models, as `bench/real.json` lists it. Scores are means over sealed rows, 0 to 1. */
export interface RealRun {
  readonly task: string;
  /** Seed of the search's own draws; rows and their division are the same for all seeds. */
  readonly seed: number;
  readonly student: string;
  readonly reflection: string;
  readonly optimizer: string;
  readonly testRows: number;
  readonly seedScore: number;
  readonly winnerScore: number;
  /** Winner minus seed on the same rows, with its paired 95 % bootstrap interval. */
  readonly gain: number;
  readonly gainLow: number;
  readonly gainHigh: number;
  readonly requests: { readonly student: RoleFigures; readonly reflection: RoleFigures };
  /** Rewrites that gave no prompt to try, of all that were asked for. */
  readonly rewrites: { readonly asked: number; readonly unusable: number };
  readonly wallSeconds: number;
  readonly stopReason: string;
  readonly winningPrompt: Readonly<Record<string, string>>;
  readonly commit: string;
  readonly date: string;
  /** What a search might spend, in words; runs with other settings are other runs. */
  readonly settings: string;
}

function roleFigures(usage: RoleUsage | undefined): RoleFigures {
  return {
    requests: usage?.calls ?? 0,
    promptTokens: usage?.promptTokens ?? 0,
    completionTokens: usage?.completionTokens ?? 0,
  };
}

/** How many rewrites were tried for, and how many of them gave no new text to try: the same, a known one, a broken one. */
function rewritesOf(events: readonly JournalEvent[]): RealRun["rewrites"] {
  const proposals = events
    .flatMap((event) => (event.type === "reflected" ? event.proposals : []))
    .filter(({ examples }) => examples === undefined);
  return {
    asked: proposals.length,
    unusable: proposals.filter(({ dropped }) => dropped !== undefined).length,
  };
}

export type RunLabels = Pick<
  RealRun,
  "task" | "seed" | "student" | "reflection" | "optimizer" | "commit" | "settings"
>;

export function figuresOf(
  labels: RunLabels,
  run: RunRow,
  events: readonly JournalEvent[],
  wallSeconds: number,
): RealRun {
  const state = foldJournal(events);
  const winner = state === null ? null : bestCandidate(state);
  const tested = (index: number) => state?.test.findLast((result) => result.candidate === index);
  const seed = tested(0);
  const best = winner === null ? undefined : tested(winner.index);
  if (state === null || winner === null || seed === undefined || best === undefined)
    throw new Error(`${run.id} ended without its sealed test: ${run.summary?.stopReason ?? "no reason"}`);
  const before = new Map(seed.rows.map((row) => [row.example, row]));
  const pairs = best.rows.flatMap((row) => {
    const other = before.get(row.example);
    return "score" in row && other !== undefined && "score" in other
      ? [{ before: other.score, after: row.score }]
      : [];
  });
  const compared = comparePaired(pairs);
  return {
    ...labels,
    testRows: pairs.length,
    seedScore: compared.before.value,
    winnerScore: compared.after.value,
    gain: compared.gain.value,
    gainLow: compared.gain.low,
    gainHigh: compared.gain.high,
    requests: {
      student: roleFigures(run.summary?.usage?.student),
      reflection: roleFigures(run.summary?.usage?.reflection),
    },
    rewrites: rewritesOf(events),
    wallSeconds: Math.round(wallSeconds),
    stopReason: state.stopReason?.kind ?? "none",
    winningPrompt: winner.texts,
    date: new Date().toISOString().slice(0, 10),
  };
}
