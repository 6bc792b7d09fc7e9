import { type JSX, Show, createMemo, createUniqueId } from "solid-js";
import type uPlot from "uplot";

import type { ChartTheme } from "../../paint/chart-theme.ts";
import { drawScore, drawStrip } from "../../paint/draw-score.ts";
import { scoreOptions, stripOptions } from "../../paint/score-options.ts";
import { minibatchWords, readoutAt, scoreFinding } from "../../views/series/score-readout.ts";
import { type ScoreSeries, risingSteps } from "../../views/series/score-series.ts";
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
  const gateSizes = createMemo(() => props.series.gates.slice(-400).map((gate) => gate.size));
  const gateSize = createMemo(() => Math.max(1, ...gateSizes()));
  // A search without gates (another optimizer's) has no strip; before the first gate its place is kept.
  const hasGates = (): boolean => props.series.gates.length > 0 || props.series.points.length < 2;
  let upper: uPlot | undefined;

  const nearest = (event: MouseEvent): void => {
    if (upper === undefined || props.onSelect === undefined) return;
    const box = upper.over.getBoundingClientRect();
    let best: { index: number; distance: number } | undefined;
    for (const point of props.series.points) {
      const dx = upper.valToPos(point.calls, "x") - (event.clientX - box.left);
      const dy = upper.valToPos(point.score, "y") - (event.clientY - box.top);
      const distance = Math.hypot(dx, dy);
      if (distance < 24 && (best === undefined || distance < best.distance))
        best = { index: point.look.index, distance };
    }
    if (best !== undefined) props.onSelect(best.index);
  };
  const step = (event: KeyboardEvent): void => {
    const points = props.series.points;
    if (upper === undefined || points.length === 0) return;
    const here = upper.posToVal(upper.cursor.left ?? -1, "x");
    const at = points.findIndex((point) => Math.abs(point.calls - here) < 0.5 + max() / 2000);
    const next =
      event.key === "ArrowRight"
        ? at + 1
        : event.key === "ArrowLeft"
          ? (at < 0 ? points.length : at) - 1
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? points.length - 1
              : undefined;
    if (event.key === "Enter" && points[at] !== undefined) props.onSelect?.(points[at].look.index);
    if (event.key === "Escape") upper.setCursor({ left: -10, top: -10 });
    if (next === undefined) return;
    event.preventDefault();
    const point = points[Math.min(points.length - 1, Math.max(0, next))];
    if (point !== undefined) upper.setCursor({ left: upper.valToPos(point.calls, "x"), top: 0 });
  };
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
        data={aligned()}
        redrawOn={() => [props.selected, props.series]}
        options={(theme) => scoreOptions(theme, max, sync, () => props.series.unit, hooks(theme))}
        onReady={(plot) => (upper = plot)}
        onKeyDown={step}
        {...(props.onDraw === undefined ? {} : { onDraw: props.onDraw })}
      >
        <ReadoutBox readout={readout} />
      </Plot>
      <Show when={props.strip !== false && hasGates()}>
        <p class="chart-strip">
          {minibatchWords(gateSizes())}: parent to child
          <span class="hide-s">, a child must do better to go on</span>
        </p>
        <Plot
          label={`${plural(props.series.gates.length, "gate")}: ${plural(props.series.gates.filter((gate) => gate.kept).length, "rewrite")} did better than the parent on its minibatch.`}
          height={80}
          data={[aligned()[0], aligned()[1]]}
          redrawOn={() => props.series}
          options={(theme) =>
            stripOptions(theme, max, () => props.series.unit, gateSize, sync, {
              draw: (plot) => {
                drawStrip(plot, theme(), props.series);
              },
              setCursor: () => undefined,
            })
          }
        />
      </Show>
    </div>
  );
}
