/** Where direct labels go: greedy, in order of importance, dropping what would cover something more important. */
interface LabelWish {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

interface PlacedLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: "left" | "right" | "center";
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** How far a mark is from the middle of the end of a label that points at it. */
const away = (mark: { readonly x: number; readonly y: number }, x: number, y: number): number =>
  Math.hypot(mark.x - x, mark.y - y);

/**
 * Places labels around their marks (at a corner, else beside), inside `area`, each nearer to its own mark than to
 * another's, so that nobody reads it as the other's name. `height` is the text height; `gap` the distance from the mark's
 * centre. `blocked` are boxes to keep clear.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  area: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  height: number,
  gap: number,
  blocked: readonly Box[] = [],
): readonly PlacedLabel[] {
  const taken: Box[] = [...blocked];
  const placed: PlacedLabel[] = [];
  for (const wish of wishes) {
    const options = [
      { align: "right", x: wish.x - gap, y: wish.y - gap * 0.8 },
      { align: "left", x: wish.x + gap, y: wish.y + gap * 0.8 + height * 0.8 },
      { align: "left", x: wish.x + gap, y: wish.y - gap * 0.8 },
      { align: "right", x: wish.x - gap, y: wish.y + gap * 0.8 + height * 0.8 },
      { align: "right", x: wish.x - gap, y: wish.y + height * 0.35 },
      { align: "left", x: wish.x + gap, y: wish.y + height * 0.35 },
    ] as const;
    for (const option of options) {
      const left = option.align === "right" ? option.x - wish.width : option.x;
      const box = {
        left,
        right: left + wish.width,
        top: option.y - height,
        bottom: option.y + height * 0.25,
      };
      if (box.left < area.left || box.right > area.right || box.top < area.top || box.bottom > area.bottom)
        continue;
      if (taken.some((other) => overlaps(box, other))) continue;
      const middle = option.y - height * 0.35;
      const own = away(wish, option.x, middle);
      if (wishes.some((other) => away(other, option.x, middle) < own)) continue;
      taken.push(box);
      placed.push({ text: wish.text, x: option.x, y: option.y, align: option.align });
      break;
    }
  }
  return placed;
}
