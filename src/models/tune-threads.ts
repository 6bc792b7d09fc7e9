import type { ModelFailure } from "./language-model.ts";
import type { SpeedReport } from "./speed-test.ts";

/** How many threads a model should get on this machine, and why. */
export interface ThreadAdvice {
  readonly kind: "advised";
  readonly threads: number;
  /** What was measured, in the order it was. */
  readonly tried: readonly { readonly threads: number; readonly cachedCallMs: number }[];
  readonly message: string;
}

/** More threads than free cores are far slower than one, so they must earn their place. */
const worthwhileGain = 1.2;

/** 1, 2, 4, … up to half the machine's threads, which is what it has in cores. */
export function threadCounts(hardwareThreads: number): readonly number[] {
  const counts: number[] = [];
  for (let threads = 1; threads === 1 || threads <= hardwareThreads / 2; threads *= 2) counts.push(threads);
  return counts;
}

/** Measures with more and more threads as long as each step is clearly faster than the last. */
export async function tuneThreads(
  hardwareThreads: number,
  isolated: boolean,
  measure: (threads: number) => Promise<SpeedReport | ModelFailure>,
): Promise<ThreadAdvice | ModelFailure> {
  if (!isolated)
    return {
      kind: "advised",
      threads: 1,
      tried: [],
      message:
        "One thread: this page is not isolated from others, and only then does a browser give it more.",
    };
  const tried: { threads: number; cachedCallMs: number }[] = [];
  for (const threads of threadCounts(hardwareThreads)) {
    const speed = await measure(threads);
    if (speed.kind === "failed") return speed;
    tried.push({ threads, cachedCallMs: speed.cachedCallMs });
    const before = tried.at(-2);
    if (before !== undefined && speed.cachedCallMs * worthwhileGain > before.cachedCallMs) break;
  }
  const best = tried.reduce((a, b) => (b.cachedCallMs * worthwhileGain <= a.cachedCallMs ? b : a));
  const [first] = tried;
  const gain = first === undefined ? 1 : first.cachedCallMs / best.cachedCallMs;
  const message =
    best.threads === 1
      ? "One thread: more were not clearly faster on this machine."
      : `${best.threads} threads: ${gain.toFixed(1)} times as fast as one on this machine.`;
  return { kind: "advised", threads: best.threads, tried, message };
}
