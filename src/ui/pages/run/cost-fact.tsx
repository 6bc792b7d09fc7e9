import { type JSX, Show, createMemo } from "solid-js";

import { isEndpoint } from "../../../models/model-choice.ts";
import { sumLedger } from "../../../storage/read/ledger.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { tokensUsed } from "../../../views/run/run-spending.ts";
import { moneyWords } from "../../../views/words/money-words.ts";
import { formatBytes, formatUsd, plural } from "../../../views/words/numbers.ts";
import { FactBox } from "../../kit/facts.tsx";
import { createLive } from "../../state/create-live.ts";

const isRemote = (run: RunRow): boolean => isEndpoint(run.student) || isEndpoint(run.reflection);

/** What a run cost and sent away, from the ledger. A run with local models reads nothing: it sent nothing. */
export function CostFact(props: { readonly run: RunRow }): JSX.Element {
  const remoteId = createMemo(() => (isRemote(props.run) ? props.run.id : undefined));
  const sums = createLive(remoteId, sumLedger);
  return (
    <FactBox term="Cost">
      <Show when={remoteId() !== undefined} fallback={<>{formatUsd(0)}, 0 bytes sent</>}>
        <Show when={sums.value()} fallback="…">
          {(known) => (
            <>
              {moneyWords(known())}, {formatBytes(known().bytesOut)} sent
            </>
          )}
        </Show>
      </Show>
      <Show when={tokensUsed(props.run) > 0}>, {plural(tokensUsed(props.run), "token")}</Show>
    </FactBox>
  );
}
