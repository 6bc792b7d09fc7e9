import { expect, test } from "vitest";

import { drawTickets } from "../../src/lessons/draw-tickets.ts";

test("every draw is one of the tickets, and who holds all of them wins every time", () => {
  const counts = drawTickets(
    new Map([
      [3, 2],
      [5, 1],
      [8, 0],
    ]),
    100,
    7,
  );
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(counts.has(8)).toBe(false);
  expect(counts.get(3)).toBeGreaterThan(counts.get(5) ?? 0);
  expect(drawTickets(new Map([[4, 3]]), 10, 1)).toEqual(new Map([[4, 10]]));
});
