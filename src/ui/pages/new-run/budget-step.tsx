import { createMemo, type JSX, Show } from "solid-js";

import { effortFacts, outcomeFacts, scarceWords } from "../../../setup/forecast/draft-words.ts";
import { budgetPromise, budgetUnitOf, mostRequests, sizesOf } from "../../../setup/forecast/estimate.ts";
import { modelEnds } from "../../../setup/forecast/model-ends.ts";
import type { Pace } from "../../../setup/forecast/pace.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { unitTitle } from "../../../views/words/spent-words.ts";
import { FactLines } from "../../kit/facts.tsx";
import { RangeField } from "../../kit/range-field.tsx";
import { Say } from "../../kit/trouble.tsx";
import type { DraftState } from "./create-draft.ts";
import { MoneyFact } from "./money-fact.tsx";
import { TrialPart } from "./trial.tsx";

/** Requests to the models, what they will cost in time, and a trial on a few rows to base that on. */
export function BudgetStep(props: {
  readonly state: DraftState;
  readonly hosts: readonly string[];
  readonly onSpeed: (msPerRow: number) => void;
  readonly pace: Pace | undefined;
}): JSX.Element {
  const draft = () => props.state.draft;
  const ends = createMemo(() => modelEnds(draft(), Date.now()));
  return (
    <div classList={{ split: draft().task !== "rows" }}>
      <div class="stack">
        <RangeField
          label={`${unitTitle(budgetUnitOf(draft()))} of the search: ${formatCount(draft().requests)}`}
          hint={budgetPromise(draft())}
          least={50}
          most={mostRequests(draft())}
          step={50}
          value={draft().requests}
          onInput={(requests) => props.state.set("requests", requests)}
        />
        {/* A kept task, and a run that is gone on from, have their rows divided already. */}
        <Show when={draft().task !== "saved"}>
          <JudgingRows state={props.state} />
        </Show>
        <dl class="kv">
          <FactLines of={effortFacts(draft(), props.pace)} />
          <MoneyFact draft={draft()} />
          <FactLines of={outcomeFacts(draft(), props.hosts)} />
        </dl>
        <Show when={ends().length > 0}>
          <Say tone="warn">{ends().join(" ")}</Say>
        </Show>
        <Show when={scarceWords(draft())}>{(words) => <Say tone="warn">{words()}</Say>}</Show>
      </div>
      <Show when={draft().task !== "rows"}>
        <TrialPart state={props.state} onSpeed={props.onSpeed} />
      </Show>
    </div>
  );
}

function JudgingRows(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const sizes = createMemo(() => sizesOf(draft()));
  const isOwn = (): boolean => draft().task === "rows";
  /** Fewer than the slider can ask for. */
  const hasFew = (): boolean => isOwn() && sizes().pareto < 5;
  const rowCount = (): number =>
    draft().rows?.survey?.summary.rows ?? draft().rows?.preview.rows.length ?? 200;
  return (
    <RangeField
      label={`Rows a candidate is judged on: ${hasFew() ? `${sizes().pareto}, all there are for it` : draft().paretoRows}`}
      hint="More rows tell candidates apart better; fewer leave room for more rewrites."
      least={5}
      most={isOwn() ? Math.max(5, Math.min(200, Math.floor(rowCount() / 2))) : 120}
      value={draft().paretoRows}
      onInput={(rows) => props.state.set("paretoRows", rows)}
    />
  );
}
