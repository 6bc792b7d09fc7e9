import { type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { modelName } from "../../../models/model-name.ts";
import { sumLedger } from "../../../storage/read/ledger.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { unitOf } from "../../../views/run/unit-of.ts";
import { moneyWords } from "../../../views/words/money-words.ts";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  plural,
} from "../../../views/words/numbers.ts";
import { spentNow } from "../../../views/words/spent-words.ts";
import { UsedWeights } from "../../kit/used-weights.tsx";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

/** What a run cost: requests, time, tokens, money, and what left the machine. Only what was measured or reported. */
export function CostList(props: { readonly run: RunRow; readonly state: RunState }): JSX.Element {
  const db = useDatabase();
  const ledger = createLive(() => {
    const { id } = props.run;
    return () => sumLedger(db, id);
  });
  const usage = () => props.run.summary?.usage;
  const tokens = createMemo(() => {
    const used = usage();
    if (used === undefined) return undefined;
    const read = used.student.promptTokens + used.reflection.promptTokens;
    const cached = used.student.cachedPromptTokens + used.reflection.cachedPromptTokens;
    return { read, cached, written: used.student.completionTokens + used.reflection.completionTokens };
  });
  const seconds = (role: "student" | "reflection"): string => {
    const used = usage()?.[role];
    return used === undefined ? "" : `, ${formatDuration(used.seconds)}`;
  };
  return (
    <div class="line stack-2">
      <h3>What it cost</h3>
      <dl class="kv">
        <dt>Student</dt>
        <dd>
          {plural(spentNow(props.run, props.state, true), unitOf(props.run))}, {modelName(props.run.student)}
          {seconds("student")}
        </dd>
        <dt>Reflection</dt>
        <dd>
          {plural(props.state.spent.reflectionCalls, "request")}, {modelName(props.run.reflection)}
          {seconds("reflection")}
        </dd>
        <Show when={props.state.spent.reused + props.state.spent.cached > 0}>
          <dt>Not paid again</dt>
          <dd>
            {plural(props.state.spent.reused + props.state.spent.cached, "rollout")} read from earlier answers
          </dd>
        </Show>
        <Show when={props.state.spent.testCalls > 0}>
          <dt>Sealed test</dt>
          <dd>{plural(props.state.spent.testRequests, unitOf(props.run))}, outside the budget</dd>
        </Show>
        <dt>Time</dt>
        <dd>{formatDuration(props.run.activeSeconds)} of running</dd>
        <Show when={tokens()}>
          {(sums) => (
            <>
              <dt>Tokens read</dt>
              <dd>
                {formatCount(sums().read)}
                <Show when={sums().cached > 0}>
                  , of which {formatPercent(sums().cached / Math.max(1, sums().read), 0)} from cache
                </Show>
              </dd>
              <dt>Tokens written</dt>
              <dd>{formatCount(sums().written)}</dd>
            </>
          )}
        </Show>
        <dt>Money</dt>
        <dd>
          <Show when={ledger.value()} fallback="…">
            {(known) => moneyWords(known())}
          </Show>
        </dd>
        <dt>Sent away</dt>
        <dd>
          {formatBytes(ledger.value()?.bytesOut ?? 0)}, {plural(ledger.value()?.requests ?? 0, "request")}
        </dd>
        <Show when={props.run.possiblyPaidTwice > 0}>
          <dt>Possibly paid twice</dt>
          <dd>{plural(props.run.possiblyPaidTwice, "request")}</dd>
        </Show>
      </dl>
      <UsedWeights models={props.run.models} />
    </div>
  );
}
