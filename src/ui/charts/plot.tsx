import { type JSX, createEffect, on, onCleanup, untrack } from "solid-js";

import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";

import type { ChartTheme } from "../../paint/chart-theme.ts";
import { createChartTheme } from "./create-chart-theme.ts";
import { createWidth } from "./create-size.ts";
import { createFrame } from "./frame.ts";

interface PlotProps {
  /** States the finding, for those who do not see the picture. */
  readonly label: string;
  readonly data: uPlot.AlignedData;
  readonly height: number;
  /** Higher where letters are larger, as before a class. */
  readonly grows?: boolean;
  /** Built once; colours come through the accessor, so that a theme change needs a redraw only. */
  readonly options: (theme: () => ChartTheme) => Omit<uPlot.Options, "width" | "height">;
  /** Anything else the drawing depends on; a change asks for a redraw. */
  readonly redrawOn?: () => unknown;
  readonly onReady?: (plot: uPlot) => void;
  /** Called after each redraw of the canvas; for work counts. */
  readonly onDraw?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children?: JSX.Element;
}

/**
 * A uPlot that follows its container's width, its data and the theme, and draws at most once per frame however
 * fast rows arrive.
 */
export function Plot(props: PlotProps): JSX.Element {
  const theme = createChartTheme();
  const size = createWidth();
  let host!: HTMLDivElement;
  let plot: uPlot | undefined;
  let builtFor = 0;

  const height = (): number =>
    props.grows === true ? props.height * Math.max(1, theme().size / 16) : props.height;
  const frame = createFrame(() => {
    const width = untrack(size.width);
    if (width === 0) return;
    // Fonts and the room for them are fixed when it is built.
    if (builtFor !== untrack(theme).size) {
      plot?.destroy();
      plot = undefined;
    }
    if (plot === undefined) {
      plot = untrack(() => build(width));
      props.onReady?.(plot);
      return;
    }
    const current = plot;
    const update = (): void => {
      if (current.width !== width || current.height !== height())
        current.setSize({ width, height: height() });
      current.setData(props.data);
    };
    current.batch(update);
  });

  function build(width: number): uPlot {
    const options = props.options(theme);
    builtFor = theme().size;
    const drawn = (): void => props.onDraw?.();
    const draw = [...(options.hooks?.draw ?? []), drawn];
    return new uPlot(
      {
        ...options,
        width,
        height: height(),
        hooks: { ...options.hooks, draw },
      },
      props.data,
      host,
    );
  }

  createEffect(
    on([size.width, theme, () => props.data, height, () => props.redrawOn?.()], () => {
      frame();
    }),
  );
  onCleanup(() => plot?.destroy());

  return (
    <div class="chart-plot" style={{ height: `${height()}px` }}>
      <div
        class="chart-canvas"
        ref={(element) => {
          host = element;
          size.watch(element);
        }}
        role="img"
        aria-label={props.label}
        tabindex={props.onKeyDown === undefined ? undefined : 0}
        onKeyDown={(event) => props.onKeyDown?.(event)}
      />
      {props.children}
    </div>
  );
}
