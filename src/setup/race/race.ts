import type { EngineSpec } from "../../engine/index.ts";
import { type OptimizerName, optimizerTitle, seeksDemos } from "../../rivals/optimizers.ts";
import type { RunRequest } from "../../storage/library/runs.ts";
import { withDemos } from "../../tasks/programs/with-demos.ts";
import { ROUTING_BUDGET, routingRun } from "./routing-run.ts";

/** What every entrant of a race may spend, and how it is counted and won where that is not as `raceRun` has it. */
interface RaceTerms {
  readonly requests: number;
  readonly reflectionCalls: number;
  /** Answers asked for before are read again without being counted. */
  readonly isReuseFree?: boolean;
  /** The winner may be another than the one with the highest score. */
  readonly isWinnerByOtherRule?: boolean;
}

/**
 * The rules every entrant runs under, enforced by `raceRun`: same task, rows, Student and budget in requests of each kind;
 * bootstrapping and proposals count like any other request.
 */
export function raceRulesFor(terms: RaceTerms): readonly string[] {
  const { requests, reflectionCalls } = terms;
  return [
    "Same rows, same divisions, same Student, same seed prompt.",
    `Same budget: ${requests} Student requests and ${reflectionCalls} Reflection requests; bootstrapping and proposals count.`,
    terms.isReuseFree === true
      ? "An answer asked for before may be used again for free by any of them."
      : "No answer is reused for free: GEPA pays for its parents' answers again, as the others do.",
    "Coach and blind searchers draw from the same published list of edits; only what they are told differs.",
    terms.isWinnerByOtherRule === true
      ? "The winner is chosen on the judging rows by the rule each run was started with; it is then tested once on sealed rows."
      : "The winner is the highest score on the judging rows; it is then tested once on sealed rows.",
  ];
}

/** What is true of every race that is started now. */
export function rulesOfNewRace(budget: Pick<RaceTerms, "requests" | "reflectionCalls">): readonly string[] {
  return raceRulesFor({ ...budget, isReuseFree: true, isWinnerByOtherRule: true });
}

interface RaceChoice {
  readonly raceId: string;
  readonly policySeed: number;
  readonly seed: number;
  readonly optimizer: OptimizerName;
  /** Student requests each may send; what the page's own runs have where absent. */
  readonly requests?: number | undefined;
  /** Sealed rows; those of the page's own runs, or the first of them. */
  readonly testRows?: number;
}

/** What a class can watch to its end: less to spend, and a test of fewer rows. */
export const raceInAMinute = {
  requests: 300,
  reflectionCalls: ROUTING_BUDGET.reflectionCalls,
  testRows: 80,
} as const;

/** Races of other budgets are other races: each keeps its runs. */
export function raceIdOf(kind: string, policySeed: number, requests?: number): string {
  const usual = requests === undefined || requests === ROUTING_BUDGET.requests;
  return `${kind}-${policySeed}${usual ? "" : `-${requests}`}`;
}

export function raceRunId({ raceId, policySeed, seed, optimizer }: RaceChoice): string {
  return `${raceId}-${optimizer}-${policySeed}-${seed}`;
}

/** One entrant's run under the rules. */
export async function raceRun(choice: RaceChoice): Promise<RunRequest> {
  const { policySeed, seed, optimizer, raceId, testRows } = choice;
  const name = optimizerTitle(optimizer);
  const base = await routingRun({ id: raceRunId(choice), policySeed, seed, name, testRows });
  const task = seeksDemos(optimizer) ? withDemos(base.task) : base.task;
  const engine: EngineSpec = {
    ...base.engine,
    seedCandidates: [task.seedCandidate],
    cache: false,
    budget: { ...base.engine.budget, requests: choice.requests ?? ROUTING_BUDGET.requests },
  };
  return { ...base, task, engine, optimizer, queue: raceId, heat: seed };
}

/** Every optimizer with every seed: those of a seed at the same time, seed by seed, so that a race stopped early is still equal. */
export function raceRuns(
  optimizers: readonly OptimizerName[],
  policySeed: number,
  seeds: number,
  requests: number,
): Promise<readonly RunRequest[]> {
  const raceId = raceIdOf("race", policySeed, requests);
  const choices = Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) =>
    optimizers.map((optimizer) => ({ raceId, policySeed, seed, optimizer, requests })),
  );
  return Promise.all(choices.map(raceRun));
}
