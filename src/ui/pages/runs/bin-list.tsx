import { For, type JSX, Show } from "solid-js";

import { restore } from "../../../storage/library/bin.ts";
import { type BinEntry, listBin } from "../../../storage/read/bin.ts";
import { formatAgo } from "../../../views/words/numbers.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Entry } from "../../kit/entry.tsx";
import { createStored } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

/** What a reader knows it by. */
const named = ({ kind, name }: BinEntry): string =>
  `${kind === "run" ? "Run" : kind === "task" ? "Task" : "Rows"}: ${name}`;

/** What was deleted and can still be put back; nothing at all while the bin is empty. */
export function BinList(): JSX.Element {
  const db = useDatabase();
  const bin = createStored(listBin);
  return (
    <Show when={(bin.value()?.length ?? 0) > 0}>
      <Entry title="Bin" note="Kept for a day after it was deleted, then removed for good." landmark>
        <ul class="index">
          <For each={bin.value()}>
            {(line) => (
              <li>
                <h3>{named(line)}</h3>
                <p>deleted {formatAgo(line.deletedAt, Date.now())}</p>
                <p>
                  <DeedButton failed="It could not be put back" deed={() => restore(db, line)}>
                    Put back<span class="vh"> {named(line)}</span>
                  </DeedButton>
                </p>
              </li>
            )}
          </For>
        </ul>
      </Entry>
    </Show>
  );
}
