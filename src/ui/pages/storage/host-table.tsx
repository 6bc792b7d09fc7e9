import { For, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { formatBytes, formatCount } from "../../../views/words/numbers.ts";
import type { HostTotals } from "../../platform/foreign-requests.ts";

type Sums = Omit<HostTotals, "origin">;

function summed(totals: readonly HostTotals[]): Sums {
  const sum = (pick: keyof Sums): number => totals.reduce((all, one) => all + one[pick], 0);
  return {
    requests: sum("requests"),
    refused: sum("refused"),
    bytesOut: sum("bytesOut"),
    bytesIn: sum("bytesIn"),
  };
}

function Cells(props: { readonly sums: Sums }): JSX.Element {
  return (
    <>
      <td class="right num" data-l="requests">
        {formatCount(props.sums.requests)}
      </td>
      <td class="right num" data-l="held back">
        {formatCount(props.sums.refused)}
      </td>
      <td class="right num" data-l="sent">
        {formatBytes(props.sums.bytesOut)}
      </td>
      <td class="right num" data-l="received">
        {formatBytes(props.sums.bytesIn)}
      </td>
    </>
  );
}

/** Everything that was ever asked of other hosts, host by host, and its sum. */
export function HostTable(props: { readonly totals: readonly HostTotals[] }): JSX.Element {
  return (
    <table class="fold">
      <thead>
        <tr>
          <th>Host</th>
          <th class="right">Requests</th>
          <th class="right">Held back</th>
          <th class="right">Sent</th>
          <th class="right">Received</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.totals}>
          {(host) => (
            <tr>
              <th scope="row">{hostOf(host.origin)}</th>
              <Cells sums={host} />
            </tr>
          )}
        </For>
        <Show when={props.totals.length > 1}>
          <tr>
            <th scope="row">
              <b>All hosts</b>
            </th>
            <Cells sums={summed(props.totals)} />
          </tr>
        </Show>
      </tbody>
    </table>
  );
}
