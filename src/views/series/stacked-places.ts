/** A label that wants to stand at `top` and is so high. */
interface WantedPlace {
  readonly top: number;
  readonly height: number;
}

/** Tops for labels in ascending order of their wishes: none covers another, none goes below `bottom`. */
export function stackedPlaces(wanted: readonly WantedPlace[], bottom: number): number[] {
  const tops: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const { top, height } of wanted) {
    const placed = Math.max(top, free);
    tops.push(placed);
    free = placed + height;
  }
  let limit = bottom;
  for (let place = wanted.length - 1; place >= 0; place -= 1) {
    tops[place] = Math.min(tops[place]!, limit - wanted[place]!.height);
    limit = tops[place]!;
  }
  return tops;
}
