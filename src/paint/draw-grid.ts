import { type GridGeometry, visibleColumns } from "../views/series/grid-geometry.ts";
import type { GridLine, GridSeries } from "../views/series/grid-series.ts";
import { formatPercent } from "../views/words/numbers.ts";
import { isPass } from "../views/words/verdict-words.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { drawCandidateMark, drawHaloText } from "./draw-mark.ts";

interface GridView {
  readonly width: number;
  readonly height: number;
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly ratio: number;
  readonly selected: number | undefined;
  /** Line and column under the pointer or the keyboard. */
  readonly at: { readonly line: number; readonly column: number } | undefined;
}

/** Draws what shows of the grid, and nothing else: its cost depends on the window, not on the run. Returns cells drawn. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  series: GridSeries,
  geometry: GridGeometry,
  view: GridView,
): number {
  context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  const cellsWidth = view.width - geometry.left - geometry.right;
  const [from, to] = visibleColumns(geometry, view.scrollLeft, view.scrollLeft + cellsWidth);
  const first = Math.max(0, Math.floor(view.scrollTop / geometry.rowHeight));
  const last = Math.min(
    series.lines.length,
    Math.ceil((view.scrollTop + view.height - geometry.top) / geometry.rowHeight),
  );
  const labelEvery = Math.ceil(13 / geometry.rowHeight);
  let drawn = 0;
  for (let index = first; index < last; index++) {
    const line = series.lines[index];
    if (line === undefined) continue;
    const y = geometry.top + index * geometry.rowHeight - view.scrollTop;
    if (line.look.index === view.selected || index === view.at?.line) {
      context.fillStyle = line.look.index === view.selected ? theme.paper3 : theme.paper2;
      context.fillRect(0, y, view.width, geometry.rowHeight);
    }
    context.save();
    context.beginPath();
    context.rect(geometry.left - 2, 0, cellsWidth + 4, view.height);
    context.clip();
    drawCells(context, theme, series, geometry, view, line, y, from, to);
    context.restore();
    drawn += to - from;
    if (index % labelEvery === 0 || line.look.index === view.selected || index === view.at?.line)
      drawLineLabels(context, theme, geometry, view, line, y, series.passFail);
  }
  drawHeads(context, theme, series, geometry, view);
  drawPointer(context, theme, geometry, view);
  return drawn;
}

function drawCells(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  series: GridSeries,
  geometry: GridGeometry,
  view: GridView,
  line: GridLine,
  y: number,
  from: number,
  to: number,
): void {
  const width = geometry.cellWidth - geometry.gap;
  const padding = geometry.rowHeight >= 14 ? 2 : 0.75;
  const height = geometry.rowHeight - 2 * padding;
  const middle = y + geometry.rowHeight / 2;
  const x0 = geometry.left - view.scrollLeft;
  const colour = theme.candidates[line.look.colour] ?? theme.ink3;
  const full = new Path2D();
  const none = new Path2D();
  const inherited = new Path2D();
  const parts: { readonly x: number; readonly score: number }[] = [];
  for (let column = from; column < to; column++) {
    const score = line.scores[series.columns[column] ?? -1] ?? Number.NaN;
    if (Number.isNaN(score)) continue;
    const x = x0 + (geometry.offsets[column] ?? 0);
    if (line.inherited[series.columns[column] ?? -1] === 1) {
      if (score > 0) inherited.rect(x, middle - 2, width, 4);
      continue;
    }
    if (isPass(score)) full.rect(x, y + padding, width, height);
    else if (score <= 0) none.rect(x, middle - 1, width, 2);
    else parts.push({ x, score });
  }
  context.fillStyle = theme.paper3;
  context.fill(none);
  context.fillStyle = colour;
  context.fill(full);
  context.globalAlpha = 0.45;
  context.fill(inherited);
  for (const part of parts) {
    context.globalAlpha = 0.2 + 0.7 * part.score;
    context.fillRect(part.x, y + padding, width, height);
  }
  context.globalAlpha = 1;
  if (line.alone.length === 0) return;
  const alone = new Set(line.alone);
  context.strokeStyle = theme.ink;
  context.lineWidth = geometry.cellWidth >= 8 ? 1.75 : 1;
  for (let column = from; column < to; column++)
    if (alone.has(series.columns[column] ?? -1))
      context.strokeRect(
        x0 + (geometry.offsets[column] ?? 0) - 0.5,
        y + padding - 0.5,
        width + 1,
        height + 1,
      );
}

function drawLineLabels(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  geometry: GridGeometry,
  view: GridView,
  line: GridLine,
  y: number,
  passFail: boolean,
): void {
  const size = Math.min(theme.size, geometry.rowHeight);
  const baseline = y + geometry.rowHeight / 2 + size / 3;
  drawCandidateMark(
    context,
    theme,
    line.look,
    size / 2,
    y + geometry.rowHeight / 2,
    Math.min(size * 0.375, geometry.rowHeight / 2 - 0.5),
  );
  const colour = line.alive ? theme.ink : theme.ink3;
  const text = { size, align: "left" as const, colour, strong: line.alive };
  drawHaloText(context, theme, line.look.label, size * 1.4, baseline, text);
  const cellsEnd = geometry.left + geometry.contentWidth;
  const right = Math.min(view.width - geometry.right, cellsEnd) + 8;
  const tried = line.scores.reduce((count, score) => count + (Number.isNaN(score) ? 0 : 1), 0);
  const passed = line.scores.reduce((count, score) => count + (isPass(score) ? 1 : 0), 0);
  const wide = geometry.right > 60;
  const count = !passFail
    ? formatPercent(line.mean, 0)
    : wide && line.alive
      ? `${passed} of ${tried}`
      : String(passed);
  drawHaloText(context, theme, count, right, baseline, text);
  if (wide && line.alone.length > 0)
    drawHaloText(context, theme, `${line.alone.length} alone`, right + geometry.right - 10, baseline, {
      size,
      align: "right",
      colour: theme.ink2,
    });
}

function drawHeads(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  series: GridSeries,
  geometry: GridGeometry,
  view: GridView,
): void {
  if (series.groups.length === 0) return;
  context.save();
  context.beginPath();
  context.rect(geometry.left, 0, view.width - geometry.left, geometry.top);
  context.clip();
  context.fillStyle = theme.paper;
  context.fillRect(geometry.left, 0, view.width - geometry.left, geometry.top - 3);
  context.font = `400 ${theme.size - 1}px ${theme.sans}`;
  context.textAlign = "left";
  context.fillStyle = theme.ink2;
  for (const group of series.groups) {
    const x = geometry.left + (geometry.offsets[group.from] ?? 0) - view.scrollLeft;
    // After the last group the heads of the counts leave their line empty.
    const isLast = group.from + group.count >= series.columns.length;
    const end = geometry.offsets[group.from + group.count] ?? geometry.contentWidth;
    const room = isLast ? view.width - x : end - (geometry.offsets[group.from] ?? 0) - 4;
    const text = fitText(context, group.name, room);
    if (text !== "") context.fillText(text, x, geometry.top * 0.6);
  }
  context.restore();
}

function fitText(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  for (let length = text.length - 1; length > 1; length--) {
    const shorter = `${text.slice(0, length).trimEnd()}…`;
    if (context.measureText(shorter).width <= room) return shorter;
  }
  return "";
}

function drawPointer(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  geometry: GridGeometry,
  view: GridView,
): void {
  if (view.at === undefined) return;
  const x = geometry.left + (geometry.offsets[view.at.column] ?? 0) - view.scrollLeft;
  const y = geometry.top + view.at.line * geometry.rowHeight - view.scrollTop;
  if (x < geometry.left - 1 || x > view.width - geometry.right) return;
  context.strokeStyle = theme.markerEdge;
  context.lineWidth = 2;
  context.strokeRect(x - 1.5, y + 0.5, geometry.cellWidth - geometry.gap + 3, geometry.rowHeight - 1);
}
