import type { JSX } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { sumLedger } from "../../../storage/read/ledger.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { costFacts } from "../../../views/result/cost-facts.ts";
import { Facts } from "../../kit/facts.tsx";
import { UsedWeights } from "../../kit/used-weights.tsx";
import { createLive } from "../../state/create-live.ts";

/** What a run cost: requests, time, tokens, money, and what left the machine. Only what was measured or reported. */
export function CostList(props: { readonly run: RunRow; readonly state: RunState }): JSX.Element {
  const ledger = createLive(() => props.run.id, sumLedger);
  return (
    <div class="line stack-2">
      <h3>What it cost</h3>
      <Facts of={costFacts(props.run, props.state, ledger.value())} />
      <UsedWeights models={props.run.models} />
    </div>
  );
}
