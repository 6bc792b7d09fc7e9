import type { GridSeries } from "./grid-series.ts";

/** Sizes of the frontier grid in CSS pixels; the labels at its sides never scroll away. */
export interface GridGeometry {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly rowHeight: number;
  readonly cellWidth: number;
  readonly gap: number;
  /** Left edge of each column, from the start of the cells. */
  readonly offsets: Float64Array;
  /** Width and height of all cells together. */
  readonly contentWidth: number;
  readonly contentHeight: number;
}

const groupGap = 6;
const mostHeight = 420;
const usualCell = 24;
/** As wide as a cell gets so that the name of its group, about so many of its letters' size long, is not cut. */
const widestCell = 60;
const letterShare = 0.72;

/** Size of the text that the sizes below are made for. */
const usualText = 12;

/** `text` is the size of small print: on a projector what holds it grows with it. */
export function gridGeometry(series: GridSeries, width: number, text = usualText): GridGeometry {
  const scale = text / usualText;
  const narrow = width < 520 * scale;
  const left = Math.round(44 * scale);
  const right = Math.round((narrow ? 40 : 128) * scale);
  const top = Math.round((series.groups.length > 0 ? 22 : 6) * scale);
  const gaps = Math.max(0, series.groups.length - 1) * groupGap;
  const columns = Math.max(1, series.columns.length);
  const available = Math.max(40, width - left - right - gaps);
  const named = series.groups
    .slice(0, -1)
    .map(({ name, count }) => (name.length * letterShare * text + groupGap) / count);
  const wanted = Math.min(widestCell * scale, Math.max(usualCell * scale, ...named));
  const cellWidth = Math.min(wanted, Math.max(4, available / columns));
  const rowHeight = Math.min(
    Math.round(20 * scale),
    Math.max(8, Math.floor(mostHeight / Math.max(1, series.lines.length))),
  );
  const offsets = new Float64Array(columns + 1);
  const starts = new Set(series.groups.slice(1).map((group) => group.from));
  let at = 0;
  for (let column = 0; column < columns; column++) {
    if (starts.has(column)) at += groupGap;
    offsets[column] = at;
    at += cellWidth;
  }
  offsets[columns] = at;
  return {
    left,
    right,
    top,
    rowHeight,
    cellWidth,
    gap: cellWidth >= 8 ? 1.5 : cellWidth > 5 ? 1 : 0.5,
    offsets,
    contentWidth: at,
    contentHeight: rowHeight * series.lines.length,
  };
}

/** First and one past the last column that show between two offsets. */
export function visibleColumns(geometry: GridGeometry, from: number, to: number): readonly [number, number] {
  return [
    Math.max(0, columnAt(geometry, from)),
    Math.min(geometry.offsets.length - 1, columnAt(geometry, to) + 1),
  ];
}

/** A cell by its place: which line, which column. */
export interface GridPlace {
  readonly line: number;
  readonly column: number;
}

const moves: Readonly<Record<string, readonly [lines: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -1e6],
  End: [0, 1e6],
};

/** Where a key leads to from a cell; undefined for keys that lead nowhere. */
export function movedBy(key: string, from: GridPlace | undefined, series: GridSeries): GridPlace | undefined {
  const move = moves[key];
  if (move === undefined) return undefined;
  const { line, column } = from ?? { line: 0, column: -1 };
  const within = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));
  return {
    line: within(line + move[0], series.lines.length),
    column: within(column + move[1], series.columns.length),
  };
}

/** How far a list must be scrolled for `size` pixels from `start` on to be inside `room`; as it is where they are. */
export function scrolledTo(start: number, size: number, scrolled: number, room: number): number {
  if (start < scrolled) return start;
  return start + size > scrolled + room ? start + size - room : scrolled;
}

/** The column under an offset from the start of the cells. */
export function columnAt(geometry: GridGeometry, offset: number): number {
  let low = 0;
  let high = geometry.offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((geometry.offsets[middle] ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
