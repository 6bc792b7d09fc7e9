import { createMemo, For, type JSX, Show } from "solid-js";

/** One column of a table: its head and what stands in each row. */
export interface Column<Row> {
  readonly title: JSX.Element;
  /** The head is heard and not seen, as over a column of buttons. */
  readonly isQuiet?: boolean;
  /** Figures, in digits of one width at the right. */
  readonly numeric?: boolean;
  readonly right?: boolean;
  /** The name of the row: a head of its own. */
  readonly names?: boolean;
  /** What stands before the value where rows are folded on a narrow screen. */
  readonly label?: string | ((row: Row) => string | undefined);
  readonly class?: string;
  readonly cell: (row: Row, place: () => number) => JSX.Element;
}

/** A column of figures; where rows are folded its title stands before each, as words do within a line. */
export function figures<Row>(
  title: string,
  cell: Column<Row>["cell"],
  label = title.slice(0, 1).toLowerCase() + title.slice(1),
): Column<Row> {
  return { title, label, numeric: true, cell };
}

interface TableProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Buttons at the end of each row. */
  readonly deeds?: (row: Row) => JSX.Element;
  /** Stays a table on a narrow screen, and scrolls there. */
  readonly isWide?: boolean;
  /** Scrolls sideways in a box of its own where it is wider than its place. */
  readonly scrolls?: boolean;
  /** No heads at all: the columns say themselves what they are. */
  readonly isHeadless?: boolean;
  readonly caption?: string;
  readonly class?: string;
  readonly rowClass?: (row: Row) => string | undefined;
  /** The whole row leads somewhere; what can be pressed in it keeps its own deed. */
  readonly onRow?: (row: Row) => void;
  /** A sum or the like, below the rows. */
  readonly foot?: JSX.Element;
}

/** Rows of one kind under named columns. */
export function DataTable<Row>(props: TableProps<Row>): JSX.Element {
  return (
    <Show when={props.scrolls} fallback={<Table {...props} />}>
      <div class="scroll" tabindex="0">
        <Table {...props} />
      </div>
    </Show>
  );
}

function Table<Row>(props: TableProps<Row>): JSX.Element {
  const columns = createMemo((): readonly Column<Row>[] => [
    ...props.columns,
    ...(props.deeds === undefined
      ? []
      : [{ title: "What to do", isQuiet: true, right: true, class: "nowrap", cell: props.deeds }]),
  ]);
  return (
    <table class={props.class} classList={{ fold: props.isWide !== true }}>
      <Show when={props.caption}>
        <caption class="small soft">{props.caption}</caption>
      </Show>
      <Show when={props.isHeadless !== true}>
        <thead>
          <tr>
            <For each={columns()}>
              {(column) => (
                <th
                  scope="col"
                  classList={{ right: isRight(column), "hide-s": column.class?.includes("hide-s") === true }}
                >
                  <Show when={column.isQuiet} fallback={column.title}>
                    <span class="vh">{column.title}</span>
                  </Show>
                </th>
              )}
            </For>
          </tr>
        </thead>
      </Show>
      <tbody>
        <For each={props.rows}>
          {(row, place) => (
            <tr
              class={props.rowClass?.(row)}
              classList={{ "is-way": props.onRow !== undefined }}
              onClick={({ target }) =>
                (target as Element).closest("a, button, input, label, select") ?? props.onRow?.(row)
              }
            >
              <For each={columns()}>
                {(column) => (
                  <Show when={column.names} fallback={<Cell column={column} row={row} place={place} />}>
                    <th scope="row">{column.cell(row, place)}</th>
                  </Show>
                )}
              </For>
            </tr>
          )}
        </For>
        {props.foot}
      </tbody>
    </table>
  );
}

const isRight = (column: Pick<Column<never>, "numeric" | "right">): boolean =>
  column.numeric === true || column.right === true;

function Cell<Row>(props: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly place: () => number;
}): JSX.Element {
  const label = (): string | undefined => {
    const { label: given } = props.column;
    return typeof given === "function" ? given(props.row) : given;
  };
  return (
    <td
      class={props.column.class}
      classList={{ right: isRight(props.column), num: props.column.numeric === true }}
      data-l={label()}
    >
      {props.column.cell(props.row, props.place)}
    </td>
  );
}
