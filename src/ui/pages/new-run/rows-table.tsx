import { createMemo, createSignal, type JSX, Show } from "solid-js";

import { columnsAtOnce, placesShown, usesOf, withUse } from "../../../setup/draft/column-uses.ts";
import { shortened } from "../../../views/texts/shortened.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { More } from "../../kit/more.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import type { DraftState } from "./create-draft.ts";

const shownRows = 4;
const shownText = 240;

/** The first rows; above each column, what it is for. */
export function RowsTable(props: { readonly state: DraftState }): JSX.Element {
  const preview = () => props.state.draft.rows?.preview;
  const all = (): readonly string[] => preview()?.columns ?? [];
  const [shown, setShown] = createSignal(columnsAtOnce);
  const places = createMemo(() => placesShown(props.state.draft, shown()));
  const uses = createMemo(() => usesOf(props.state.draft));
  const columnAt = (at: number): Column<readonly string[]> => {
    const name = (): string => all()[at] ?? "";
    return {
      title: <ColumnHead state={props.state} column={name()} uses={uses()} />,
      cell: (row) => (
        <span classList={{ q: uses().of(name()) === "input", faint: uses().isUnused(name()) }}>
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
          <More
            link
            of={all().length}
            shown={places().length}
            step={columnsAtOnce}
            onMore={() => setShown(shown() + columnsAtOnce)}
          />
        </p>
      </Show>
    </>
  );
}

/** Its name, and what it is for. */
function ColumnHead(props: {
  readonly state: DraftState;
  readonly column: string;
  readonly uses: ReturnType<typeof usesOf>;
}): JSX.Element {
  return (
    <>
      {props.column}
      <span class="column-use">
        <SelectOf
          name={`Use of the column ${props.column}`}
          options={props.uses.choices(props.column)}
          value={props.uses.of(props.column)}
          onChoose={(use) => props.state.setRoles(withUse(props.uses.roles, props.column, use))}
        />
      </span>
    </>
  );
}
