import type { JSX } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import type { HostTotals } from "../../../platform/foreign-requests.ts";
import { formatBytes, formatCount } from "../../../views/words/numbers.ts";
import { DataTable } from "../../kit/data-table.tsx";

type Sums = Omit<HostTotals, "origin">;

function summed(totals: readonly Sums[]): Sums {
  const sum = (pick: keyof Sums): number => totals.reduce((all, one) => all + one[pick], 0);
  return {
    requests: sum("requests"),
    refused: sum("refused"),
    bytesOut: sum("bytesOut"),
    bytesIn: sum("bytesIn"),
  };
}

/** Everything that was ever asked of other hosts, host by host, and its sum. */
export function HostTable(props: { readonly totals: readonly HostTotals[] }): JSX.Element {
  const lines = (): readonly (Sums & { readonly name: JSX.Element })[] => {
    const hosts = props.totals.map((host) => ({ ...host, name: hostOf(host.origin) }));
    return hosts.length > 1 ? [...hosts, { ...summed(hosts), name: <b>All hosts</b> }] : hosts;
  };
  return (
    <DataTable
      rows={lines()}
      columns={[
        { title: "Host", names: true, cell: ({ name }) => name },
        { title: "Requests", numeric: true, label: "requests", cell: (sums) => formatCount(sums.requests) },
        { title: "Held back", numeric: true, label: "held back", cell: (sums) => formatCount(sums.refused) },
        { title: "Sent", numeric: true, label: "sent", cell: (sums) => formatBytes(sums.bytesOut) },
        { title: "Received", numeric: true, label: "received", cell: (sums) => formatBytes(sums.bytesIn) },
      ]}
    />
  );
}
