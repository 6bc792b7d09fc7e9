import { createSignal, For, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import type { ForeignRequest } from "../../../protocol/service-worker.ts";
import { listLedger } from "../../../storage/read/ledger.ts";
import type { ModelCallRow } from "../../../storage/rows.ts";
import { Button } from "../../kit/button.tsx";
import { formatBytes, formatCount } from "../../kit/numbers.ts";
import { readForeignRequests } from "../../platform/foreign-requests.ts";
import { createLiveList } from "../../state/create-live.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";

/** Lines shown at first, and added by each press of the button. */
const SHOWN = 12;
const MORE = 50;
const WHY = {
  "offline-lock": "refused: offline lock",
  "host-not-enabled": "refused: host not allowed",
  "page-policy": "refused by the page's own policy",
} as const;

function statusOf(request: ForeignRequest): string {
  if (request.status === "refused") return WHY[request.refusedBecause ?? "host-not-enabled"];
  if (request.status === "failed") return "no answer";
  return request.status === 0 ? "answered" : String(request.status);
}

/** Calls to remote models with what they were for, and below them every request the service worker saw. */
export function Ledger(): JSX.Element {
  const db = useDatabase();
  const [shown, setShown] = createSignal(SHOWN);
  const calls = createLiveList<ModelCallRow>(() => {
    const limit = shown();
    return () => listLedger(db, limit);
  }, "id");
  const requests = createLoaded(() => true, readForeignRequests);
  return (
    <div class="stack">
      <Show
        when={calls.rows.length > 0 || (requests.value()?.length ?? 0) > 0}
        fallback={<p class="soft">Nothing yet. Models that run in this tab make no request.</p>}
      >
        <table class="fold">
          <thead>
            <tr>
              <th>When</th>
              <th>Host</th>
              <th>What for</th>
              <th class="right">Sent</th>
              <th class="right">Received</th>
              <th class="right">Tokens</th>
              <th>Answer</th>
            </tr>
          </thead>
          <tbody>
            <For each={calls.rows}>
              {(call) => (
                <tr>
                  <td class="num">{new Date(call.at).toLocaleString()}</td>
                  <td>{hostOf(call.origin)}</td>
                  <td>{call.purpose}</td>
                  <td class="right num">{formatBytes(call.bytesOut)}</td>
                  <td class="right num">{formatBytes(call.bytesIn)}</td>
                  <td class="right num">
                    {call.usage?.promptTokens === undefined
                      ? "not told"
                      : formatCount(call.usage.promptTokens + (call.usage.completionTokens ?? 0))}
                  </td>
                  <td>{String(call.status)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <Show when={calls.rows.length >= shown()}>
          <p>
            <Button onClick={() => setShown(shown() + MORE)}>Show {MORE} older</Button>
          </p>
        </Show>
        <Show when={(requests.value()?.length ?? 0) > 0}>
          <details>
            <summary class="small">
              Every request the service worker saw ({formatCount(requests.value()?.length ?? 0)} kept)
            </summary>
            <table>
              <tbody>
                <For each={requests.value()?.slice(0, 4 * MORE)}>
                  {(request) => (
                    <tr>
                      <td class="num">{new Date(request.at).toLocaleString()}</td>
                      <td>{hostOf(request.origin)}</td>
                      <td>{request.method}</td>
                      <td class="right num">{formatBytes(request.bytesOut)}</td>
                      <td>{statusOf(request)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </details>
        </Show>
      </Show>
    </div>
  );
}
