import type { RandomDraw } from "../ports.ts";
import { createMersenneTwister } from "./mersenne-twister.ts";

/** Python's `random.Random(seed)`: same words, same order of draws, for the calls the search makes. */
export interface Random {
  random(): number;
  /** k at most 32 bits, as a number. */
  getRandomBits(k: number): number;
  below(n: number): number;
  randomInteger(low: number, high: number): number;
  choice(from: readonly number[]): number;
  /** A shuffled copy. */
  shuffle(items: readonly number[]): number[];
  sample(from: readonly number[], k: number): number[];
  /** With replacement; null weights draw uniformly. A total of 0 or less throws, as in Python. */
  choices(from: readonly number[], weights: readonly number[] | null, k: number): number[];
  /** 32-bit words drawn since the seed: with it the generator is recreated by drawing. */
  wordsDrawn(): number;
}

export function createRandom(
  seed: number | bigint,
  wordsToSkip = 0,
  onDraw: (draw: RandomDraw) => void = () => {},
): Random {
  const twister = createMersenneTwister(seed);
  let drawn = 0;
  const word = (): number => {
    drawn += 1;
    return twister.nextWord();
  };
  while (drawn < wordsToSkip) word();
  const getRandomBits = (k: number): number => (k === 0 ? 0 : word() >>> (32 - k));
  const fraction = (): number => ((word() >>> 5) * 0x4000000 + (word() >>> 6)) / 0x20000000000000;
  const below = (n: number): number => drawBelow(n, getRandomBits);
  return {
    getRandomBits,
    below,
    wordsDrawn: () => drawn,
    random() {
      const result = fraction();
      onDraw({ method: "random", result });
      return result;
    },
    randomInteger(low, high) {
      const result = low + below(high - low + 1);
      onDraw({ method: "randint", low, high, result });
      return result;
    },
    choice(from) {
      const result = from[below(from.length)]!;
      onDraw({ method: "choice", from, result });
      return result;
    },
    shuffle(items) {
      const result = shuffled(items, below);
      onDraw({ method: "shuffle", result });
      return result;
    },
    sample(from, k) {
      const result = sampled(from, k, below);
      onDraw({ method: "sample", from, k, result });
      return result;
    },
    choices(from, weights, k) {
      const result = weights === null ? uniform(from, k, fraction) : weighted(from, weights, k, fraction);
      onDraw({ method: "choices", from, weights, k, result });
      if (result === null) throw new ZeroWeights();
      return result;
    },
  };
}

/** Rejection sampling on the bits of n: n = 1 still draws single bits until a 0. */
function drawBelow(n: number, bits: (k: number) => number): number {
  if (n <= 0) throw new Error(`cannot draw below ${n}`);
  const k = 32 - Math.clz32(n);
  let drawn = bits(k);
  while (drawn >= n) drawn = bits(k);
  return drawn;
}

function shuffled(items: readonly number[], below: (n: number) => number): number[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = below(i + 1);
    const kept = result[i]!;
    result[i] = result[j]!;
    result[j] = kept;
  }
  return result;
}

/** CPython takes from a shrinking pool when that is small beside a set of k, else redraws what it has. */
function sampled(from: readonly number[], k: number, below: (n: number) => number): number[] {
  const n = from.length;
  if (k > n || k < 0) throw new Error(`cannot sample ${k} of ${n}`);
  const setSize = 21 + (k > 5 ? 4 ** Math.ceil(Math.log(k * 3) / Math.log(4)) : 0);
  const result: number[] = [];
  if (n <= setSize) {
    const pool = [...from];
    for (let i = 0; i < k; i++) {
      const j = below(n - i);
      result.push(pool[j]!);
      pool[j] = pool[n - i - 1]!;
    }
    return result;
  }
  const taken = new Set<number>();
  while (result.length < k) {
    const j = below(n);
    if (taken.has(j)) continue;
    taken.add(j);
    result.push(from[j]!);
  }
  return result;
}

function uniform(from: readonly number[], k: number, fraction: () => number): number[] {
  return Array.from({ length: k }, () => from[Math.floor(fraction() * from.length)]!);
}

function weighted(
  from: readonly number[],
  weights: readonly number[],
  k: number,
  fraction: () => number,
): number[] | null {
  const cumulative: number[] = [];
  for (const weight of weights) cumulative.push((cumulative.at(-1) ?? 0) + weight);
  const total = cumulative.at(-1) ?? 0;
  if (!(total > 0)) return null;
  return Array.from({ length: k }, () => {
    const target = fraction() * total;
    const place = cumulative.slice(0, -1).findIndex((sum) => target < sum);
    return from[place === -1 ? from.length - 1 : place]!;
  });
}

/** Python's own words, so that the reference preset can report the same error. */
export class ZeroWeights extends Error {
  constructor() {
    super("Total of weights must be greater than zero");
    this.name = "ValueError";
  }
}
