import { A, useParams, useSearchParams } from "@solidjs/router";
import { type JSX, Show, createMemo } from "solid-js";

import { readTask } from "../../../storage/read/library.ts";
import { readRun } from "../../../storage/read/runs.ts";
import { routes } from "../../../views/routes.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { ProgressLine, Waiting } from "../../kit/progress-line.tsx";
import { Trouble } from "../../kit/trouble.tsx";
import { createRead } from "../../state/create-loaded.ts";
import { createData } from "./create-data.ts";
import { DataChanges } from "./data-changes.tsx";
import { createRowFilter } from "./row-filters.tsx";
import { RowList } from "./row-list.tsx";

/** All rows of a task: to search, to fix, to leave out, to move; what runs were made of stays as it was. */
export function DataPage(): JSX.Element {
  const params = useParams<{ readonly id: string }>();
  const [search, setSearch] = useSearchParams<{ run?: string; row?: string }>();
  const task = createRead(
    () => ({ id: params.id, run: search.run }),
    async (db, { id, run }) =>
      (run === undefined ? (await readTask(db, id))?.spec : (await readRun(db, run))?.task) ?? null,
  );
  const filter = createRowFilter();
  const data = createData(
    () => task.value() ?? undefined,
    () => search.run,
    filter.text,
    filter.wish,
  );
  const choose = (row: string): void => setSearch({ row }, { replace: true, scroll: false });
  const chosen = createMemo(() => data.shown().find(({ id }) => id === search.row) ?? data.shown()[0]);
  return (
    <main class="desk">
      <aside aria-label="Rows">
        <div class="desk__head stack-2">
          <h1 class="h3">{task.value()?.name ?? "Rows"}</h1>
          <p class="small">
            <A href={search.run === undefined ? routes.task(params.id) : routes.result(search.run)}>
              {search.run === undefined ? "The task" : `Run ${data.run()?.number ?? ""}`}
            </A>
            , <A href={routes.newRunOf(params.id)}>set up a run of these rows</A>
          </p>
          <filter.Fields counts={data.counts()} />
          <Show when={data.scanning()}>
            {(rows) => <ProgressLine text={`Reading: ${formatCount(rows())} rows so far`} />}
          </Show>
          <Show when={data.isSearching()}>
            <ProgressLine text="Searching" />
          </Show>
        </div>
        <Show when={data.rows()} fallback={task.value() !== null && <Waiting what="Reading the rows" />}>
          {(rows) => <RowList rows={rows()} shown={data.shown()} chosen={chosen()?.id} onChoose={choose} />}
        </Show>
      </aside>
      <div class="main stack-5">
        <Show when={task.value() === null}>
          <Trouble title="These rows are not kept here">
            Their task may be kept in another browser, or was erased.
          </Trouble>
        </Show>
        <Show when={data.error() ?? task.error()}>
          {(error) => (
            <Trouble title="The rows could not be read">{String(error())} Nothing was changed.</Trouble>
          )}
        </Show>
        <DataChanges data={data} chosen={chosen()} onChoose={choose} runId={search.run} />
      </div>
    </main>
  );
}
