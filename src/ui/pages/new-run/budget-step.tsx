import { createMemo, type JSX, Show } from "solid-js";

import {
  budgetUnitOf,
  budgetPromise,
  estimateSeconds,
  mostRequests,
  requestsPerRowOf,
  roomForRewrites,
  sizesOf,
  testRequestsOf,
} from "../../../setup/forecast/estimate.ts";
import { modelEnds } from "../../../setup/forecast/model-ends.ts";
import type { Pace } from "../../../setup/forecast/pace.ts";
import { adviceOnSearchRows, adviceOnTestRows } from "../../../tasks/preflight/row-advice.ts";
import { formatCount, formatDuration, plural } from "../../../views/words/numbers.ts";
import { Field } from "../../kit/field.tsx";
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
  const sizes = createMemo(() => sizesOf(draft()));
  const rowCount = (): number =>
    draft().rows?.survey?.summary.rows ?? draft().rows?.preview.rows.length ?? 200;
  /** Fewer than the slider can ask for. */
  const hasFew = (): boolean => draft().task === "rows" && sizes().pareto < 5;
  const ends = createMemo(() => modelEnds(draft(), Date.now()));
  const unit = () => budgetUnitOf(draft());
  const kept = (): number => roomForRewrites(draft());
  const perRow = (): string => {
    const { student, reflection } = requestsPerRowOf(draft());
    if (student + reflection <= 1) return "";
    const others = reflection > 0 ? ` and ${plural(reflection, "request")} to the Reflection model` : "";
    return `A row takes up to ${plural(student, "request")} to the Student${others}: prompts, repeats and judges all count.`;
  };
  const time = (): string => {
    const { pace } = props;
    if (pace === undefined) return "not known before a trial";
    return `about ${formatDuration(estimateSeconds(draft(), pace.msPerRow))} ${pace.words}${draft().reflection.kind === "by-hand" ? ", and yours for the letters" : ""}`;
  };
  return (
    <div classList={{ split: draft().task !== "rows" }}>
      <div class="stack">
        <Field
          label={`${unit() === "request" ? "Requests" : "Rollouts"} of the search: ${formatCount(draft().requests)}`}
          hint={budgetPromise(draft())}
        >
          <input
            type="range"
            min="50"
            max={mostRequests(draft())}
            step="50"
            value={draft().requests}
            onInput={(event) => props.state.set("requests", Number(event.currentTarget.value))}
          />
        </Field>
        <Field
          label={`Rows a candidate is judged on: ${hasFew() ? `${sizes().pareto}, all there are for it` : draft().paretoRows}`}
          hint="More rows tell candidates apart better; fewer leave room for more rewrites."
        >
          <input
            type="range"
            min="5"
            max={draft().task === "rows" ? Math.max(5, Math.min(200, Math.floor(rowCount() / 2))) : 120}
            step="1"
            value={draft().paretoRows}
            onInput={(event) => props.state.set("paretoRows", Number(event.currentTarget.value))}
          />
        </Field>
        <dl class="kv">
          <dt>Time</dt>
          <dd>{time()}</dd>
          <dt>{unit() === "request" ? "Requests" : "Rollouts"}</dt>
          <dd>
            at most {formatCount(draft().requests)} to search, {formatCount(testRequestsOf(draft()))} for the
            sealed test, and {formatCount(draft().options.reflectionCalls)} to the Reflection model for its
            letters. {perRow()}
          </dd>
          <MoneyFact draft={draft()} />
          <dt>Rewrites kept</dt>
          <dd>room for about {formatCount(kept())}</dd>
          <dt>What the search can show</dt>
          <dd>{adviceOnSearchRows(sizes().feedback, sizes().pareto)}</dd>
          <dt>What the test can show</dt>
          <dd>{adviceOnTestRows(draft().options.finalTest ? sizes().test : 0)}</dd>
          <dt>Who sees rows</dt>
          <dd>
            {props.hosts.length === 0
              ? draft().reflection.kind === "by-hand"
                ? "only the chat you carry letters to"
                : "nobody: nothing leaves this machine"
              : props.hosts.join(", ")}
          </dd>
        </dl>
        <Show when={ends().length > 0}>
          <Say tone="warn">{ends().join(" ")}</Say>
        </Show>
        <Show when={kept() < 3}>
          <Say tone="warn">
            With {plural(sizes().pareto, "judging row")} this budget has room for about{" "}
            {plural(kept(), "kept rewrite")}. Fewer judging rows or more {unit()}s would help.
          </Say>
        </Show>
      </div>
      <Show when={draft().task !== "rows"}>
        <TrialPart state={props.state} onSpeed={props.onSpeed} />
      </Show>
    </div>
  );
}
