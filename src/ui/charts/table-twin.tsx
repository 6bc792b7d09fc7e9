import { type JSX, Show, createMemo, createSignal } from "solid-js";

import type { ChartTable } from "../../views/series/chart-table.ts";
import { Button } from "../kit/button.tsx";
import { type Column, DataTable } from "../kit/data-table.tsx";

/** Rows drawn at a time: a table of a long run must not flood the page. */
const pageSize = 100;

export function TableTwin(props: { readonly caption: string; readonly table: ChartTable }): JSX.Element {
  const [page, setPage] = createSignal(0);
  const pages = createMemo(() => Math.max(1, Math.ceil(props.table.rows.length / pageSize)));
  const current = createMemo(() => Math.min(page(), pages() - 1));
  const rows = createMemo(() => props.table.rows.slice(current() * pageSize, (current() + 1) * pageSize));
  return (
    <>
      <div class="chart-table-twin" role="region" aria-label={`${props.caption}, as a table`} tabindex={0}>
        <DataTable
          isWide
          rows={rows()}
          columns={props.table.columns.map(({ title, numeric }, place): Column<readonly string[]> => ({
            title,
            numeric: numeric === true,
            cell: (row) => row[place],
          }))}
        />
      </div>
      <Show when={pages() > 1}>
        <div class="chart-pager">
          <Button disabled={current() === 0} onClick={() => setPage(current() - 1)}>
            Previous {pageSize}
          </Button>
          <span>
            Rows {current() * pageSize + 1} to {current() * pageSize + rows().length} of{" "}
            {props.table.rows.length}
          </span>
          <Button disabled={current() >= pages() - 1} onClick={() => setPage(current() + 1)}>
            Next {pageSize}
          </Button>
        </div>
      </Show>
    </>
  );
}
