import { createSignal, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { readForeignRequests } from "../../../platform/foreign-requests.ts";
import { requestWords } from "../../../views/words/ledger-words.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { formatStamp } from "../../../views/words/times.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { createForeignTotals } from "../../privacy-line.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { CallTable } from "./call-table.tsx";
import { HostTable, traffic } from "./host-table.tsx";

/** Lines shown at first, and added by each press of a button. */
const SHOWN = 12;
const MORE = 50;

/**
 * What left this machine: by host and in sum, then the calls to models with what they were for, then every request. A
 * call is one request; lists, downloads, checks and the browser's questions are requests as well.
 */
export function Ledger(): JSX.Element {
  const [calls, setCalls] = createSignal(SHOWN);
  const [shown, setShown] = createSignal(SHOWN);
  const totals = createForeignTotals();
  const requests = createLoaded(() => totals() ?? true, readForeignRequests);
  const kept = (): number => requests.value()?.length ?? 0;
  return (
    <div class="stack">
      <Show
        when={(totals()?.length ?? 0) > 0}
        fallback={<p class="soft">Nothing yet. Models that run in this tab make no request.</p>}
      >
        <HostTable totals={totals() ?? []} />
      </Show>
      <CallTable shown={calls()} onMore={setCalls} />
      <Show when={kept() > 0}>
        <details>
          <summary class="small">
            Requests one by one, newest first (the last {formatCount(kept())} are kept)
          </summary>
          <DataTable
            rows={requests.value()?.slice(0, shown()) ?? []}
            columns={[
              { title: "When", class: "num", cell: (request) => formatStamp(request.at) },
              { title: "Host", cell: (request) => hostOf(request.origin) },
              { title: "Method", cell: (request) => request.method },
              ...traffic,
              { title: "Outcome", cell: requestWords },
            ]}
          />
          <Show when={kept() > shown()}>
            <p>
              <Button onClick={() => setShown(shown() + MORE)}>Show {MORE} older requests</Button>
            </p>
          </Show>
        </details>
      </Show>
    </div>
  );
}
