import { createMemo, type JSX, Show } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { scoreSeries } from "../../../views/series/score-series-of.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { ScoreChart } from "../../charts/score-chart.tsx";
import type { Home } from "./create-home.ts";

/** Score over calls: the run page's own chart, with seed and best in its caption. */
export function LiveChart(props: { readonly home: Home; readonly state: RunState }): JSX.Element {
  const seed = createMemo(() => props.state.candidates[0]?.mean);
  const series = createMemo(() => scoreSeries(props.state));
  const rows = (): number => props.state.spec.splits.pareto;
  return (
    <figure aria-label="Score over calls">
      <figcaption>
        <b>Score on the {plural(rows(), "message")} it is judged by</b>
        <Show
          when={seed() !== undefined}
          fallback={<span>the first score comes after the first {plural(rows(), "call")}</span>}
        >
          <span>
            seed {formatPercent(seed() ?? 0)}, {props.state.status === "stopped" ? "winner" : "best so far"}{" "}
            <b>{formatPercent(props.home.best()?.mean ?? 0)}</b>
          </span>
        </Show>
      </figcaption>
      <div class="home-chart">
        <ScoreChart series={series()} height={300} strip={series().gates.length > 0} />
      </div>
    </figure>
  );
}
