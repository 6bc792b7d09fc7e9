import { type JSX, Match, Switch, createMemo, createSignal } from "solid-js";

import { aliveCandidates } from "../../../engine/index.ts";
import { readRollout } from "../../../storage/read/rollouts.ts";
import { type Cost, costs, costsOf } from "../../../views/run/candidate-costs.ts";
import { tokenPoints } from "../../../views/run/candidate-tokens.ts";
import { answeredLine, expectedLine } from "../../../views/run/row-lines.ts";
import { gridTable, scatterTable } from "../../../views/run/run-tables.ts";
import { gridFinding } from "../../../views/series/grid-readout.ts";
import { gridSeries } from "../../../views/series/grid-series.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { FrontierGrid, type GridCell } from "../../charts/frontier-grid.tsx";
import { FrontierScatter } from "../../charts/frontier-scatter.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { createLive } from "../../state/create-live.ts";
import { AliveSentence } from "./alive-sentence.tsx";
import { createCallCosts } from "./create-call-costs.ts";
import { chosen, type RunChartsProps } from "./run-charts.tsx";

/** Rows of a dataset are read for their labels only up to here. */
const mostLabelled = 200;

/** The frontier row by row, or against what a candidate costs. */
export function FrontierFigure(props: RunChartsProps): JSX.Element {
  const [view, setView] = createSignal<"grid" | Cost>("grid");
  const cost = (): Cost => {
    const now = view();
    return now === "grid" ? "tokens" : now;
  };
  const measured = createCallCosts(
    () => props.run.id,
    () => props.state,
    () => {
      const now = view();
      return now === "latency" || now === "money" ? now : undefined;
    },
  );
  const points = createMemo(() => (cost() === "tokens" ? tokenPoints(props.state) : (measured() ?? [])));
  const formatCost = (value: number): string =>
    cost() === "tokens" ? formatCount(value) : String(Number(value.toPrecision(2)));
  const isGrid = (): boolean => view() === "grid";
  return (
    <ChartFigure
      class="line"
      title="Frontier"
      term="frontier"
      note={
        isGrid()
          ? "which candidate passes which row; a frame marks the only one that does"
          : "score against cost; nobody beats those on the line on both"
      }
      table={() =>
        isGrid() ? gridTable(props.state) : scatterTable(points(), costs[cost()].name, formatCost)
      }
      controls={
        <Segmented
          name="View of the frontier"
          value={view()}
          options={[
            { value: "grid", label: "Grid" },
            ...costsOf(props.run.student).map((value) => ({ value, label: costs[value].label })),
          ]}
          onChoose={setView}
        />
      }
    >
      <Switch fallback={<p class="small soft">Nothing was measured for this yet.</p>}>
        <Match when={isGrid()}>
          <RowGrid {...props} />
        </Match>
        <Match when={points().length > 0}>
          <FrontierScatter
            points={points()}
            costName={costs[cost()].name}
            formatCost={formatCost}
            onSelect={props.onSelect}
            {...chosen(props.selected)}
          />
        </Match>
      </Switch>
    </ChartFigure>
  );
}

/** Candidates by rows, what a cell's answer was, and who is alive. */
function RowGrid(props: RunChartsProps): JSX.Element {
  const [hovered, setHovered] = createSignal<GridCell>();
  const label = (example: number): string | undefined =>
    props.state.spec.splits.pareto <= mostLabelled
      ? expectedLine(props.rows.at("pareto", example)) || undefined
      : undefined;
  const series = createMemo(() => gridSeries(props.state, aliveCandidates(props.state), label));
  const answer = createLive(
    () => ({ id: props.run.id, call: hovered()?.callIndex ?? -1 }),
    (db, { id, call }) => (call < 0 ? undefined : readRollout(db, id, call)),
  );
  const words = createMemo(() => {
    const cell = hovered();
    return cell && answeredLine(props.rows.at("pareto", cell.example), cell.callIndex, answer.value());
  });
  return (
    <>
      <FrontierGrid
        series={series()}
        onSelect={props.onSelect}
        onOpen={(cell) => props.onOpenCall(cell.callIndex)}
        onHover={setHovered}
        hoverText={words() ?? ""}
        {...chosen(props.selected)}
      />
      <AliveSentence state={props.state} series={series()} rows={props.rows} onSelect={props.onSelect} />
      <p class="vh">{gridFinding(series())}</p>
    </>
  );
}
