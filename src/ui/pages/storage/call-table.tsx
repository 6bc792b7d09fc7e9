import { type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { listLedger, sumLedger } from "../../../storage/read/ledger.ts";
import type { ModelCallRow } from "../../../storage/rows.ts";
import { answerWords, costWords, purposeWords, tokenWords } from "../../../views/words/ledger-words.ts";
import { moneyWords } from "../../../views/words/money-words.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { formatStamp } from "../../../views/words/times.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable, figures } from "../../kit/data-table.tsx";
import { createLiveList } from "../../state/create-live-list.ts";
import { createStored } from "../../state/create-live.ts";
import { traffic } from "./host-table.tsx";

/** Lines added by each press of the button. */
const MORE = 50;

/** Calls to models, newest first: what each was for, and what it cost. */
export function CallTable(props: {
  readonly shown: number;
  readonly onMore: (shown: number) => void;
}): JSX.Element {
  const calls = createLiveList(() => props.shown, listLedger, "id");
  const sums = createStored(sumLedger);
  return (
    <Show when={calls.rows.length > 0}>
      <h3>Requests to models</h3>
      <Show when={sums.value()}>
        {(all) => (
          <p class="soft">
            {plural(all().requests + all().blocked, "request")} in all
            {all().blocked > 0 ? `, ${formatCount(all().blocked)} of them held back here` : ""}; cost:{" "}
            {moneyWords(all())}.
          </p>
        )}
      </Show>
      <DataTable
        rows={calls.rows}
        columns={[
          { title: "When", class: "num", cell: (call) => formatStamp(call.at) },
          { title: "Host", cell: (call) => hostOf(call.origin) },
          { title: "What for", cell: purposeWords },
          figures<ModelCallRow>("Tokens", tokenWords),
          ...traffic,
          figures<ModelCallRow>("Cost", costWords),
          { title: "Outcome", cell: answerWords },
        ]}
      />
      <Show when={calls.rows.length >= props.shown}>
        <p>
          <Button onClick={() => props.onMore(props.shown + MORE)}>Show {MORE} older requests</Button>
        </p>
      </Show>
    </Show>
  );
}
