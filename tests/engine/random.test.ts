import { describe, expect, it } from "vitest";

import { createRandom } from "../../src/engine/random/random.ts";
import type { Random } from "../../src/engine/random/random.ts";
import { copiedSetOrder, intersectionOrder, setOrder } from "../../src/engine/random/set-order.ts";
import { readGolden } from "./golden-vectors.ts";

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

interface SeedVectors {
  readonly seed: string;
  readonly random: number[];
  readonly getrandbits: [number, string][];
  readonly choice: [number, number[]][];
  readonly shuffle: [number, number[], number[]][];
  readonly sample: [number, number, number[], number[]][];
  readonly choices_weighted: [number[], number[]][];
  readonly choices_unweighted: [number, number[]][];
  readonly randrange: [number, number[]][];
  readonly randint: [number, number, number][];
  readonly mixed_stream: [string, ...unknown[]][];
}
const vectors = readGolden<{ seeds: SeedVectors[]; errors: [number[], string][] }>(
  "python_random_vectors.json",
);

describe.each(vectors.seeds)("the generator seeded with $seed", (vector) => {
  const fresh = (): Random => createRandom(BigInt(vector.seed));

  it("draws Python's fractions", () => {
    const random = fresh();
    expect(times(20, () => random.random())).toEqual(vector.random);
  });

  it("draws Python's bits, also beyond one word", () => {
    const random = fresh();
    for (const [k, expected] of vector.getrandbits) {
      let value = 0n;
      for (let shift = 0; shift < k; shift += 32) {
        value |= BigInt(random.getRandomBits(Math.min(32, k - shift))) << BigInt(shift);
      }
      expect(value.toString()).toBe(expected);
    }
  });

  it("chooses, shuffles and samples as Python does", () => {
    for (const [n, expected] of vector.choice) {
      const random = fresh();
      expect(times(15, () => random.choice(range(n)))).toEqual(expected);
    }
    for (const [n, ...expected] of vector.shuffle) {
      const random = fresh();
      expect(times(2, () => random.shuffle(range(n)))).toEqual(expected);
    }
    for (const [n, k, ...expected] of vector.sample) {
      const random = fresh();
      expect(times(2, () => random.sample(range(n), k))).toEqual(expected);
    }
  });

  it("draws with and without weights as Python does", () => {
    for (const [weights, expected] of vector.choices_weighted) {
      const random = fresh();
      expect(times(12, () => random.choices(range(weights.length), weights, 1)[0])).toEqual(expected);
    }
    for (const [n, expected] of vector.choices_unweighted) {
      const random = fresh();
      expect(times(12, () => random.choices(range(n), null, 1)[0])).toEqual(expected);
    }
  });

  it("draws integers as Python does", () => {
    for (const [n, expected] of vector.randrange.filter(([bound]) => bound < 2 ** 31)) {
      const random = fresh();
      expect(times(10, () => random.below(n))).toEqual(expected);
    }
    const random = fresh();
    for (const [low, high, expected] of vector.randint)
      expect(random.randomInteger(low, high)).toBe(expected);
  });

  it("follows a stream of mixed calls, and can be recreated at any point of it by drawing", () => {
    let random = fresh();
    for (const step of vector.mixed_stream) {
      expect([...step.slice(0, -1), mixed(random, step)]).toEqual(step);
      random = createRandom(BigInt(vector.seed), random.wordsDrawn());
    }
  });
});

function mixed(random: Random, [method, a, b]: [string, ...unknown[]]): unknown {
  if (method === "random") return random.random();
  if (method === "randint") return random.randomInteger(a as number, b as number);
  if (method === "choices") return random.choices(range((a as number[]).length), a as number[], 1);
  const items = range(a as number);
  if (method === "shuffle") return random.shuffle(items);
  if (method === "choice") return random.choice(items);
  return random.sample(items, b as number);
}

it.each(vectors.errors)("refuses weights %j as Python does", (weights, expected) => {
  const random = createRandom(0);
  expect(() => random.choices(range(weights.length), weights, 1)).toThrow(
    expected.replace("ValueError: ", ""),
  );
});

interface SetCase {
  readonly insert: number[];
  readonly order: number[];
  readonly copy_order: number[];
  readonly comprehension_odd_order: number[];
  readonly insert_b: number[];
  readonly order_b: number[];
  readonly intersection_order: number[];
}

it("walks sets in CPython's order after adding, copying, filtering and intersecting", () => {
  const { cases } = readGolden<{ cases: SetCase[] }>("python_set_order_vectors.json");
  expect(cases.length).toBeGreaterThan(50);
  for (const one of cases) {
    const walked = setOrder("cpython", one.insert);
    expect(walked).toEqual(one.order);
    expect(copiedSetOrder("cpython", one.insert)).toEqual(one.copy_order);
    expect(
      setOrder(
        "cpython",
        walked.filter((n) => n % 2 === 1),
      ),
    ).toEqual(one.comprehension_odd_order);
    expect(setOrder("cpython", one.insert_b)).toEqual(one.order_b);
    expect(intersectionOrder("cpython", one.insert, one.insert_b)).toEqual(one.intersection_order);
  }
});
