import { type JSX, Show, createMemo, createUniqueId } from "solid-js";
import type uPlot from "uplot";

import type { ChartTheme } from "../../paint/chart-theme.ts";
import { drawScore, drawStrip } from "../../paint/draw-score.ts";
import { scoreOptions, stripOptions } from "../../paint/score-options.ts";
import { minibatchWords, readoutAt, scoreFinding } from "../../views/series/score-readout.ts";
import { nearestPoint, pointBy, type ScoreSeries, risingSteps } from "../../views/series/score-series.ts";
import { plural } from "../../views/words/numbers.ts";
import { createRise } from "./create-rise.ts";
import { createCursorReadout, ReadoutBox } from "./cursor-readout.tsx";
import { Plot } from "./plot.tsx";

interface ScoreChartProps {
  readonly series: ScoreSeries;
  /** Height of the upper chart; 250 on the run page. */
  readonly height?: number;
  /** Without the strip of minibatches: for small places. */
  readonly strip?: boolean;
  readonly selected?: number;
  readonly onSelect?: (candidate: number) => void;
  readonly onDraw?: () => void;
}

/** Score over calls: best so far, every candidate, the rows somebody passes, and the gates in a strip below. */
export function ScoreChart(props: ScoreChartProps): JSX.Element {
  const sync = `score-${createUniqueId()}`;
  const readout = createCursorReadout((calls) => readoutAt(props.series, calls));
  const max = createMemo(() => Math.max(props.series.budget ?? 0, props.series.calls, 1));
  const rise = createRise(
    () => props.series.best.length,
    () => props.series.live,
  );
  const aligned = createMemo(() => risingSteps(props.series, rise()));
  // A search without gates (another optimizer's) has no strip; before the first gate its place is kept.
  const hasGates = (): boolean => props.series.gates.length > 0 || props.series.points.length < 2;
  let upper: uPlot | undefined;

  const nearest = (event: MouseEvent): void => {
    if (upper === undefined || props.onSelect === undefined) return;
    const plot = upper;
    const box = plot.over.getBoundingClientRect();
    const found = nearestPoint(props.series.points, (point) => ({
      x: plot.valToPos(point.calls, "x") - (event.clientX - box.left),
      y: plot.valToPos(point.score, "y") - (event.clientY - box.top),
    }));
    if (found !== undefined) props.onSelect(found.look.index);
  };
  const step = (event: KeyboardEvent): void => {
    const { points } = props.series;
    if (upper === undefined || points.length === 0) return;
    const here = upper.posToVal(upper.cursor.left ?? -1, "x");
    const at = points.findIndex((point) => Math.abs(point.calls - here) < 0.5 + max() / 2000);
    if (event.key === "Enter" && points[at] !== undefined) props.onSelect?.(points[at].look.index);
    if (event.key === "Escape") upper.setCursor({ left: -10, top: -10 });
    const point = pointBy(event.key, points, at);
    if (point === undefined) return;
    event.preventDefault();
    upper.setCursor({ left: upper.valToPos(point.calls, "x"), top: 0 });
  };
  const unit = () => props.series.unit;
  const hooks = (theme: () => ChartTheme) => ({
    draw: (plot: uPlot) => {
      drawScore(plot, theme(), props.series, props.selected);
    },
    setCursor: readout.follow,
  });

  return (
    <div onClick={nearest} role="presentation">
      <Plot
        label={`${scoreFinding(props.series)} Arrow keys walk along the candidates.`}
        height={props.height ?? 250}
        grows
        data={aligned()}
        redrawOn={() => [props.selected, props.series]}
        options={(theme) => scoreOptions(theme, max, sync, unit, hooks(theme))}
        onReady={(plot) => (upper = plot)}
        onKeyDown={step}
        {...(props.onDraw === undefined ? {} : { onDraw: props.onDraw })}
      >
        <ReadoutBox readout={readout} />
      </Plot>
      <Show when={props.strip !== false && hasGates()}>
        <GateStrip series={props.series} data={aligned()} max={max} sync={sync} />
      </Show>
    </div>
  );
}

/** Each minibatch below the call it was tried at: parent to child. */
function GateStrip(props: {
  readonly series: ScoreSeries;
  readonly data: ReturnType<typeof risingSteps>;
  readonly max: () => number;
  /** Name of the cursor both plots share. */
  readonly sync: string;
}): JSX.Element {
  const sizes = createMemo(() => props.series.gates.slice(-400).map((gate) => gate.size));
  const largest = createMemo(() => Math.max(1, ...sizes()));
  const kept = (): number => props.series.gates.filter((gate) => gate.kept).length;
  const max = (): number => props.max();
  const unit = () => props.series.unit;
  const options = (theme: () => ChartTheme) =>
    stripOptions(theme, max, unit, largest, props.sync, {
      draw: (plot) => drawStrip(plot, theme(), props.series),
      setCursor: () => undefined,
    });
  return (
    <>
      <p class="chart-strip">
        {minibatchWords(sizes())}: parent to child
        <span class="hide-s">, a child must do better to go on</span>
      </p>
      <Plot
        label={`${plural(props.series.gates.length, "gate")}: ${plural(kept(), "proposal")} did better than the parent on its minibatch.`}
        height={80}
        data={[props.data[0], props.data[1]]}
        redrawOn={() => props.series}
        options={options}
      />
    </>
  );
}
