/** A label that wants to stand at `top` and is so high; where its sides are not said, it is in everybody's way. */
interface WantedPlace {
  readonly top: number;
  readonly height: number;
  readonly left?: number;
  readonly right?: number;
}

/** A vertical stroke that text should not stand on. */
export interface Upright {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

function meets(one: WantedPlace, other: WantedPlace): boolean {
  const { left = Number.NEGATIVE_INFINITY, right = Infinity } = one;
  return left < (other.right ?? Infinity) && (other.left ?? Number.NEGATIVE_INFINITY) < right;
}

/** Tops for labels in ascending order of their wishes: none covers another, none goes below `bottom`. */
export function stackedPlaces(wanted: readonly WantedPlace[], bottom: number): number[] {
  const tops: number[] = [];
  wanted.forEach((one, place) => {
    const taken = wanted
      .slice(0, place)
      .flatMap((other, at) => (meets(one, other) ? [tops[at]! + other.height] : []));
    tops.push(Math.max(one.top, ...taken));
  });
  for (let place = wanted.length - 1; place >= 0; place -= 1) {
    const one = wanted[place]!;
    const below = wanted
      .slice(place + 1)
      .flatMap((other, at) => (meets(one, other) ? [tops[place + 1 + at]!] : []));
    tops[place] = Math.min(tops[place]!, Math.min(bottom, ...below) - one.height);
  }
  return tops;
}

/** Where a text of this width begins so that it stands on no upright: at `left`, or behind those that cross it. */
export function besideUprights(
  { left, top, width, height }: Readonly<Record<"left" | "top" | "width" | "height", number>>,
  uprights: readonly Upright[],
  gap: number,
): number {
  let from = left;
  for (const { x, top: above, bottom: under } of uprights.toSorted((a, b) => a.x - b.x))
    if (x > from - gap && x < from + width && above < top + height && under > top) from = x + gap;
  return from;
}
