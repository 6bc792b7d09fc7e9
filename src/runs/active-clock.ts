/** Longest step the clock is believed to have taken by work: a machine that slept, or a clock that was set, took more. */
const longestStepMs = 10 * 60_000;

/**
 * Seconds a run has been worked on. The wall clock may jump: backwards it adds nothing, forwards at most one long step,
 * so that a night's sleep of the machine does not use up a run's time limit.
 */
export function makeActiveClock(before: number, now: () => number): () => number {
  let last = now();
  let seconds = before;
  return () => {
    const at = now();
    seconds += Math.min(longestStepMs, Math.max(0, at - last)) / 1000;
    last = at;
    return seconds;
  };
}
