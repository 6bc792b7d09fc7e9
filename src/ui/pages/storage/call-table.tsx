import { For, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { listLedger, sumLedger } from "../../../storage/read/ledger.ts";
import type { ModelCallRow } from "../../../storage/rows.ts";
import { answerWords, costWords, purposeWords } from "../../../views/words/ledger-words.ts";
import { moneyWords } from "../../../views/words/money-words.ts";
import { formatBytes, formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { createLive, createLiveList } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

/** Lines added by each press of the button. */
const MORE = 50;

/** Calls to models, newest first: what each was for, and what it cost. */
export function CallTable(props: {
  readonly shown: number;
  readonly onMore: (shown: number) => void;
}): JSX.Element {
  const db = useDatabase();
  const calls = createLiveList<ModelCallRow>(() => {
    const limit = props.shown;
    return () => listLedger(db, limit);
  }, "id");
  const sums = createLive(() => () => sumLedger(db));
  return (
    <Show when={calls.rows.length > 0}>
      <h3>Calls to models</h3>
      <Show when={sums.value()}>
        {(all) => (
          <p class="soft">
            {plural(all().requests + all().blocked, "call")} in all
            {all().blocked > 0 ? `, ${formatCount(all().blocked)} of them held back here` : ""}; cost:{" "}
            {moneyWords(all())}.
          </p>
        )}
      </Show>
      <table class="fold">
        <thead>
          <tr>
            <th>When</th>
            <th>Host</th>
            <th>What for</th>
            <th class="right">Tokens</th>
            <th class="right">Sent</th>
            <th class="right">Received</th>
            <th class="right">Cost</th>
            <th>Outcome</th>
          </tr>
        </thead>
        <tbody>
          <For each={calls.rows}>
            {(call) => (
              <tr>
                <td class="num">{new Date(call.at).toLocaleString()}</td>
                <td>{hostOf(call.origin)}</td>
                <td>{purposeWords(call)}</td>
                <td class="right num" data-l="tokens">
                  {call.usage?.promptTokens === undefined
                    ? "not told"
                    : formatCount(call.usage.promptTokens + (call.usage.completionTokens ?? 0))}
                </td>
                <td class="right num" data-l="sent">
                  {formatBytes(call.bytesOut)}
                </td>
                <td class="right num" data-l="received">
                  {formatBytes(call.bytesIn)}
                </td>
                <td class="right num" data-l="cost">
                  {costWords(call)}
                </td>
                <td>{answerWords(call)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={calls.rows.length >= props.shown}>
        <p>
          <Button onClick={() => props.onMore(props.shown + MORE)}>Show {MORE} older calls</Button>
        </p>
      </Show>
    </Show>
  );
}
