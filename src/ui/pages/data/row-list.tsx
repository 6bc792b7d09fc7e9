import { type JSX, Show, createMemo } from "solid-js";

import type { DataRows } from "../../../setup/data/open-data.ts";
import type { IndexedRow } from "../../../views/data/row-index.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { standingWords } from "../../../views/words/data-words.ts";
import { createVirtualList, InSight } from "../../kit/virtual-list.tsx";
import { createLoaded } from "../../state/create-loaded.ts";

const lineHeight = 58;
/** Rows are read in blocks as the list comes to them. */
const block = 60;

/** Rows in a list that holds a hundred thousand: only what is in sight is read. */
export function RowList(props: {
  readonly rows: DataRows;
  readonly shown: readonly IndexedRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}): JSX.Element {
  const list = createVirtualList(() => props.shown, lineHeight);
  /** The stretch of the list that is in sight, in whole blocks. */
  const stretch = createMemo(
    () => {
      const items = list.places();
      const from = Math.floor((items[0]?.index ?? 0) / block) * block;
      return { shown: props.shown, from, to: from + block * Math.ceil((items.length + block) / block) };
    },
    undefined,
    { equals: (a, b) => a.shown === b.shown && a.from === b.from && a.to === b.to },
  );
  const read = createLoaded(stretch, async ({ shown, from, to }) => {
    const positions = shown.slice(from, to).map(({ position }) => position);
    const rows = await props.rows.read(positions);
    return new Map(positions.map((position, at) => [position, rowLine(rows[at])]));
  });
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = props.shown.findIndex(({ id }) => id === props.chosen) + step;
    const next = props.shown[at];
    if (next === undefined) return;
    props.onChoose(next.id);
    list.scrollTo(at);
  };
  return (
    <div ref={list.watch} class="desk__list" tabindex={0} role="listbox" aria-label="Rows" onKeyDown={keys}>
      <InSight list={list}>
        {(row, place) => (
          <RowLine
            row={row()}
            text={read.value()?.get(row().position)}
            top={place.start}
            isOn={row().id === props.chosen}
            onChoose={props.onChoose}
          />
        )}
      </InSight>
      <Show when={props.shown.length === 0}>
        <p class="small soft desk__none">No row is like that.</p>
      </Show>
    </div>
  );
}

function RowLine(props: {
  readonly row: IndexedRow;
  readonly text: string | undefined;
  readonly top: number;
  readonly isOn: boolean;
  readonly onChoose: (id: string) => void;
}): JSX.Element {
  return (
    <button
      type="button"
      role="option"
      tabindex={-1}
      aria-selected={props.isOn}
      class="desk__line desk__line--row"
      classList={{ "is-on": props.isOn }}
      style={{ transform: `translateY(${props.top}px)`, height: `${lineHeight}px` }}
      onClick={() => props.onChoose(props.row.id)}
    >
      <span class="num tiny faint">{props.row.number}</span>
      <span class="clip" classList={{ faint: props.row.isOut }}>
        {props.text || "…"}
      </span>
      <span />
      <span class="clip small soft">
        <b>{props.row.label}</b> {standingWords(props.row)}
      </span>
    </button>
  );
}
