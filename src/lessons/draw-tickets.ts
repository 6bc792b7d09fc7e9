import { createSeededRandom } from "../shared/seeded-random.ts";

/** How often each candidate comes when so many tickets are drawn, each put back. */
export function drawTickets(
  tickets: ReadonlyMap<number, number>,
  draws: number,
  seed: number,
): ReadonlyMap<number, number> {
  const random = createSeededRandom(seed, "tickets");
  const all = [...tickets].flatMap(([candidate, count]) => Array.from({ length: count }, () => candidate));
  const counts = new Map<number, number>();
  for (let turn = 0; turn < draws; turn++) {
    const drawn = random.pick(all);
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  return counts;
}
