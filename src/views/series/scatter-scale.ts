import { placeLabels } from "./label-places.ts";
import { nonDominated, type ScatterPoint } from "./scatter-points.ts";

const pad = { left: 44, right: 26, top: 14, bottom: 26 };
const height = 250;
/** More marks than this cannot be told apart; the best and the cheapest are kept. */
const mostPoints = 300;

/** Where scores and costs stand, in pixels. */
interface ScatterScale {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  /** Where the axis of costs ends. */
  readonly most: number;
  readonly x: (cost: number) => number;
  readonly y: (score: number) => number;
}

export function scatterScale(points: readonly ScatterPoint[], width: number): ScatterScale {
  const most = niceMax(Math.max(1e-9, ...points.map((point) => point.cost)));
  const right = width - pad.right;
  return {
    width,
    height,
    left: pad.left,
    right,
    most,
    x: (cost) => pad.left + (cost / most) * Math.max(10, right - pad.left),
    y: (score) => pad.top + (1 - score) * (height - pad.top - pad.bottom),
  };
}

/** The points that are drawn. */
export function shownPoints(points: readonly ScatterPoint[]): readonly ScatterPoint[] {
  if (points.length <= mostPoints) return points;
  const best = points.toSorted((a, b) => b.score - a.score).slice(0, mostPoints);
  return [...new Set([...nonDominated(points), ...best])];
}

/** The steps nobody is beyond on both. */
export function frontPath(front: readonly ScatterPoint[], { x, y, most }: ScatterScale): string {
  const [first, ...others] = front;
  if (first === undefined) return "";
  const steps = others.map(({ cost, score }) => `H${x(cost)}V${y(score)}`).join("");
  return `M${x(first.cost)} ${y(first.score)}${steps}H${x(most)}`;
}

/** Names that find room beside their marks, those of the front first. */
export function scatterLabels(
  front: readonly ScatterPoint[],
  shown: readonly ScatterPoint[],
  { x, y, width }: ScatterScale,
): ReturnType<typeof placeLabels> {
  const wishes = [...front, ...shown.filter((point) => !front.includes(point))].map(
    ({ look, cost, score }) => ({
      text: look.label,
      x: x(cost),
      y: y(score),
      width: look.label.length * 7.2,
    }),
  );
  return placeLabels(
    wishes,
    { left: pad.left, right: width, top: 0, bottom: height - pad.bottom },
    12,
    9,
    wishes.map((wish) => ({ left: wish.x - 5, right: wish.x + 5, top: wish.y - 5, bottom: wish.y + 5 })),
  );
}

/** The next round number above, so that the axis ends at one. */
export function niceMax(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const unit = [1, 2, 4, 5, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return unit * power;
}
