import type { JSX } from "solid-js";

import type { HostTotals } from "../../../platform/foreign-requests.ts";
import { type HostLine, hostLines } from "../../../views/words/ledger-words.ts";
import { formatBytes, formatCount } from "../../../views/words/numbers.ts";
import { type Column, DataTable, figures } from "../../kit/data-table.tsx";

/** What went out and what came in, in bytes. */
export const traffic: readonly Column<{ readonly bytesOut: number; readonly bytesIn: number }>[] = [
  figures("Sent", ({ bytesOut }) => formatBytes(bytesOut)),
  figures("Received", ({ bytesIn }) => formatBytes(bytesIn)),
];

/** Everything that was ever asked of other hosts, host by host, and its sum. */
export function HostTable(props: { readonly totals: readonly HostTotals[] }): JSX.Element {
  return (
    <DataTable
      rows={hostLines(props.totals)}
      columns={[
        { title: "Host", names: true, cell: (line) => (line.isSum ? <b>{line.name}</b> : line.name) },
        figures<HostLine>("Requests", (sums) => formatCount(sums.requests)),
        figures<HostLine>("Held back", (sums) => formatCount(sums.refused)),
        ...traffic,
      ]}
    />
  );
}
