import type { ModelFailure } from "./language-model.ts";
import type { SpeedReport } from "./speed-test.ts";

/** How many threads a model should get on this machine, and why. */
export interface ThreadAdvice {
  readonly kind: "advised";
  readonly threads: number;
  /** How fast the model is with that many. */
  readonly speed: SpeedReport;
  /** What was measured, in the order it was. */
  readonly tried: readonly { readonly threads: number; readonly cachedCallMs: number }[];
  readonly message: string;
}

/** More threads than free cores are far slower than one, so they must earn their place. */
const worthwhileGain = 1.2;

/** 1, 2, 4, … up to half the machine's threads, which is what it has in cores; two threads may well be two cores. */
export function threadCounts(hardwareThreads: number): readonly number[] {
  const counts: number[] = [];
  const most = hardwareThreads === 2 ? 2 : Math.max(1, hardwareThreads / 2);
  for (let threads = 1; threads <= most; threads *= 2) counts.push(threads);
  return counts;
}

/** Measures with more and more threads as long as each step is clearly faster than the last. */
export async function tuneThreads(
  hardwareThreads: number,
  isolated: boolean,
  measure: (threads: number) => Promise<SpeedReport | ModelFailure>,
): Promise<ThreadAdvice | ModelFailure> {
  const measured: { threads: number; speed: SpeedReport }[] = [];
  for (const threads of isolated ? threadCounts(hardwareThreads) : [1]) {
    const speed = await measure(threads);
    if (speed.kind === "failed") return speed;
    const before = measured.at(-1);
    measured.push({ threads, speed });
    if (before !== undefined && !isClearlyFaster(speed, before.speed)) break;
  }
  const best = measured.reduce((a, b) => (isClearlyFaster(b.speed, a.speed) ? b : a));
  const gain = (measured[0]?.speed.cachedCallMs ?? Number.NaN) / best.speed.cachedCallMs;
  return {
    kind: "advised",
    ...best,
    tried: measured.map(({ threads, speed }) => ({ threads, cachedCallMs: speed.cachedCallMs })),
    message: sentence(best.threads, measured.length, isolated, gain),
  };
}

export function isClearlyFaster(speed: SpeedReport, than: SpeedReport): boolean {
  return speed.cachedCallMs * worthwhileGain <= than.cachedCallMs;
}

function sentence(threads: number, tried: number, isolated: boolean, gain: number): string {
  if (threads > 1) return `${threads} threads: ${gain.toFixed(1)} times as fast as one on this machine.`;
  if (!isolated)
    return "One thread: this page is not isolated from others, and only then does a browser give it more.";
  return tried > 1
    ? "One thread: more were not clearly faster on this machine."
    : "One thread: this machine has too few cores for more.";
}
