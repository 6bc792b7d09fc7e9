import { type JSX, Show, createMemo, createSignal } from "solid-js";

import { aliveCandidates, type RunState } from "../../../engine/index.ts";
import { isEndpoint } from "../../../models/model-choice.ts";
import { readRollout } from "../../../storage/read/rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { tokenPoints } from "../../../views/run/candidate-tokens.ts";
import { expectedLine, rowLine } from "../../../views/run/row-lines.ts";
import { gridTable, lineageTable, scatterTable, scoreTable } from "../../../views/run/run-tables.ts";
import { unitOf } from "../../../views/run/unit-of.ts";
import { gridFinding } from "../../../views/series/grid-readout.ts";
import { gridSeries } from "../../../views/series/grid-series.ts";
import { lineageSeries } from "../../../views/series/lineage-series.ts";
import { scoreSeries } from "../../../views/series/score-series-of.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { FrontierGrid, type GridCell } from "../../charts/frontier-grid.tsx";
import { FrontierScatter } from "../../charts/frontier-scatter.tsx";
import { Lineage } from "../../charts/lineage.tsx";
import { ScoreChart } from "../../charts/score-chart.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { AliveSentence } from "./alive-sentence.tsx";
import { type CostKind, createCallCosts } from "./create-call-costs.ts";
import type { RunRows } from "./create-run-rows.ts";

interface RunChartsProps {
  readonly run: RunRow;
  readonly state: RunState;
  readonly rows: RunRows;
  readonly selected: number | undefined;
  readonly onSelect: (candidate: number) => void;
  readonly onOpenCall: (callIndex: number) => void;
  readonly onProposal: (proposal: number) => void;
}

/** Rows of a dataset are read for their labels only up to here. */
const mostLabelled = 200;

export function ScoreFigure(props: RunChartsProps): JSX.Element {
  const series = createMemo(() => scoreSeries(props.state, unitOf(props.run)));
  return (
    <ChartFigure
      title={`Score over ${unitOf(props.run)}s`}
      note={`${formatCount(series().paretoRows)} Pareto rows`}
      table={() => scoreTable(props.state, unitOf(props.run))}
    >
      <ScoreChart series={series()} onSelect={props.onSelect} {...chosen(props.selected)} />
    </ChartFigure>
  );
}

type FrontierView = "grid" | "tokens" | CostKind;

const costNames = { tokens: "tokens", latency: "seconds a rollout", money: "$ a rollout" } as const;

export function FrontierFigure(props: RunChartsProps): JSX.Element {
  const db = useDatabase();
  const [view, setView] = createSignal<FrontierView>("grid");
  const [hovered, setHovered] = createSignal<GridCell>();
  const labelled = (): boolean => props.state.spec.splits.pareto <= mostLabelled;
  const label = (example: number): string | undefined =>
    labelled() ? expectedLine(props.rows.at("pareto", example)) || undefined : undefined;
  const series = createMemo(() => gridSeries(props.state, aliveCandidates(props.state), label));
  const kind = (): CostKind | undefined => {
    const now = view();
    return now === "latency" || now === "money" ? now : undefined;
  };
  const costs = createCallCosts(
    () => props.run.id,
    () => props.state,
    kind,
  );
  const points = createMemo(() => (kind() === undefined ? tokenPoints(props.state) : (costs() ?? [])));
  const costName = (): string => costNames[view() === "grid" ? "tokens" : (view() as keyof typeof costNames)];
  const formatCost = (cost: number): string =>
    view() === "tokens" ? formatCount(cost) : String(Number(cost.toPrecision(2)));
  const isRemote = (): boolean => isEndpoint(props.run.student);
  const answer = createLive(() => {
    const call = hovered()?.callIndex ?? -1;
    const { id } = props.run;
    return call < 0 ? undefined : () => readRollout(db, id, call);
  });
  const words = createMemo(() => {
    const cell = hovered();
    if (cell === undefined) return "";
    const said = answer.value();
    const row = rowLine(props.rows.at("pareto", cell.example));
    if (said?.callIndex !== cell.callIndex) return row;
    return `${row} It answered “${said.output.trim()}”. ${said.feedback}`;
  });
  return (
    <ChartFigure
      class="line"
      title="Frontier"
      note={
        view() === "grid"
          ? "which candidate passes which row; a frame marks the only one that does"
          : "score against cost; nobody beats those on the line on both"
      }
      table={() =>
        view() === "grid" ? gridTable(props.state) : scatterTable(points(), costName(), formatCost)
      }
      controls={
        <Segmented<FrontierView>
          name="View of the frontier"
          value={view()}
          options={[
            { value: "grid", label: "Grid" },
            { value: "tokens", label: "Against length" },
            { value: "latency", label: "Time" },
            ...(isRemote() ? [{ value: "money" as const, label: "Money" }] : []),
          ]}
          onChoose={setView}
        />
      }
    >
      <Show
        when={view() === "grid"}
        fallback={
          <Show
            when={points().length > 0}
            fallback={<p class="small soft">Nothing was measured for this yet.</p>}
          >
            <FrontierScatter
              points={points()}
              costName={costName()}
              formatCost={formatCost}
              onSelect={props.onSelect}
              {...chosen(props.selected)}
            />
          </Show>
        }
      >
        <FrontierGrid
          series={series()}
          onSelect={props.onSelect}
          onOpen={(cell) => props.onOpenCall(cell.callIndex)}
          onHover={setHovered}
          hoverText={words()}
          {...chosen(props.selected)}
        />
        <AliveSentence state={props.state} series={series()} rows={props.rows} onSelect={props.onSelect} />
        <p class="vh">{gridFinding(series())}</p>
      </Show>
    </ChartFigure>
  );
}

export function LineageFigure(props: RunChartsProps): JSX.Element {
  const series = createMemo(() => lineageSeries(props.state));
  return (
    <ChartFigure
      class="line"
      title="Lineage"
      note={`${series().passFail ? "number of rows passed" : "mean score"}; crosses are rewrites that did not beat their parent`}
      table={() => lineageTable(props.state)}
    >
      <Show
        when={series().nodes.length > 0}
        fallback={<p class="small soft">The first candidate stands here once the seed is scored.</p>}
      >
        <Lineage
          series={series()}
          live={props.state.status === "searching"}
          onSelect={props.onSelect}
          onProposal={props.onProposal}
          {...chosen(props.selected)}
        />
      </Show>
    </ChartFigure>
  );
}

const chosen = (selected: number | undefined): { readonly selected?: number } =>
  selected === undefined ? {} : { selected };
