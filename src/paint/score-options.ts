import uPlot from "uplot";

import { formatCount } from "../views/words/numbers.ts";
import type { ChartTheme } from "./chart-theme.ts";

const fontOf = (theme: ChartTheme): string => `${theme.size}px ${theme.sans}`;
/** Room for "100 %" left of the axis, in CSS pixels; the strip below uses the same, so that both line up. */
const leftRoom = ({ size }: ChartTheme): number => Math.round(size * 3.7);

type Theme = () => ChartTheme;

const endLabel = (max: number, unit: string): string => `${formatCount(max)} ${unit}s`;

/** Room right of the call axis: half of its last label stands there, whatever the budget's length. */
export function rightRoom(theme: Theme, max: () => number, unit: () => string): () => number {
  return () => Math.round(theme().size * Math.max(2.2, endLabel(max(), unit()).length * 0.28));
}

/** Half of the last label, and half of the number before it. */
const roomOfEnd = ({ size }: ChartTheme, label: string): number => size * 0.55 * (label.length / 2 + 2.5);

const stepped = uPlot.paths.stepped?.({ align: 1 });

/** Splits of the call axis: round numbers, with the end of the axis last. `room` is what the last labels need, in CSS pixels. */
export function callSplits(max: number, width: number, room = 50): number[] {
  const wanted = Math.max(2, Math.floor(width / 110));
  const raw = max / wanted;
  const power = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
  const unit = [1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10;
  const step = Math.max(1, unit * power);
  const splits: number[] = [];
  const last = max - Math.max(step * 0.45, (room / width) * max);
  for (let at = 0; at < last; at += step) splits.push(at);
  splits.push(max);
  return splits;
}

export function callAxis(theme: Theme, max: () => number, unit: () => string): uPlot.Axis {
  return {
    scale: "x",
    size: theme().size * 2,
    gap: 4,
    font: fontOf(theme()),
    stroke: () => theme().ink2,
    grid: { show: false },
    ticks: { show: false },
    border: { show: true, stroke: () => theme().rule2, width: 1 },
    splits: (plot) =>
      callSplits(max(), plot.bbox.width / uPlot.pxRatio, roomOfEnd(theme(), endLabel(max(), unit()))),
    values: (_, splits) =>
      splits.map((split, index) =>
        index === splits.length - 1 ? endLabel(split, unit()) : formatCount(split),
      ),
  };
}

export function valueAxis(
  theme: Theme,
  splits: () => number[],
  label: (value: number) => string,
): uPlot.Axis {
  return {
    scale: "y",
    size: leftRoom(theme()),
    gap: 8,
    font: fontOf(theme()),
    stroke: () => theme().ink2,
    grid: { show: true, stroke: () => theme().rule, width: 1 },
    ticks: { show: false },
    splits,
    values: (_, values) => values.map(label),
  };
}

const cursor = (sync: string): uPlot.Cursor => ({
  y: false,
  drag: { x: false, y: false },
  points: { show: false },
  sync: { key: sync, setSeries: false },
});

/** Options of the upper chart: best so far in ink, rows somebody passes dotted; the rest is drawn by `draw`. */
export function scoreOptions(
  theme: Theme,
  max: () => number,
  sync: string,
  unit: () => string,
  hooks: { readonly draw: (plot: uPlot) => void; readonly setCursor: (plot: uPlot) => void },
): Omit<uPlot.Options, "width" | "height"> {
  return {
    padding: [12, rightRoom(theme, max, unit), 0, 0],
    legend: { show: false },
    cursor: cursor(sync),
    scales: {
      x: { time: false, range: () => [0, Math.max(1, max())] },
      y: { range: [0, 1] },
    },
    axes: [
      callAxis(theme, max, unit),
      valueAxis(
        theme,
        () => [0, 0.25, 0.5, 0.75, 1],
        (value) => (value === 1 ? "100 %" : String(value * 100)),
      ),
    ],
    series: [
      {},
      {
        stroke: () => theme().ink,
        width: 2,
        points: { show: false },
        ...(stepped === undefined ? {} : { paths: stepped }),
      },
      {
        stroke: () => theme().ink3,
        width: 1.25,
        dash: [2, 3],
        points: { show: false },
        ...(stepped === undefined ? {} : { paths: stepped }),
      },
    ],
    hooks: { draw: [hooks.draw], setCursor: [hooks.setCursor] },
  };
}

/** Options of the strip of gates under it: same x axis, its own scale of rows. */
export function stripOptions(
  theme: Theme,
  max: () => number,
  unit: () => string,
  size: () => number,
  sync: string,
  hooks: { readonly draw: (plot: uPlot) => void; readonly setCursor: (plot: uPlot) => void },
): Omit<uPlot.Options, "width" | "height"> {
  return {
    padding: [9, rightRoom(theme, max, unit), 9, 0],
    legend: { show: false },
    cursor: cursor(sync),
    scales: {
      x: { time: false, range: () => [0, Math.max(1, max())] },
      y: { range: () => [0, size()] },
    },
    axes: [{ ...callAxis(theme, max, unit), show: false }, valueAxis(theme, () => [0, size()], String)],
    series: [{}, { show: false }],
    hooks: { draw: [hooks.draw], setCursor: [hooks.setCursor] },
  };
}
