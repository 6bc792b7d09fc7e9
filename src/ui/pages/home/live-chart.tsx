import { createMemo, type JSX, Show } from "solid-js";

import { scoreSeries } from "../../../views/series/score-series-of.ts";
import { homeScores } from "../../../views/words/home-words.ts";
import { plural } from "../../../views/words/numbers.ts";
import { ScoreChart } from "../../charts/score-chart.tsx";
import type { Home } from "./create-home.ts";

/** Score over calls: the run page's own chart, with seed and best in its caption; before the first score its empty room. */
export function LiveChart(props: { readonly home: Home }): JSX.Element {
  const state = () => props.home.view.state();
  const series = createMemo(() => {
    const now = state();
    return now && scoreSeries(now);
  });
  const rows = (): number => props.home.view.run()?.splits.pareto.length ?? 0;
  return (
    <figure aria-label="Score over requests">
      <figcaption>
        <b>Score on the {plural(rows(), "message")} it is judged by</b>
        <span>{homeScores(props.home)}</span>
      </figcaption>
      <div class="home-chart">
        <Show when={series()}>
          {(shown) => <ScoreChart series={shown()} height={240} strip={shown().gates.length > 0} />}
        </Show>
      </div>
    </figure>
  );
}
