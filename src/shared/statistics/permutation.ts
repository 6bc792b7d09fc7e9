import { createSeededRandom } from "../seeded-random.ts";
import { sum } from "./mean.ts";

/** With this many differing rows or fewer every flip of signs is tried, so the test is exact. */
const exactUpTo = 16;
const draws = 10_000;

interface PermutationTest {
  readonly p: number;
  readonly exact: boolean;
}

/**
 * Two-sided sign-flip permutation test on paired differences: how often would a mean this far from 0 come about if
 * either side of every pair could as well have been the better one?
 */
export function signFlipTest(differences: readonly number[], seed = 1): PermutationTest {
  const moved = differences.filter((one) => one !== 0);
  const observed = Math.abs(sum(moved));
  // Sums of decimals differ in their last bits with the order they are added in.
  const reached = observed - 1e-9 * Math.max(1, observed);
  if (moved.length === 0) return { p: 1, exact: true };
  if (moved.length <= exactUpTo) {
    const all = 2 ** moved.length;
    let asFar = 0;
    for (let mask = 0; mask < all; mask++) {
      let sum = 0;
      moved.forEach((one, bit) => (sum += (mask >> bit) & 1 ? -one : one));
      if (Math.abs(sum) >= reached) asFar += 1;
    }
    return { p: asFar / all, exact: true };
  }
  const random = createSeededRandom(seed, "sign flips");
  let asFar = 1;
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (const one of moved) sum += random.below(2) === 0 ? one : -one;
    if (Math.abs(sum) >= reached) asFar += 1;
  }
  return { p: asFar / (draws + 1), exact: false };
}
