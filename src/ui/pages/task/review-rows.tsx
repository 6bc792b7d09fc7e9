import { type JSX, Show, untrack } from "solid-js";
import { createStore } from "solid-js/store";

import type { DraftMaterial } from "../../../setup/draft-wish.ts";
import { columnsOf } from "../../../tasks/synthetic/ask-for-rows.ts";
import { changedRow, type DraftedRow } from "../../../tasks/synthetic/read-drafted-rows.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { type Column, DataTable } from "../../kit/data-table.tsx";

/** A store's own: changed in place. */
interface Reviewed {
  draft: DraftedRow;
  cells: Record<string, string>;
  isIn: boolean;
}

/** Lines a cell is shown with: room for what it says on a phone too. */
const linesFor = (text: string): number => (text.length > 60 ? 3 : text.length > 20 ? 2 : 1);

/** Drafted rows as a table one can correct and tick; doubtful ones start unticked. */
export function ReviewRows(props: {
  readonly rows: readonly DraftedRow[];
  readonly wish: DraftMaterial["wish"];
  readonly onAdd: (rows: readonly Example[]) => void;
  readonly onLeave: () => void;
}): JSX.Element {
  const [rows, setRows] = createStore<Reviewed[]>(
    untrack(() =>
      props.rows.map((draft) => ({
        draft,
        cells: { ...draft.example.inputs, ...draft.example.expected },
        isIn: draft.doubts.length === 0,
      })),
    ),
  );
  const columns = (): readonly string[] => columnsOf(props.wish);
  const chosen = (): readonly Example[] => {
    const kept = rows
      .filter(({ isIn, cells }) => isIn && columns().every((column) => (cells[column] ?? "").trim() !== ""))
      .map(({ draft, cells }) => changedRow(draft.example, cells, props.wish));
    return [...new Map(kept.map((row) => [row.id, row])).values()];
  };
  return (
    <div class="stack">
      <DataTable
        scrolls
        caption={`Drafted by ${props.rows[0]?.example.drafted ?? ""}. Correct what is wrong; only ticked rows come in.`}
        isWide
        rows={rows}
        columns={[
          {
            title: "In",
            cell: (row, place) => (
              <input
                type="checkbox"
                aria-label={`Let row ${place() + 1} in`}
                checked={row.isIn}
                onChange={({ currentTarget }) => setRows(place(), "isIn", currentTarget.checked)}
              />
            ),
          },
          ...columns().map((column, at): Column<Reviewed> => ({
            title: column,
            cell: (row, place) => (
              <>
                <textarea
                  rows={linesFor(row.cells[column] ?? "")}
                  class="plain"
                  aria-label={`${column} of row ${place() + 1}`}
                  value={row.cells[column] ?? ""}
                  onInput={({ currentTarget }) => setRows(place(), "cells", column, currentTarget.value)}
                />
                <Show when={at === 0 && row.draft.doubts.length > 0}>
                  <p class="small pf--fail">Look twice: {row.draft.doubts.join("; ")}.</p>
                </Show>
              </>
            ),
          })),
        ]}
      />
      <p class="row">
        <Button main disabled={chosen().length === 0} onClick={() => props.onAdd(chosen())}>
          Add {plural(chosen().length, "row")}, marked as drafted
        </Button>
        <Button onClick={() => props.onLeave()}>Leave them all</Button>
      </p>
    </div>
  );
}
