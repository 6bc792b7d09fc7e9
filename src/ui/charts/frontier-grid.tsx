import { type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { drawGrid } from "../../paint/draw-grid.ts";
import { columnAt, gridGeometry } from "../../views/series/grid-geometry.ts";
import { cellSentence, gridFinding } from "../../views/series/grid-readout.ts";
import type { GridSeries } from "../../views/series/grid-series.ts";
import { plural } from "../../views/words/numbers.ts";
import { createChartTheme } from "./create-chart-theme.ts";
import { createWidth } from "./create-size.ts";
import { createFrame } from "./frame.ts";

export interface GridCell {
  readonly candidate: number;
  /** Position in the Pareto split. */
  readonly example: number;
  readonly callIndex: number;
}

interface FrontierGridProps {
  readonly series: GridSeries;
  readonly selected?: number;
  readonly onSelect?: (candidate: number) => void;
  /** Enter or a second click on a cell. */
  readonly onOpen?: (cell: GridCell) => void;
  /** The row's own words, for the readout; may come later, from storage. */
  readonly onHover?: (cell: GridCell | undefined) => void;
  readonly hoverText?: string;
  readonly onDraw?: (cells: number) => void;
}

/** Candidates by Pareto rows. Draws only what shows, so a thousand by a thousand scrolls as smoothly as ten by ten. */
export function FrontierGrid(props: FrontierGridProps): JSX.Element {
  const theme = createChartTheme();
  const size = createWidth();
  const [at, setAt] = createSignal<{ line: number; column: number }>();
  let scroller!: HTMLDivElement;
  let canvas!: HTMLCanvasElement;
  const geometry = createMemo(() => gridGeometry(props.series, size.width(), theme().size));
  const viewHeight = createMemo(() => Math.min(460, geometry().top + geometry().contentHeight + 4));

  const frame = createFrame(() => {
    const width = size.width();
    const context = canvas.getContext("2d");
    if (width === 0 || context === null) return;
    const ratio = devicePixelRatio;
    const height = viewHeight();
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const cells = drawGrid(context, theme(), props.series, geometry(), {
      width,
      height,
      scrollLeft: scroller.scrollLeft,
      scrollTop: scroller.scrollTop,
      ratio,
      selected: props.selected,
      at: at(),
    });
    props.onDraw?.(cells);
  });
  createEffect(
    on([size.width, theme, () => props.series, () => props.selected, at, geometry], () => {
      frame();
    }),
  );

  const cell = createMemo((): GridCell | undefined => {
    const here = at();
    const line = here === undefined ? undefined : props.series.lines[here.line];
    const example = here === undefined ? undefined : props.series.columns[here.column];
    if (line === undefined || example === undefined) return undefined;
    return { candidate: line.look.index, example, callIndex: line.callIndexes[example] ?? -1 };
  });
  createEffect(on(cell, (now) => props.onHover?.(now), { defer: true }));

  const point = (event: MouseEvent): void => {
    const box = canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const line = Math.floor(
      (event.clientY - box.top - geometry().top + scroller.scrollTop) / geometry().rowHeight,
    );
    const inside = x >= geometry().left && x < box.width - geometry().right;
    if (line < 0 || line >= props.series.lines.length) setAt(undefined);
    else if (inside) {
      const column = columnAt(geometry(), x - geometry().left + scroller.scrollLeft);
      setAt({ line, column: Math.min(column, props.series.columns.length - 1) });
    } else setAt(undefined);
  };
  const click = (event: MouseEvent): void => {
    // A finger leaves before its tap arrives, and what it read would be gone.
    point(event);
    const box = canvas.getBoundingClientRect();
    const line = Math.floor(
      (event.clientY - box.top - geometry().top + scroller.scrollTop) / geometry().rowHeight,
    );
    const look = props.series.lines[line]?.look;
    const here = cell();
    if (look === undefined) return;
    if (look.index === props.selected && here !== undefined) props.onOpen?.(here);
    else props.onSelect?.(look.index);
  };
  const reveal = (line: number, column: number): void => {
    const g = geometry();
    const x = g.offsets[column] ?? 0;
    const room = size.width() - g.left - g.right;
    if (x < scroller.scrollLeft) scroller.scrollLeft = x;
    if (x + g.cellWidth > scroller.scrollLeft + room) scroller.scrollLeft = x + g.cellWidth - room;
    const y = line * g.rowHeight;
    if (y < scroller.scrollTop) scroller.scrollTop = y;
    if (y + g.rowHeight > scroller.scrollTop + viewHeight() - g.top)
      scroller.scrollTop = y + g.rowHeight - viewHeight() + g.top;
  };
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-10, 0],
    PageDown: [10, 0],
    Home: [0, -1e6],
    End: [0, 1e6],
  };
  const keys = (event: KeyboardEvent): void => {
    const here = at() ?? { line: 0, column: -1 };
    const current = cell();
    if (event.key === "Escape") setAt(undefined);
    if (event.key === "Enter" && current !== undefined) {
      if (props.selected === current.candidate) props.onOpen?.(current);
      else props.onSelect?.(current.candidate);
    }
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const line = Math.max(0, Math.min(props.series.lines.length - 1, here.line + move[0]));
    const column = Math.max(0, Math.min(props.series.columns.length - 1, here.column + move[1]));
    setAt({ line, column });
    reveal(line, column);
  };
  const sentence = createMemo(() => {
    const here = cell();
    return here === undefined ? undefined : cellSentence(props.series, here.candidate, here.example);
  });

  return (
    <div class="chart-grid-host">
      <div ref={(element) => size.watch(element)} />
      <div
        ref={scroller}
        class="chart-grid-scroll"
        style={{ height: `${viewHeight()}px` }}
        role="application"
        aria-roledescription="frontier grid"
        aria-label={`${gridFinding(props.series)} Arrow keys walk from cell to cell, Enter opens the candidate.`}
        tabindex={0}
        onScroll={frame}
        onPointerMove={point}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
        onClick={click}
        onKeyDown={keys}
      >
        <canvas
          ref={canvas}
          aria-hidden="true"
          style={{ width: `${size.width()}px`, height: `${viewHeight()}px` }}
        />
        <div
          class="chart-sizer"
          style={{
            width: `${geometry().contentWidth + geometry().left + geometry().right}px`,
            height: `${geometry().contentHeight + geometry().top + 4}px`,
          }}
        />
      </div>
      <p class="small soft chart-grid-readout">
        <Show
          when={sentence()}
          fallback={
            <span>
              {plural(props.series.lines.length, "candidate")} by {plural(props.series.columns.length, "row")}
              . Point at a cell, or use the arrow keys.
            </span>
          }
        >
          <output>
            {sentence()}
            <Show when={props.hoverText}>
              {" "}
              <span class="q">{props.hoverText}</span>
            </Show>
          </output>
        </Show>
      </p>
    </div>
  );
}
