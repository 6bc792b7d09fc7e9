import { type Phase, phases } from "./kill-plan.ts";

/** What one kill did. */
export interface KillOutcome {
  readonly phase: Phase;
  readonly kind: string;
  /** Calls that were in flight, to be asked again. */
  readonly inFlight: number;
  /** Answers on disk at the kill that were gone or different afterwards. */
  readonly lost: number;
  /** Answers on disk at the kill that were asked for again. */
  readonly askedTwice: number;
}

/** What became of one run. */
export interface KilledRun {
  readonly kills: readonly KillOutcome[];
  readonly isFinished: boolean;
  /** The journal equals that of the same run left alone; absent where that is not to be had. */
  readonly isSameJournal?: boolean;
  /** What the run itself says: calls that may have been paid twice. */
  readonly possiblyPaidTwice: number;
}

/** Lines for the terminal: kills survived, answers lost, answers asked twice, by phase. */
export function printReport(runs: readonly KilledRun[]): string[] {
  const all = runs.flatMap((run) => run.kills.map((kill) => ({ ...kill, isSurvived: run.isFinished })));
  const sum = (kills: typeof all, pick: "lost" | "askedTwice" | "inFlight") =>
    kills.reduce((total, kill) => total + kill[pick], 0);
  const line = (name: string, kills: typeof all) =>
    `${name.padEnd(36)} ${String(kills.length).padStart(5)} ${String(kills.filter((kill) => kill.isSurvived).length).padStart(9)} ${String(sum(kills, "lost")).padStart(12)} ${String(sum(kills, "askedTwice")).padStart(18)} ${String(sum(kills, "inFlight")).padStart(16)}`;
  const compared = runs.filter((run) => run.isSameJournal !== undefined);
  const same = compared.filter((run) => run.isSameJournal === true).length;
  return [
    `${"phase".padEnd(36)} kills  survived answers lost answers asked twice calls in flight`,
    ...phases.map((phase) =>
      line(
        phase,
        all.filter((kill) => kill.phase === phase),
      ),
    ),
    line("all", all),
    `${runs.length} runs, ${runs.filter((run) => run.isFinished).length} finished, ${same} of ${compared.length} with the journal of the same run left alone`,
  ];
}
