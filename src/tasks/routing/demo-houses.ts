/**
 * Seeds of house policies a visitor meets first. They are drawn like any others; of four million looked through these
 * were kept because most of their rules are what anybody would guess, and one or two are not: what a demo shows should be
 * the search, not riddles (`tests/tasks/demo-houses.test.ts` says of each word which labels are no surprise).
 */
export const demoHouses = [
  2_181_992, 1_960_660, 3_774_327, 2_254_689, 1_160_660, 2_120_813, 2_367_253, 3_144_149, 231_657, 159_399,
] as const;

/** The house after this one: the next of the list, and after one of nobody's list the next number. */
export function houseAfter(policySeed: number): number {
  const at = (demoHouses as readonly number[]).indexOf(policySeed);
  return at < 0 ? policySeed + 1 : (demoHouses[(at + 1) % demoHouses.length] ?? demoHouses[0]);
}
