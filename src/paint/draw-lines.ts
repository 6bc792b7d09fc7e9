import uPlot from "uplot";

import type { CompareLine } from "../views/series/compare-series.ts";
import { stepAt } from "../views/series/score-series.ts";
import { besideUprights, stackedPlaces, type Upright } from "../views/series/stacked-places.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { drawHaloText, textFont } from "./draw-mark.ts";

/** Ink where a line has no colour of its own; what only accompanies another is thin and quiet. */
export function lineColour({ colour, strong }: CompareLine, theme: ChartTheme): string {
  if (!strong) return theme.rule2;
  return (colour === undefined ? undefined : theme.candidates[colour]) ?? theme.ink;
}

/** Where lines rise within the plot, in canvas pixels. */
function rises(plot: uPlot, lines: readonly CompareLine[], max: number): readonly Upright[] {
  const at = (score: number): number => plot.valToPos(score, "y", true);
  return lines.flatMap(({ steps }) =>
    steps.slice(1).flatMap((step, place) => {
      const before = at(steps[place]!.score);
      const now = at(step.score);
      const x = plot.valToPos(step.calls, "x", true);
      return step.calls > max ? [] : [{ x, top: Math.min(before, now), bottom: Math.max(before, now) }];
    }),
  );
}

/** Names at the ends of the lines, pushed apart so that none covers another or stands on a line's rise. A name may have several lines. */
export function drawNames(
  plot: uPlot,
  theme: ChartTheme,
  lines: readonly CompareLine[],
  max: number,
  narrow: boolean,
): void {
  const ratio = uPlot.pxRatio;
  const size = theme.size * ratio;
  const gap = 8 * ratio;
  const right = plot.bbox.left + plot.bbox.width;
  const uprights = rises(plot, lines, max);
  plot.ctx.save();
  plot.ctx.font = textFont(theme, size, true);
  const ends = lines
    .flatMap((line) => {
      const calls = Math.min(line.calls, max);
      const last = stepAt(line.steps, calls);
      if (last === undefined) return [];
      const words = narrow ? [line.name.replace(/,?\n.*/s, "")] : line.name.split("\n");
      const width = Math.max(...words.map((text) => plot.ctx.measureText(text).width));
      const height = words.length * size * 1.2;
      const level = plot.valToPos(last.score, "y", true) - size * 0.65;
      const end = Math.min(plot.valToPos(calls, "x", true), right) + gap;
      const beside = besideUprights({ left: end, top: level, width, height }, uprights, gap);
      const left = Math.min(beside, plot.ctx.canvas.width - width - gap / 2);
      // Where there is no room behind its line, a name stands over it.
      const top = Math.max(size * 0.1, left < end ? level - size * 0.75 : level);
      return [{ words, top, height, left, right: left + width }];
    })
    .toSorted((a, b) => a.top - b.top);
  const places = stackedPlaces(ends, plot.bbox.top + plot.bbox.height);
  ends.forEach(({ words, left }, place) => {
    const y = places[place]! + size;
    words.forEach((text, line) => {
      const style = { size, colour: theme.ink, strong: line === 0, align: "left" } as const;
      drawHaloText(plot.ctx, theme, text, left, y + line * size * 1.2, style);
    });
  });
  plot.ctx.restore();
}
