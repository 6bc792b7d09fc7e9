import uPlot from "uplot";

import { placeLabels } from "../views/series/label-places.ts";
import { type ScoreSeries, stepAt } from "../views/series/score-series.ts";
import { formatPercent } from "../views/words/numbers.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { drawCandidateMark, drawDroppedMark, drawHaloText } from "./draw-mark.ts";

function dashedLine(plot: uPlot, x: number, colour: string, dash: readonly number[], width: number): void {
  const { ctx, bbox } = plot;
  ctx.beginPath();
  ctx.setLineDash([...dash]);
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.lineWidth = width;
  ctx.strokeStyle = colour;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The end of the budget, and where the run is now. */
function drawBounds(plot: uPlot, theme: ChartTheme, series: ScoreSeries): void {
  const ratio = uPlot.pxRatio;
  if (series.budget !== undefined)
    dashedLine(plot, plot.valToPos(series.budget, "x", true), theme.rule2, [3 * ratio, 3 * ratio], ratio);
  if (!series.live) return;
  const now = plot.valToPos(series.calls, "x", true);
  plot.ctx.fillStyle = theme.marker;
  plot.ctx.fillRect(now - 3 * ratio, plot.bbox.top, 3 * ratio, plot.bbox.height);
  dashedLine(plot, now, theme.markerEdge, [], 1.5 * ratio);
}

/** Candidates in their colours, with as many labels as fit, and the names of the lines beside the lines. */
export function drawScore(
  plot: uPlot,
  theme: ChartTheme,
  series: ScoreSeries,
  selected: number | undefined,
): void {
  const ratio = uPlot.pxRatio;
  const { ctx, bbox } = plot;
  const size = theme.size * ratio;
  const radius = (bbox.width < 420 * ratio ? 4.5 : 5.5) * ratio;
  ctx.save();
  drawBounds(plot, theme, series);
  const at = series.points.map((point) => ({
    point,
    x: plot.valToPos(point.calls, "x", true),
    y: plot.valToPos(point.score, "y", true),
  }));
  for (const { point, x, y } of at) {
    const faint = point.isBest || point.look.index === selected ? 1 : 0.8;
    ctx.globalAlpha = point.partly === true ? 0.45 : 1;
    drawCandidateMark(ctx, theme, point.look, x, y, radius * faint);
  }
  ctx.globalAlpha = 1;
  const ranked = at.toSorted(
    (a, b) =>
      Number(b.point.look.index === selected) - Number(a.point.look.index === selected) ||
      Number(b.point.isBest) - Number(a.point.isBest) ||
      b.point.calls - a.point.calls,
  );
  ctx.font = `600 ${size}px ${theme.sans}`;
  const area = { left: bbox.left, right: bbox.left + bbox.width, top: 0, bottom: bbox.top + bbox.height };
  const marks = at.map(({ x, y }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const bestBox = drawLineNames(plot, theme, series, marks);
  const bestLine = series.best.map(({ calls, score }, step) => {
    const y = plot.valToPos(score, "y", true);
    const end = series.best[step + 1]?.calls ?? series.calls;
    return { left: plot.valToPos(calls, "x", true), right: plot.valToPos(end, "x", true), top: y, bottom: y };
  });
  const wishes = ranked.slice(0, 60).map(({ point, x, y }) => ({
    text: point.look.label,
    x,
    y,
    width: ctx.measureText(point.look.label).width,
  }));
  for (const label of placeLabels(wishes, area, size, 8 * ratio, [...marks, ...bestBox, ...bestLine]))
    drawHaloText(ctx, theme, label.text, label.x, label.y, {
      size,
      align: label.align as CanvasTextAlign,
      colour: theme.ink,
      strong: true,
    });
  ctx.restore();
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function drawLineNames(
  plot: uPlot,
  theme: ChartTheme,
  series: ScoreSeries,
  marks: readonly Box[],
): readonly Box[] {
  const ratio = uPlot.pxRatio;
  const { ctx, bbox } = plot;
  const size = theme.size * ratio;
  const boxes: Box[] = [];
  const right = bbox.left + bbox.width;
  const put = (text: string, x: number, y: number, align: CanvasTextAlign, strong: boolean): boolean => {
    ctx.font = `${strong ? 600 : 400} ${size}px ${theme.sans}`;
    const width = ctx.measureText(text).width;
    const left = align === "right" ? x - width : x;
    const box = { left, right: left + width, top: y - size, bottom: y + size * 0.3 };
    const clash = [...marks, ...boxes].some(
      (other) =>
        box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
    );
    if (clash || left < bbox.left || left + width > right + rightSpill * ratio) return false;
    drawHaloText(ctx, theme, text, x, y, { size, align, colour: strong ? theme.ink : theme.ink3, strong });
    boxes.push(box);
    return true;
  };
  const best = series.best.at(-1);
  const end = plot.valToPos(series.calls, "x", true);
  if (best !== undefined) {
    const y = plot.valToPos(best.score, "y", true);
    const text = `best: ${series.leader === undefined ? "" : `${series.leader.label}, `}${formatPercent(best.score)}`;
    // Under the line, or over it where that would be among the numbers of the axis.
    const isLow = y + 24 * ratio > bbox.top + bbox.height;
    const below = isLow ? y - 9 * ratio : y + 20 * ratio;
    if (!put(text, end + 9 * ratio, below, "left", true) && !put(text, end - 9 * ratio, below, "right", true))
      put(text, end - 9 * ratio, below + (isLow ? -16 : 16) * ratio, "right", true);
  }
  if (series.live) {
    const text = `now, ${series.unit} ${series.calls}`;
    const y = bbox.top + bbox.height - 12 * ratio;
    if (!put(text, end + 7 * ratio, y, "left", false)) put(text, end - 7 * ratio, y, "right", false);
  }
  drawSomebodyName(plot, series, put);
  return boxes;
}

/** Text may reach this far past the plot into the right padding, in CSS pixels. */
const rightSpill = 24;

function drawSomebodyName(
  plot: uPlot,
  series: ScoreSeries,
  put: (text: string, x: number, y: number, align: CanvasTextAlign, strong: boolean) => boolean,
): void {
  const ratio = uPlot.pxRatio;
  const name = series.passFail ? "rows somebody passes" : "best of anybody, row by row";
  const above = series.somebody.filter(
    (step) => step.score > (stepAt(series.best, step.calls)?.score ?? 1) + 0.02,
  );
  for (const step of above.slice(0, 6)) {
    const x = plot.valToPos(step.calls, "x", true);
    const y = plot.valToPos(step.score, "y", true);
    if (put(name, x - 4 * ratio, y - 6 * ratio, "right", false)) return;
    if (put(name, x + 2 * ratio, y - 6 * ratio, "left", false)) return;
  }
}

/** Gates: a line from the parent's sum to the rewrite's; kept ones in the colour of the new candidate. */
export function drawStrip(plot: uPlot, theme: ChartTheme, series: ScoreSeries): void {
  const ratio = uPlot.pxRatio;
  const { ctx } = plot;
  ctx.save();
  drawBounds(plot, theme, { ...series });
  const run = 8 * ratio;
  for (const gate of series.gates) {
    const x = plot.valToPos(gate.calls, "x", true);
    const from = plot.valToPos(gate.parent, "y", true);
    const to = plot.valToPos(gate.child, "y", true);
    const colour = gate.kept === undefined ? theme.rule2 : (theme.candidates[gate.kept.colour] ?? theme.ink3);
    ctx.beginPath();
    ctx.moveTo(x - run, from);
    ctx.lineTo(x, to);
    ctx.lineWidth = 1.5 * ratio;
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x - run, from, 2 * ratio, 0, Math.PI * 2);
    ctx.fillStyle = colour;
    ctx.fill();
    if (gate.kept === undefined) drawDroppedMark(ctx, theme, x, to, 2.8 * ratio);
    else drawCandidateMark(ctx, theme, gate.kept, x, to, 4 * ratio);
  }
  ctx.restore();
}
