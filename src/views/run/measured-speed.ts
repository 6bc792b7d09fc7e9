/** What a speed is measured from: when an event was stored and the requests spent by then. */
export interface SpentAt {
  /** ms since 1970. */
  readonly at: number;
  readonly calls: number;
  /** It ends a reflection, which may take minutes. */
  readonly isReflection?: true;
}

/** A longer silence is a pause, a closed tab or a person thinking: it says nothing about speed. */
const longestGapMs = 60_000;
/** A large model on a small machine reads and writes this long. */
const longestReflectionMs = 10 * 60_000;
/** The newest calls count, so that the speed follows a Student that got slower. */
const recentCalls = 150;

/** Requests per second over the recent past; undefined while too little was measured. */
export function measuredSpeed(trail: readonly SpentAt[]): number | undefined {
  let calls = 0;
  let elapsedMs = 0;
  for (let index = trail.length - 1; index > 0; index--) {
    const here = trail[index];
    const before = trail[index - 1];
    if (here === undefined || before === undefined) break;
    const gap = here.at - before.at;
    if (gap < 0 || gap > (here.isReflection === true ? longestReflectionMs : longestGapMs)) continue;
    calls += here.calls - before.calls;
    elapsedMs += gap;
    if (calls >= recentCalls) break;
  }
  return calls >= 3 && elapsedMs > 0 ? (calls / elapsedMs) * 1000 : undefined;
}

/** Seconds until the budget is spent at this speed; undefined without either. */
export function secondsLeft(
  budget: number | null,
  spent: number,
  speed: number | undefined,
): number | undefined {
  if (budget === null || speed === undefined || speed <= 0) return undefined;
  return Math.max(0, budget - spent) / speed;
}
