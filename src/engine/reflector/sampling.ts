import type { ReflectionSampling } from "../vocabulary.ts";

/** Small models leave half of what is asked out at 0.7 and nothing at 0 (measured: bench/reflection). */
const temperatures = [0, 0.6];
const last = 1;

/** The first answer is the likeliest one, later ones are led elsewhere. */
export function samplingOf(seed: number, callIndex: number, attempt: number): ReflectionSampling {
  return { temperature: temperatures[attempt] ?? last, seed: samplingSeed(seed, callIndex) };
}

/** From the call's place in the run: no two calls are sampled alike, and a resumed run samples as the first did. */
export function samplingSeed(seed: number, callIndex: number): number {
  return (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(callIndex + 1, 0x85ebca6b)) >>> 1;
}
