import { type Accessor, type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { drawGrid } from "../../paint/draw-grid.ts";
import {
  columnAt,
  type GridGeometry,
  gridGeometry,
  type GridPlace,
  movedBy,
  scrolledTo,
} from "../../views/series/grid-geometry.ts";
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
  const size = createWidth();
  const theme = createChartTheme();
  const geometry = createMemo(() => gridGeometry(props.series, size.width(), theme().size));
  const viewHeight = createMemo(() => Math.min(460, geometry().top + geometry().contentHeight + 4));
  let scroller!: HTMLDivElement;
  let canvas!: HTMLCanvasElement;
  const cursor = createCursor(props, geometry, viewHeight, () => ({ scroller, canvas }));
  const frame = createFrame(() => {
    const view = { width: size.width(), height: viewHeight(), ratio: devicePixelRatio };
    const context = canvas.getContext("2d");
    if (view.width === 0 || context === null) return;
    fitCanvas(canvas, view);
    const cells = drawGrid(context, theme(), props.series, geometry(), {
      ...view,
      scrollLeft: scroller.scrollLeft,
      scrollTop: scroller.scrollTop,
      selected: props.selected,
      at: cursor.at(),
    });
    props.onDraw?.(cells);
  });
  createEffect(on([size.width, theme, () => props.series, () => props.selected, cursor.at, geometry], frame));
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
        onPointerMove={cursor.point}
        onPointerLeave={cursor.leave}
        onBlur={cursor.leave}
        onClick={cursor.click}
        onKeyDown={cursor.press}
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
      <Readout series={props.series} cell={cursor.cell()} hoverText={props.hoverText} />
    </div>
  );
}

/** As many pixels as the screen has for it; a canvas that is set is cleared, so only where that changed. */
function fitCanvas(
  canvas: HTMLCanvasElement,
  view: { readonly width: number; readonly height: number; readonly ratio: number },
): void {
  const [width, height] = [Math.round(view.width * view.ratio), Math.round(view.height * view.ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

interface Cursor {
  readonly at: Accessor<GridPlace | undefined>;
  readonly cell: Accessor<GridCell | undefined>;
  readonly point: (event: MouseEvent) => void;
  readonly leave: () => void;
  readonly click: (event: MouseEvent) => void;
  readonly press: (event: KeyboardEvent) => void;
}

/** The cell that is pointed at or walked to, and what choosing it does. */
function createCursor(
  props: FrontierGridProps,
  geometry: Accessor<GridGeometry>,
  viewHeight: Accessor<number>,
  elements: () => { readonly scroller: HTMLElement; readonly canvas: HTMLElement },
): Cursor {
  const [at, setAt] = createSignal<GridPlace>();
  const leave = (): void => {
    setAt(undefined);
  };
  const cell = createMemo((): GridCell | undefined => {
    const here = at();
    const line = here && props.series.lines[here.line];
    const example = here && props.series.columns[here.column];
    if (line === undefined || example === undefined) return undefined;
    return { candidate: line.look.index, example, callIndex: line.callIndexes[example] ?? -1 };
  });
  createEffect(on(cell, (now) => props.onHover?.(now), { defer: true }));
  const choose = (candidate: number, here: GridCell | undefined): void => {
    if (candidate === props.selected && here !== undefined) props.onOpen?.(here);
    else props.onSelect?.(candidate);
  };
  const lineUnder = (event: MouseEvent): number => {
    const { canvas, scroller } = elements();
    const y = event.clientY - canvas.getBoundingClientRect().top;
    return Math.floor((y - geometry().top + scroller.scrollTop) / geometry().rowHeight);
  };
  const point = (event: MouseEvent): void => {
    const { canvas, scroller } = elements();
    const box = canvas.getBoundingClientRect();
    const { left, right } = geometry();
    const x = event.clientX - box.left;
    const line = lineUnder(event);
    if (line < 0 || line >= props.series.lines.length || x < left || x >= box.width - right) return leave();
    const column = columnAt(geometry(), x - left + scroller.scrollLeft);
    setAt({ line, column: Math.min(column, props.series.columns.length - 1) });
  };
  const reveal = ({ line, column }: GridPlace): void => {
    const { scroller } = elements();
    const { left, right, top, offsets, cellWidth, rowHeight } = geometry();
    const room = scroller.clientWidth - left - right;
    scroller.scrollLeft = scrolledTo(offsets[column] ?? 0, cellWidth, scroller.scrollLeft, room);
    scroller.scrollTop = scrolledTo(line * rowHeight, rowHeight, scroller.scrollTop, viewHeight() - top);
  };
  return {
    at,
    cell,
    point,
    leave,
    click: (event) => {
      // A finger leaves before its tap arrives, and what it read would be gone.
      point(event);
      const look = props.series.lines[lineUnder(event)]?.look;
      if (look !== undefined) choose(look.index, cell());
    },
    press: (event) => {
      const current = cell();
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && current !== undefined) choose(current.candidate, current);
      const next = movedBy(event.key, at(), props.series);
      if (next === undefined) return;
      event.preventDefault();
      setAt(next);
      reveal(next);
    },
  };
}

/** The cell in a sentence, and the words of its row. */
function Readout(props: {
  readonly series: GridSeries;
  readonly cell: GridCell | undefined;
  readonly hoverText: string | undefined;
}): JSX.Element {
  return (
    <p class="small soft chart-grid-readout">
      <Show
        when={props.cell}
        fallback={
          <span>
            {plural(props.series.lines.length, "candidate")} by {plural(props.series.columns.length, "row")}.
            Point at a cell, or use the arrow keys.
          </span>
        }
      >
        {(cell) => (
          <output>
            {cellSentence(props.series, cell().candidate, cell().example)}
            <Show when={props.hoverText}>
              {" "}
              <span class="q">{props.hoverText}</span>
            </Show>
          </output>
        )}
      </Show>
    </p>
  );
}
