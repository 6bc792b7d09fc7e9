import { createSeededRandom, type SeededRandom } from "../../shared/seeded-random.ts";

/** Side of the picture in pixels, and of its tiles. */
export const pictureSide = 24;
export const tileSide = 6;

/** A target picture: a colour per pixel, row by row, as `#rrggbb`. */
export type Picture = readonly (readonly string[])[];

type Inside = (x: number, y: number) => boolean;

interface Layer {
  readonly colour: string;
  readonly covers: Inside;
}

const skies = ["#bcd9ea", "#f4d9b0", "#c9d4f0", "#e3d2ea"] as const;
const grounds = ["#7fa650", "#c2a56a", "#5c8a6e", "#9a9f4a"] as const;
const walls = ["#d97b5c", "#e8e1cf", "#7d93b8", "#c46a8b"] as const;
const roofs = ["#6b3f3a", "#3f4a63", "#4d5a3c"] as const;
const suns = ["#f2c230", "#f08a3c", "#fff4b0"] as const;

/** A little landscape of a seed: sky, sun, ground, a house with roof, door and window. */
export function drawTarget(seed: number): Picture {
  const layers = landscape(createSeededRandom(seed, "svg target"));
  return Array.from({ length: pictureSide }, (_, y) =>
    Array.from(
      { length: pictureSide },
      // A pixel has the colour at its middle, of the topmost layer there.
      (__, x) => layers.findLast(({ covers }) => covers(x + 0.5, y + 0.5))?.colour ?? "#ffffff",
    ),
  );
}

function landscape(random: SeededRandom): readonly Layer[] {
  const horizon = 14 + random.below(4);
  const left = 3 + random.below(8);
  const width = 8 + random.below(4);
  const height = 6 + random.below(3);
  const top = horizon + 2 - height;
  const peak = top - 4 - random.below(2);
  const middle = left + width / 2;
  const sun = { x: random.chance(0.5) ? 4 : 20, y: 3 + random.below(2), r: 2 + random.below(2) };
  const wall = random.pick(walls);
  return [
    { colour: random.pick(skies), covers: () => true },
    { colour: random.pick(suns), covers: circle(sun.x, sun.y, sun.r) },
    { colour: random.pick(grounds), covers: rectangle(0, horizon, pictureSide, pictureSide - horizon) },
    { colour: wall, covers: rectangle(left, top, width, height) },
    {
      colour: random.pick(roofs),
      covers: (x, y) =>
        y >= peak &&
        y < top &&
        Math.abs(x - middle) <= ((width / 2 + 1) * (y - peak)) / Math.max(1, top - peak),
    },
    { colour: "#3a2f2a", covers: rectangle(left + 1, top + height - 4, 2, 4) },
    { colour: "#fdf3c4", covers: rectangle(left + width - 4, top + 2, 2, 2) },
  ];
}

function rectangle(left: number, top: number, width: number, height: number): Inside {
  return (x, y) => x >= left && x < left + width && y >= top && y < top + height;
}

function circle(centreX: number, centreY: number, radius: number): Inside {
  return (x, y) => Math.hypot(x - centreX, y - centreY) <= radius;
}
