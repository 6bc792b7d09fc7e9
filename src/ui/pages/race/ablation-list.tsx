import { For, type JSX } from "solid-js";

import { type Ablation, ablations, ablationSize } from "../../../setup/race/ablations.ts";
import { ROUTING_BUDGET } from "../../../setup/race/routing-run.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Entry } from "../../kit/entry.tsx";

const words = (runs: number, calls: number): string =>
  `Start ${plural(runs, "run")}, ${formatCount(runs * calls)} requests`;

/** What each part of GEPA is worth: one click runs the search with and without it. */
export function AblationList(props: {
  readonly seeds: number | undefined;
  /** Student calls of a run. */
  readonly calls: number | undefined;
  readonly onStart: (ablation: Ablation) => void;
}): JSX.Element {
  return (
    <Entry title="Ablations" note="GEPA against itself with one thing changed, under the rules below.">
      <ul class="ablations">
        <For each={ablations}>
          {(ablation) => {
            const runs = (): number => ablationSize(ablation, props.seeds ?? 1);
            return (
              <li>
                <div>
                  <h3>{ablation.title}</h3>
                  <p class="small soft">{ablation.says}</p>
                </div>
                <Button
                  disabled={props.calls === undefined}
                  name={`${words(runs(), props.calls ?? ROUTING_BUDGET.requests)}: ${ablation.title}`}
                  onClick={() => props.onStart(ablation)}
                >
                  {words(runs(), props.calls ?? ROUTING_BUDGET.requests)}
                </Button>
              </li>
            );
          }}
        </For>
      </ul>
    </Entry>
  );
}
