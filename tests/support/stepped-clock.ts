import type { Clock } from "../../src/models/wrappers/clock.ts";

/** A clock that moves only when somebody sleeps. */
export function makeSteppedClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    now: () => now,
    async sleep(ms) {
      slept.push(ms);
      now += ms;
    },
    random: () => 0.5,
  };
}
