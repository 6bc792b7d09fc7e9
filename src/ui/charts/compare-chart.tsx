import { type JSX, Show, createMemo } from "solid-js";
import uPlot from "uplot";

import type { ChartTheme } from "../../paint/chart-theme.ts";
import { drawHaloText } from "../../paint/draw-mark.ts";
import { callAxis, valueAxis } from "../../paint/score-options.ts";
import { alignLines, type CompareLine } from "../../views/series/compare-series.ts";
import { stepAt } from "../../views/series/score-series.ts";
import { stackedPlaces } from "../../views/series/stacked-places.ts";
import { formatPercent } from "../../views/words/numbers.ts";
import type { SpentUnit } from "../../views/words/spent-words.ts";
import { createCursorReadout, ReadoutBox } from "./cursor-readout.tsx";
import { Plot } from "./plot.tsx";

interface CompareChartProps {
  readonly lines: readonly CompareLine[];
  readonly budget?: number;
  /** Where the axis ends although some lines go on; default: where the last line ends. */
  readonly until?: number | undefined;
  /** What the axis counts; requests where nothing is said. */
  readonly unit?: SpentUnit;
  readonly label: string;
  readonly height?: number;
}

const endRoom = 150;

/** Best score over requests of several runs on one axis, named at their ends. */
export function CompareChart(props: CompareChartProps): JSX.Element {
  // uPlot's series are fixed when it is made, so a changed set of lines makes a new one.
  const key = createMemo(() =>
    props.lines.map((line) => `${line.id}${line.dash.join()}${line.strong}`).join("|"),
  );
  return (
    <Show when={key()} keyed>
      {(_) => <Lines {...props} />}
    </Show>
  );
}

function Lines(props: CompareChartProps): JSX.Element {
  const max = createMemo(
    () => props.until ?? Math.max(props.budget ?? 0, 1, ...props.lines.map((line) => line.calls)),
  );
  const data = createMemo(() => alignLines(props.lines) as uPlot.AlignedData);
  const named = (): readonly CompareLine[] => props.lines.filter((line) => line.name !== "");
  const readout = createCursorReadout((calls) => {
    const parts = named().flatMap((line) => {
      const step = stepAt(line.steps, calls);
      return step === undefined ? [] : [`${line.name.split("\n")[0]} ${formatPercent(step.score)}`];
    });
    return [`${props.unit ?? "request"} ${calls}`, ...parts].join(" · ");
  });
  const narrow = matchMedia("(max-width: 760px)").matches;
  const options = (theme: () => ChartTheme): Omit<uPlot.Options, "width" | "height"> => {
    const paths = uPlot.paths.stepped?.({ align: 1 });
    return {
      padding: [12, narrow ? 16 : endRoom, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false, range: () => [0, max()] }, y: { range: [0, 1] } },
      axes: [
        callAxis(theme, max, () => props.unit ?? "request"),
        valueAxis(
          theme,
          () => [0, 0.25, 0.5, 0.75, 1],
          (value) => (value === 1 ? formatPercent(1) : String(value * 100)),
        ),
      ],
      series: [
        {},
        ...props.lines.map((line): uPlot.Series => ({
          stroke: () => colourOf(line, theme()),
          width: line.strong ? 2.5 : 1,
          dash: [...line.dash],
          points: { show: false },
          ...(paths === undefined ? {} : { paths }),
        })),
      ],
      hooks: {
        draw: [(plot) => drawNames(plot, theme(), named(), max(), narrow)],
        setCursor: [readout.follow],
      },
    };
  };
  return (
    <Plot label={props.label} height={props.height ?? 300} data={data()} redrawOn={max} options={options}>
      <ReadoutBox readout={readout} />
    </Plot>
  );
}

function colourOf({ colour, strong }: CompareLine, theme: ChartTheme): string {
  if (!strong) return theme.rule2;
  return (colour === undefined ? undefined : theme.candidates[colour]) ?? theme.ink;
}

/** Names at the ends of the lines, pushed apart so that none covers another. A name may have several lines. */
function drawNames(
  plot: uPlot,
  theme: ChartTheme,
  lines: readonly CompareLine[],
  max: number,
  narrow: boolean,
): void {
  const ratio = uPlot.pxRatio;
  const size = 12 * ratio;
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
