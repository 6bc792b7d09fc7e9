import { expect, test } from "vitest";

import { placeLabels } from "../../src/views/series/label-places.ts";

const area = { left: 0, right: 400, top: 0, bottom: 200 };

test("of two marks one close above the other each label stands nearer to its own mark", () => {
  const wishes = [
    { text: "c4", x: 200, y: 16, width: 14 },
    { text: "c3", x: 200, y: 24, width: 14 },
  ];
  // What the line is called stands below right of them.
  const best = { left: 209, right: 280, top: 24, bottom: 40 };
  const placed = placeLabels(wishes, area, 12, 8, [best]);
  expect(placed.map(({ text }) => text)).toContain("c4");
  for (const label of placed) {
    const middle = label.y - 12 * 0.35;
    const [nearest] = wishes.toSorted(
      (a, b) => Math.hypot(a.x - label.x, a.y - middle) - Math.hypot(b.x - label.x, b.y - middle),
    );
    expect(nearest?.text).toBe(label.text);
  }
});

test("a mark alone has its label above it at the left", () => {
  const [label] = placeLabels([{ text: "c1", x: 100, y: 100, width: 14 }], area, 12, 8);
  expect(label).toMatchObject({ align: "right", x: 92 });
  expect(label?.y).toBeLessThan(100);
});
