import { A } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";

import { purgeBin } from "../../../storage/library/bin.ts";
import { eraseWeights } from "../../../storage/library/erase.ts";
import { measuredShare } from "../../../storage/measure-old-rows.ts";
import { askToPersist, readStoragePromise } from "../../../storage/persistence.ts";
import { listBin } from "../../../storage/read/bin.ts";
import { readUsage, type UsageLine } from "../../../storage/read/usage.ts";
import { routes } from "../../../views/routes.ts";
import { formatBytes, plural } from "../../../views/words/numbers.ts";
import { usageNames } from "../../../views/words/usage-words.ts";
import { useConfirm } from "../../kit/confirm.tsx";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { ProgressLine, Waiting } from "../../kit/progress-line.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createStored } from "../../state/create-live.ts";
import { createLoaded, createRead } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";

/** Room taken by kind, and the browser's promise to keep it. */
export function Usage(): JSX.Element {
  const db = useDatabase();
  const [version, setVersion] = createSignal(0);
  const bin = createStored(listBin);
  const measured = createStored(measuredShare);
  // Counted anew when the last row of an older version is measured.
  const usage = createRead(
    () => `${version()} ${measured.value() === 1}`,
    (db) => readUsage(db),
  );
  const changed = (): void => void setVersion(version() + 1);
  const emptyBin = async (): Promise<void> => {
    await purgeBin(db, Infinity);
    changed();
  };
  return (
    <div class="stack">
      <KeepPromise version={version()} />
      <Show when={measured.value() !== undefined && measured.value() !== 1}>
        <ProgressLine text="Measuring what an older version wrote" share={measured.value()} />
      </Show>
      <Show when={usage.value()} fallback={<Waiting what="Measuring what is kept" />}>
        {(lines) => <Lines lines={lines()} onChanged={changed} />}
      </Show>
      <p class="small soft">
        When room is short, delete weights first: they can be had again, answers cannot.
      </p>
      <Show when={bin.value()?.length}>
        {(count) => (
          <DeedButton failed="The bin could not be emptied" deed={emptyBin}>
            Empty the bin for good: {plural(count(), "thing")}
          </DeedButton>
        )}
      </Show>
    </div>
  );
}

/** What the browser promises about all of it, and the way to ask for more. */
function KeepPromise(props: { readonly version: number }): JSX.Element {
  const promise = createLoaded(() => props.version, readStoragePromise);
  const [hasAsked, setHasAsked] = createSignal(false);
  const ask = async (): Promise<void> => {
    promise.set(await askToPersist());
    setHasAsked(true);
  };
  return (
    <Show when={promise.value()}>
      {(told) => (
        <div class="stack-2">
          <p>
            <Show when={told().usedBytes !== undefined}>
              The browser counts {formatBytes(told().usedBytes ?? 0)} for this address, with its own
              bookkeeping and the copy of the studio for offline use, of about{" "}
              {formatBytes(told().allowedBytes ?? 0)} it allows.{" "}
            </Show>
            {told().persisted === true
              ? "The browser has promised to keep it until you delete it."
              : "The browser may clear it when the disk is nearly full."}
          </p>
          <Show when={told().persisted !== true}>
            <p>
              <DeedButton failed="The browser could not be asked" deed={ask}>
                Ask the browser to keep it
              </DeedButton>
            </p>
            <Show when={hasAsked()}>
              <p class="small" role="status">
                The browser said no for now. It decides by how a page is used: install the studio or come back
                often, and ask again; until then save a file now and then.
              </p>
            </Show>
          </Show>
          <Show when={told().clearedAfterSevenDays}>
            <Say tone="warn">
              This browser clears what a site stored after seven days without a visit. Install the studio or
              save a file now and then.
            </Say>
          </Show>
        </div>
      )}
    </Show>
  );
}

/** Kind by kind; what can be had again may be deleted here. */
function Lines(props: { readonly lines: readonly UsageLine[]; readonly onChanged: () => void }): JSX.Element {
  const db = useDatabase();
  const workers = useWorkers();
  const confirm = useConfirm();
  const deleteWeights = async (kind: "weights" | "files", bytes: number): Promise<void> => {
    const yes = await confirm({
      title: `Delete ${usageNames[kind].toLowerCase()}, ${formatBytes(bytes)}?`,
      text: "The models have to be downloaded or opened again before a run can use them. Tasks, runs and answers stay as they are.",
      yes: `Delete ${formatBytes(bytes)}`,
      danger: true,
    });
    if (!yes) return;
    // A model in memory would hold on to its files.
    workers.restart();
    await eraseWeights(kind, db, document.baseURI);
    props.onChanged();
  };
  return (
    <DataTable
      rows={props.lines}
      columns={usageColumns}
      deeds={({ kind, bytes, rows }) =>
        (kind === "weights" || kind === "files") && bytes > 0 ? (
          <DeedButton failed="They could not be deleted" deed={() => deleteWeights(kind, bytes)}>
            Delete…<span class="vh"> {usageNames[kind]}</span>
          </DeedButton>
        ) : kind === "runs" && rows > 0 ? (
          <A href={routes.runs}>Choose runs to delete</A>
        ) : undefined
      }
      foot={
        <tr>
          <th scope="row">
            <b>Together</b>
          </th>
          <td class="hide-s" />
          <td class="right num">
            about {formatBytes(props.lines.reduce((sum, line) => sum + line.bytes, 0))}
          </td>
          <td class="hide-s" />
        </tr>
      }
    />
  );
}

const usageColumns: readonly Column<UsageLine>[] = [
  { title: "Kind", names: true, cell: ({ kind }) => usageNames[kind] },
  {
    title: "Rows",
    numeric: true,
    cell: ({ kind, rows }) => plural(rows, kind === "files" || kind === "weights" ? "file" : "row"),
  },
  {
    title: "Size",
    numeric: true,
    cell: ({ exact, bytes }) => `${exact || bytes === 0 ? "" : "about "}${formatBytes(bytes)}`,
  },
];
