import { For, type JSX, Show } from "solid-js";

import {
  changeDataset,
  fixRow,
  redoDataset,
  type RowTexts,
  undoDataset,
} from "../../../storage/library/change-dataset.ts";
import type { ExampleRow } from "../../../storage/rows.ts";
import type { DatasetChange, DatasetDeed } from "../../../tasks/splits/dataset-changes.ts";
import type { IndexedRow } from "../../../views/data/row-index.ts";
import { bulkDeeds, changedSinceWords, changeWords } from "../../../views/words/data-words.ts";
import { formatAgo, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Menu } from "../../kit/menu.tsx";
import { Problem } from "../../kit/problem.tsx";
import { useToast } from "../../kit/toast.tsx";
import { Say } from "../../kit/trouble.tsx";
import { useDatabase } from "../../state/database.tsx";
import type { DataView } from "./create-data.ts";
import { RowDetail } from "./row-detail.tsx";

const mostChanges = 50;

/** The chosen row with its deeds, and what was changed so far with the way back. */
export function DataChanges(props: {
  readonly data: DataView;
  readonly chosen: IndexedRow | undefined;
  readonly onChoose: (id: string) => void;
  readonly runId: string | undefined;
}): JSX.Element {
  const db = useDatabase();
  const tell = useToast();
  const changing = createDeed("The change could not be kept");
  const id = (): string => props.data.rows()?.datasetId ?? "";
  const undo = (): void => void changing.run(() => undoDataset(db, id()));
  const apply = (deed: DatasetDeed): void =>
    void changing.run(async () => {
      await changeDataset(db, id(), deed, Date.now());
      tell({ text: `${changeWords(deed)}.`, undo });
    });
  const fix = (row: IndexedRow, texts: RowTexts): void =>
    void changing.run(async () => {
      const [before] = (await props.data.rows()?.read([row.position])) ?? [];
      if (before === undefined) return "The row is no longer there.";
      props.onChoose(await fixRow(db, before as ExampleRow, texts, Date.now()));
      tell({ text: `Row ${row.number} is fixed.`, undo });
      return undefined;
    });
  const isUndone = ({ undone }: DatasetChange): boolean => undone === true;
  const since = (): string | undefined =>
    props.runId && changedSinceWords(props.data.changes(), props.data.run()?.createdAt ?? 0);
  return (
    <>
      <Show when={since()}>
        {(words) => (
          <Say>
            <p>{words()}</p>
          </Say>
        )}
      </Show>
      <Problem text={changing.problem()} />
      <Show when={props.chosen && props.data.rows()}>
        {(rows) => <RowDetail rows={rows()} row={props.chosen!} onDeed={apply} onFix={fix} />}
      </Show>
      <Show when={props.data.rows()?.datasetId}>
        <section class="line stack-2" aria-label="Changes">
          <div class="row">
            <Menu
              title={`With all ${plural(props.data.shown().length, "row")} shown…`}
              deeds={bulkDeeds(props.data.shown()).map(({ title, deed }) => ({
                title,
                run: () => apply(deed),
              }))}
            />
            <Button disabled={props.data.changes().every(isUndone) || changing.isBusy()} onClick={undo}>
              Undo
            </Button>
            <Button
              disabled={!props.data.changes().some(isUndone) || changing.isBusy()}
              onClick={() => void changing.run(() => redoDataset(db, id()))}
            >
              Redo
            </Button>
          </div>
          <h3>History</h3>
          <History changes={props.data.changes()} />
        </section>
      </Show>
    </>
  );
}

function History(props: { readonly changes: readonly DatasetChange[] }): JSX.Element {
  return (
    <Show
      when={props.changes.length > 0}
      fallback={<p class="small soft">Nothing was changed since the rows came.</p>}
    >
      <ol class="small" reversed>
        <For each={props.changes.toReversed().slice(0, mostChanges)}>
          {(change) => (
            <li>
              {changeWords(change)},{" "}
              <span class="soft">
                {formatAgo(change.at, Date.now())}
                {change.undone === true ? ", taken back" : ""}
              </span>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}
