import { type Accessor, createMemo, createSignal, type JSX, Show } from "solid-js";

import type { RowCounts, RowOrder, RowWish } from "../../../views/data/row-index.ts";
import { labelChoices, labelWords, orderTitles, splitChoices } from "../../../views/words/data-words.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { SelectOf } from "../../kit/select-of.tsx";

interface RowFilter {
  readonly text: Accessor<string>;
  readonly wish: Accessor<Omit<RowWish, "found">>;
  readonly Fields: (props: { readonly counts: RowCounts }) => JSX.Element;
}

/** Which rows are wanted, in which order, with the fields to say so. */
export function createRowFilter(): RowFilter {
  const [text, setText] = createSignal("");
  const [label, setLabel] = createSignal("");
  const [split, setSplit] = createSignal("");
  const [order, setOrder] = createSignal<RowOrder>("file");
  const wish = createMemo((): Omit<RowWish, "found"> => ({
    order: order(),
    ...(label() === "" ? {} : { label: label() }),
    ...(split() === "" ? {} : { split: split() as NonNullable<RowWish["split"]> }),
  }));
  const Fields: RowFilter["Fields"] = (props) => (
    <>
      <input
        type="search"
        placeholder={`Search ${formatCount(props.counts.rows)} rows`}
        aria-label="Search in all fields"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <SelectOf name="Which rows" value={split()} onChoose={setSplit} options={splitChoices(props.counts)} />
      <Show when={props.counts.labels.length > 0}>
        <p class="small soft">{labelWords(props.counts)}</p>
        <SelectOf
          name="Which right answer"
          value={label()}
          onChoose={setLabel}
          options={labelChoices(props.counts)}
        />
      </Show>
      <SelectOf
        name="Order"
        value={order()}
        onChoose={(value) => setOrder(value as RowOrder)}
        options={orderTitles}
      />
    </>
  );
  return { text, wish, Fields };
}
