import { type JSX, Show, createSignal, createUniqueId } from "solid-js";

import type { ChartTable } from "../../views/series/chart-table.ts";
import type { TermName } from "../../views/words/glossary.ts";
import { Term } from "../kit/term.tsx";
import { TableTwin } from "./table-twin.tsx";

interface ChartFigureProps {
  readonly title: string;
  /** The word of the field that the title is. */
  readonly term?: TermName;
  readonly note?: JSX.Element;
  /** The same facts as rows; asked for only while the table is open. */
  readonly table: () => ChartTable;
  /** Controls for the caption row, before "As a table". */
  readonly controls?: JSX.Element;
  readonly class?: string;
  readonly children: JSX.Element;
}

/** A chart with its caption, and the table that says the same. */
export function ChartFigure(props: ChartFigureProps): JSX.Element {
  const [asTable, setAsTable] = createSignal(false);
  const id = createUniqueId();
  return (
    <figure class={props.class} aria-labelledby={id}>
      <figcaption>
        <b id={id}>{props.term ? <Term of={props.term}>{props.title}</Term> : props.title}</b>
        <Show when={props.note}>
          <span>{props.note}</span>
        </Show>
        <span class="push row row--tight">
          {props.controls}
          <button
            type="button"
            class="link tiny"
            aria-pressed={asTable()}
            onClick={() => setAsTable(!asTable())}
          >
            {asTable() ? "As a chart" : "As a table"}
          </button>
        </span>
      </figcaption>
      <Show when={asTable()} fallback={props.children}>
        <TableTwin caption={props.title} table={props.table()} />
      </Show>
    </figure>
  );
}
