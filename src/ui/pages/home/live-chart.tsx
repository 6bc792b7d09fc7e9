import { createMemo, type JSX, Show } from "solid-js";

import { scoreSeries } from "../../../views/series/score-series-of.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { ScoreChart } from "../../charts/score-chart.tsx";
import type { Home } from "./create-home.ts";

/** Score over calls: the run page's own chart, with seed and best in its caption; before the first score its empty room. */
export function LiveChart(props: { readonly home: Home }): JSX.Element {
  const state = () => props.home.view.state();
  const seed = createMemo(() => state()?.candidates[0]?.mean);
  const series = createMemo(() => {
    const now = state();
    return now && scoreSeries(now);
  });
  const rows = (): number => props.home.view.run()?.splits.pareto.length ?? 0;
  return (
    <figure aria-label="Score over requests">
      <figcaption>
        <b>Score on the {plural(rows(), "message")} it is judged by</b>
        <Show
          when={seed() !== undefined}
          fallback={<span>the first score comes after the first {plural(rows(), "request")}</span>}
        >
          <span>
            seed {formatPercent(seed() ?? 0)}, {state()?.status === "stopped" ? "winner" : "best so far"}{" "}
            <b>{formatPercent(props.home.best()?.mean ?? 0)}</b>
          </span>
        </Show>
      </figcaption>
      <div class="home-chart">
        <Show when={series()}>
          {(shown) => <ScoreChart series={shown()} height={240} strip={shown().gates.length > 0} />}
        </Show>
      </div>
    </figure>
  );
}
