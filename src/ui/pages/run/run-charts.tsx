import { type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { lineageTable, scoreTable } from "../../../views/run/run-tables.ts";
import { unitOf } from "../../../views/run/unit-of.ts";
import { lineageSeries } from "../../../views/series/lineage-series.ts";
import { scoreSeries } from "../../../views/series/score-series-of.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { Lineage } from "../../charts/lineage.tsx";
import { ScoreChart } from "../../charts/score-chart.tsx";
import { Term } from "../../kit/term.tsx";
import type { RunRows } from "./create-run-rows.ts";

export interface RunChartsProps {
  readonly run: RunRow;
  readonly state: RunState;
  readonly rows: RunRows;
  readonly selected: number | undefined;
  readonly onSelect: (candidate: number) => void;
  readonly onOpenCall: (callIndex: number) => void;
  readonly onProposal: (proposal: number) => void;
}

export function ScoreFigure(props: RunChartsProps): JSX.Element {
  const series = createMemo(() => scoreSeries(props.state, unitOf(props.run)));
  return (
    <ChartFigure
      title={`Score over ${unitOf(props.run)}s`}
      note={
        <>
          {formatCount(series().paretoRows)} <Term of="Pareto rows" />
        </>
      }
      table={() => scoreTable(props.state, unitOf(props.run))}
    >
      <ScoreChart series={series()} onSelect={props.onSelect} {...chosen(props.selected)} />
    </ChartFigure>
  );
}

export function LineageFigure(props: RunChartsProps): JSX.Element {
  const series = createMemo(() => lineageSeries(props.state));
  return (
    <ChartFigure
      class="line"
      title="Lineage"
      note={`${series().passFail ? "number of rows passed" : "mean score"}; crosses are proposals that did not beat their parent`}
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

export const chosen = (selected: number | undefined): { readonly selected?: number } =>
  selected === undefined ? {} : { selected };
