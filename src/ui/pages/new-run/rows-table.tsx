import { createMemo, createSignal, type JSX, Show } from "solid-js";

import { columnUses, type ColumnUse, useOfColumn, withUse } from "../../../setup/draft/column-uses.ts";
import { columnsOfMetrics } from "../../../setup/draft/metric-list.ts";
import { shortened } from "../../../views/texts/shortened.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import type { DraftState } from "./create-draft.ts";

const shownRows = 4;
const shownText = 240;
/** Each column has a choice of its own above it: a table of thousands is shown in parts. */
const columnsAtOnce = 30;

/** The first rows; above each column, what it is for. */
export function RowsTable(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const preview = () => draft().rows?.preview;
  const roles = () => draft().rows?.roles ?? { inputs: [], expected: [] };
  const all = (): readonly string[] => preview()?.columns ?? [];
  const [shown, setShown] = createSignal(columnsAtOnce);
  /** The first columns, and of the others those that are used, by their places. */
  const places = createMemo(() => {
    const named = [...Object.values(roles()).flat(), ...columnsOfMetrics(draft())];
    const used = new Set(named.slice(0, columnsAtOnce));
    return all().flatMap((column, at) => (at < shown() || used.has(column) ? [at] : []));
  });
  const judged = createMemo(() => columnsOfMetrics(draft()));
  const isUnused = (column: string): boolean =>
    useOfColumn(roles(), column) === "none" && !judged().includes(column);
  const titles = (column: string): readonly (readonly [string, string])[] =>
    columnUses.map(([use, title]) =>
      use === "none" && judged().includes(column) ? [use, "only for a metric"] : [use, title],
    );
  const columnAt = (at: number): Column<readonly string[]> => {
    const name = all()[at] ?? "";
    return {
      title: <ColumnHead state={props.state} column={name} titles={titles(name)} />,
      cell: (row) => (
        <span classList={{ q: roles().inputs.includes(name), faint: isUnused(name) }}>
          {shortened(row[at] ?? "", shownText)}
        </span>
      ),
    };
  };
  return (
    <>
      <DataTable
        scrolls
        isWide
        rows={preview()?.rows.slice(0, shownRows) ?? []}
        columns={[
          { title: "Row", numeric: true, class: "faint narrow", cell: (_row, place) => place() + 1 },
          ...places().map((at) => columnAt(at)),
        ]}
      />
      <Show when={places().length < all().length}>
        <p class="small soft">
          {formatCount(places().length)} of {formatCount(all().length)} columns are shown.{" "}
          <Button link onClick={() => setShown(shown() + columnsAtOnce)}>
            Show {Math.min(columnsAtOnce, all().length - places().length)} more
          </Button>
        </p>
      </Show>
    </>
  );
}

/** Its name, and what it is for. */
function ColumnHead(props: {
  readonly state: DraftState;
  readonly column: string;
  readonly titles: readonly (readonly [string, string])[];
}): JSX.Element {
  const roles = () => props.state.draft.rows?.roles ?? { inputs: [], expected: [] };
  return (
    <>
      {props.column}
      <span class="column-use">
        <SelectOf
          name={`Use of the column ${props.column}`}
          options={props.titles}
          value={useOfColumn(roles(), props.column)}
          onChoose={(use) => props.state.setRoles(withUse(roles(), props.column, use as ColumnUse))}
        />
      </span>
    </>
  );
}
