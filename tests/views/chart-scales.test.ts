import { expect, test } from "vitest";

import { candidateLook } from "../../src/views/series/candidate-look.ts";
import { gridGeometry } from "../../src/views/series/grid-geometry.ts";
import type { GridSeries } from "../../src/views/series/grid-series.ts";
import { frontPath, niceMax, scatterScale, shownPoints } from "../../src/views/series/scatter-scale.ts";

const point = (index: number, cost: number, score: number) => ({ look: candidateLook(index), cost, score });

test("the axis of costs ends at a round number that no cost passes", () => {
  expect([0.9, 1, 3, 37, 812].map(niceMax)).toEqual([1, 1, 4, 40, 1000]);
});

test("a full score at no cost stands in the upper left, and the dearest within the frame", () => {
  const scale = scatterScale([point(0, 37, 0.5)], 400);
  expect(scale.x(0)).toBe(scale.left);
  expect(scale.x(37)).toBeLessThanOrEqual(scale.right);
  expect(scale.y(1)).toBeLessThan(scale.y(0));
});

test("the front is a staircase from its first point to the end of the axis", () => {
  const points = [point(0, 10, 0.2), point(1, 20, 0.6)];
  const scale = scatterScale(points, 400);
  const path = frontPath(points, scale);
  expect(path.startsWith(`M${scale.x(10)} ${scale.y(0.2)}H${scale.x(20)}V${scale.y(0.6)}`)).toBe(true);
  expect(path.endsWith(`H${scale.x(scale.most)}`)).toBe(true);
  expect(frontPath([], scale)).toBe("");
});

test("of more points than can be told apart the best and those nobody beats are drawn", () => {
  const many = Array.from({ length: 400 }, (_, index) =>
    point(index, 1 + index, index === 0 ? 0.01 : index / 400),
  );
  const shown = shownPoints(many);
  expect(shown.length).toBeLessThan(many.length);
  expect(shown).toContain(many[0]);
  expect(shown).toContain(many[399]);
  expect(shownPoints(many.slice(0, 5))).toHaveLength(5);
});

test("cells are as wide as the names of their groups need, where there is room", () => {
  const names = ["MIRA NOW", "OTTO SOON", "LENA"];
  const groups = names.map((name, place) => ({ name, from: place * 2, count: 2 }));
  const series: GridSeries = { lines: [], columns: [0, 1, 2, 3, 4, 5], groups, passFail: true };
  const wide = gridGeometry(series, 1000);
  expect(wide.cellWidth * 2).toBeGreaterThan("OTTO SOON".length * 8);
  expect(gridGeometry({ ...series, groups: [] }, 1000).cellWidth).toBe(24);
  const narrow = gridGeometry(series, 300);
  expect(narrow.left + narrow.contentWidth + narrow.right).toBeLessThanOrEqual(300);
});
