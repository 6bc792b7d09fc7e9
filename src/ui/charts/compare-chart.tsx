import { type JSX, Show, createMemo } from "solid-js";
import uPlot from "uplot";

import type { ChartTheme } from "../../paint/chart-theme.ts";
import { drawNames, lineColour } from "../../paint/draw-lines.ts";
import { callAxis, rightRoom, valueAxis } from "../../paint/score-options.ts";
import { alignLines, type CompareLine } from "../../views/series/compare-series.ts";
import { stepAt } from "../../views/series/score-series.ts";
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
  readonly height?: number | undefined;
}

const endRoom = 12.5;

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
  const unit = (): string => props.unit ?? "request";
  const readout = createCursorReadout((calls) => {
    const parts = named().flatMap((line) => {
      const step = stepAt(line.steps, calls);
      return step === undefined ? [] : [`${line.name.split("\n")[0]} ${formatPercent(step.score)}`];
    });
    return [`${unit()} ${calls}`, ...parts].join(" · ");
  });
  const isNarrow = (): boolean => matchMedia("(max-width: 760px)").matches;
  const options = (theme: () => ChartTheme): Omit<uPlot.Options, "width" | "height"> => {
    const tight = rightRoom(theme, max, unit);
    const paths = uPlot.paths.stepped?.({ align: 1 });
    const draw = (plot: uPlot): void => drawNames(plot, theme(), named(), max(), isNarrow());
    return {
      padding: [12, () => (isNarrow() ? tight() : theme().size * endRoom), 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false, range: () => [0, max()] }, y: { range: [0, 1] } },
      axes: [
        callAxis(theme, max, unit),
        valueAxis(
          theme,
          () => [0, 0.25, 0.5, 0.75, 1],
          (value) => (value === 1 ? formatPercent(1) : String(value * 100)),
        ),
      ],
      series: [
        {},
        ...props.lines.map((line): uPlot.Series => ({
          stroke: () => lineColour(line, theme()),
          width: line.strong ? Math.max(2.5, theme().size / 5) : 1,
          dash: [...line.dash],
          points: { show: false },
          ...(paths === undefined ? {} : { paths }),
        })),
      ],
      hooks: {
        draw: [draw],
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
