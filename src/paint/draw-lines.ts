import uPlot from "uplot";

import type { CompareLine } from "../views/series/compare-series.ts";
import { stepAt } from "../views/series/score-series.ts";
import { stackedPlaces } from "../views/series/stacked-places.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { drawHaloText } from "./draw-mark.ts";

/** Ink where a line has no colour of its own; what only accompanies another is thin and quiet. */
export function lineColour({ colour, strong }: CompareLine, theme: ChartTheme): string {
  if (!strong) return theme.rule2;
  return (colour === undefined ? undefined : theme.candidates[colour]) ?? theme.ink;
}

/** Names at the ends of the lines, pushed apart so that none covers another. A name may have several lines. */
export function drawNames(
  plot: uPlot,
  theme: ChartTheme,
  lines: readonly CompareLine[],
  max: number,
  narrow: boolean,
): void {
  const ratio = uPlot.pxRatio;
  const size = theme.size * ratio;
  const right = plot.bbox.left + plot.bbox.width;
  const ends = lines
    .flatMap((line) => {
      const calls = Math.min(line.calls, max);
      const last = stepAt(line.steps, calls);
      if (last === undefined) return [];
      const [x, y] = [plot.valToPos(calls, "x", true), plot.valToPos(last.score, "y", true)];
      return [{ words: line.name.split("\n"), x, y }];
    })
    .toSorted((a, b) => a.y - b.y);
  const places = stackedPlaces(
    ends.map((end) => ({ top: end.y - size * 0.65, height: (narrow ? 1 : end.words.length) * size * 1.2 })),
    plot.bbox.top + plot.bbox.height,
  );
  plot.ctx.save();
  ends.forEach((end, place) => {
    const y = places[place]! + size;
    const words = narrow ? end.words.slice(0, 1) : end.words;
    words.forEach((text, line) => {
      const style = { size, colour: theme.ink, strong: line === 0 };
      if (narrow)
        drawHaloText(plot.ctx, theme, text, right - 4 * ratio, y - size * 0.8, { ...style, align: "right" });
      else
        drawHaloText(plot.ctx, theme, text, Math.min(end.x, right) + 8 * ratio, y + line * size * 1.2, {
          ...style,
          align: "left",
        });
    });
  });
  plot.ctx.restore();
}
