import { type JSX, Show, createMemo } from "solid-js";

import { isEndpoint } from "../../../models/model-choice.ts";
import { sumLedger } from "../../../storage/read/ledger.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { moneyWords } from "../../../views/words/money-words.ts";
import { formatBytes, formatUsd, plural } from "../../../views/words/numbers.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

const isRemote = (run: RunRow): boolean => isEndpoint(run.student) || isEndpoint(run.reflection);

/** What a run cost and sent away, from the ledger. A run with local models reads nothing: it sent nothing. */
export function CostFact(props: { readonly run: RunRow }): JSX.Element {
  const db = useDatabase();
  const remoteId = createMemo(() => (isRemote(props.run) ? props.run.id : undefined));
  const sums = createLive(() => {
    const id = remoteId();
    return id === undefined ? undefined : () => sumLedger(db, id);
  });
  const tokens = (): number => {
    const usage = props.run.summary?.usage;
    if (usage === undefined) return 0;
    const { student, reflection } = usage;
    return (
      student.promptTokens + student.completionTokens + reflection.promptTokens + reflection.completionTokens
    );
  };
  return (
    <div>
      <dt>Cost</dt>
      <dd class="num">
        <Show when={remoteId() !== undefined} fallback={<>{formatUsd(0)}, 0 bytes sent</>}>
          <Show when={sums.value()} fallback="…">
            {(known) => (
              <>
                {moneyWords(known())}, {formatBytes(known().bytesOut)} sent
              </>
            )}
          </Show>
        </Show>
        <Show when={tokens() > 0}>, {plural(tokens(), "token")}</Show>
      </dd>
    </div>
  );
}
