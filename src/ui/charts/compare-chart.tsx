import { type JSX, Show, createMemo, createSignal } from "solid-js";
import uPlot from "uplot";

import { formatPercent } from "../kit/numbers.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { alignLines, type CompareLine } from "./compare-series.ts";
import { drawHaloText } from "./draw-mark.ts";
import { Plot } from "./plot.tsx";
import { callAxis, valueAxis } from "./score-options.ts";
import { stepAt } from "./score-series.ts";

import styles from "./charts.module.css";

export interface CompareChartProps {
  readonly lines: readonly CompareLine[];
  readonly budget?: number;
  readonly label: string;
  readonly height?: number;
}

const endRoom = 150;

/** Best score over calls of several runs on one axis, named at their ends. */
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
  const [readout, setReadout] = createSignal<{
    readonly text: string;
    readonly left: number;
    readonly flip: boolean;
  }>();
  const max = createMemo(() => Math.max(props.budget ?? 0, 1, ...props.lines.map((line) => line.calls)));
  const data = createMemo(() => alignLines(props.lines) as uPlot.AlignedData);
  const named = (): readonly CompareLine[] => props.lines.filter((line) => line.name !== "");
  const follow = (plot: uPlot): void => {
    const left = plot.cursor.left ?? -1;
    if (left < 0) {
      setReadout(undefined);
      return;
    }
    const calls = Math.round(plot.posToVal(left, "x"));
    const parts = named().flatMap((line) => {
      const step = stepAt(line.steps, calls);
      return step === undefined ? [] : [`${line.name} ${formatPercent(step.score)}`];
    });
    const flip = left > plot.bbox.width / uPlot.pxRatio / 2;
    setReadout({
      text: [`call ${calls}`, ...parts].join(" · "),
      left: plot.bbox.left / uPlot.pxRatio + left,
      flip,
    });
  };
  const narrow = matchMedia("(max-width: 760px)").matches;
  const options = (theme: () => ChartTheme): Omit<uPlot.Options, "width" | "height"> => {
    const paths = uPlot.paths.stepped?.({ align: 1 });
    return {
      padding: [12, narrow ? 16 : endRoom, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false, range: () => [0, max()] }, y: { range: [0, 1] } },
      axes: [
        callAxis(theme, max),
        valueAxis(
          theme,
          () => [0, 0.25, 0.5, 0.75, 1],
          (value) => (value === 1 ? formatPercent(1) : String(value * 100)),
        ),
      ],
      series: [
        {},
        ...props.lines.map((line): uPlot.Series => ({
          stroke: () => (line.strong ? theme().ink : theme().rule2),
          width: line.strong ? 2.5 : 1,
          dash: [...line.dash],
          points: { show: false },
          ...(paths === undefined ? {} : { paths }),
        })),
      ],
      hooks: { draw: [(plot) => drawNames(plot, theme(), named(), narrow)], setCursor: [follow] },
    };
  };
  return (
    <Plot label={props.label} height={props.height ?? 300} data={data()} redrawOn={max} options={options}>
      <Show when={readout()}>
        {(shown) => (
          <output
            class={styles.readout}
            style={{
              left: `${shown().left}px`,
              top: "8px",
              transform: shown().flip ? "translateX(calc(-100% - 8px))" : "translateX(8px)",
            }}
          >
            {shown().text}
          </output>
        )}
      </Show>
    </Plot>
  );
}

/** Names at the ends of the lines, pushed apart so that none covers another. */
function drawNames(plot: uPlot, theme: ChartTheme, lines: readonly CompareLine[], narrow: boolean): void {
  const ratio = uPlot.pxRatio;
  const size = 12 * ratio;
  const ends = lines
    .flatMap((line) => {
      const last = line.steps.at(-1);
      if (last === undefined) return [];
      return [
        { name: line.name, x: plot.valToPos(line.calls, "x", true), y: plot.valToPos(last.score, "y", true) },
      ];
    })
    .toSorted((a, b) => a.y - b.y);
  let lowest = 0;
  plot.ctx.save();
  for (const end of ends) {
    const y = Math.max(end.y + size * 0.35, lowest + size * 1.25);
    lowest = y;
    if (narrow)
      drawHaloText(plot.ctx, theme, end.name, plot.bbox.left + plot.bbox.width - 4 * ratio, y - size * 0.8, {
        size,
        align: "right",
        colour: theme.ink,
        strong: true,
      });
    else
      drawHaloText(
        plot.ctx,
        theme,
        end.name,
        Math.min(end.x, plot.bbox.left + plot.bbox.width) + 8 * ratio,
        y,
        { size, align: "left", colour: theme.ink, strong: true },
      );
  }
  plot.ctx.restore();
}
