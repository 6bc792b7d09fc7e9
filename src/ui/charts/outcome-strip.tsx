import { type JSX, createEffect, createMemo, on } from "solid-js";

import { drawOutcomes } from "../../paint/draw-outcomes.ts";
import type { RowOutcome } from "../../views/result/test-comparison.ts";
import { createChartTheme } from "./create-chart-theme.ts";
import { createWidth } from "./create-size.ts";
import { createFrame } from "./frame.ts";

/** Every row as a square: won in the winner's colour, lost crossed in red, the rest quiet. */
export function OutcomeStrip(props: {
  readonly outcomes: readonly RowOutcome[];
  /** Colour of the winner, index into the theme's. */
  readonly colour: number;
  readonly label: string;
}): JSX.Element {
  const theme = createChartTheme();
  const size = createWidth();
  let canvas!: HTMLCanvasElement;
  const layout = createMemo(() => {
    const count = Math.max(1, props.outcomes.length);
    const side = count <= 240 ? 19 : count <= 1000 ? 13 : 7;
    const perLine = Math.max(1, Math.floor((size.width() + 3) / side));
    return { side, perLine, height: Math.ceil(count / perLine) * side };
  });
  const frame = createFrame(() => {
    const context = canvas.getContext("2d");
    if (context === null || size.width() === 0) return;
    const ratio = devicePixelRatio;
    const { side, perLine, height } = layout();
    canvas.width = Math.round(size.width() * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawOutcomes(context, theme(), props.outcomes, { side, perLine }, props.colour);
  });
  createEffect(
    on([size.width, theme, () => props.outcomes, layout], () => {
      frame();
    }),
  );
  return (
    <div class="chart-plot">
      <div ref={(element) => size.watch(element)} />
      <canvas
        ref={canvas}
        role="img"
        aria-label={props.label}
        style={{ width: `${size.width()}px`, height: `${layout().height}px`, display: "block" }}
      />
    </div>
  );
}
