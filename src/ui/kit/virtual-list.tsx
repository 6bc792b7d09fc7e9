import { createVirtualizer } from "@tanstack/solid-virtual";
import { type Accessor, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";

/** A line in sight: its place in the list, and where it begins in pixels. */
interface Place {
  readonly index: number;
  readonly start: number;
}

/** A list whose lines are all of one height and of which only those in sight are drawn. */
interface VirtualList<Item> {
  readonly items: Accessor<readonly Item[]>;
  /** Takes the element that scrolls. */
  readonly watch: (scroller: HTMLElement) => void;
  readonly places: () => readonly Place[];
  /** Pixels all of them take. */
  readonly height: () => number;
  readonly scrollTo: (index: number) => void;
}

export function createVirtualList<Item>(
  items: Accessor<readonly Item[]>,
  lineHeight: number,
): VirtualList<Item> {
  let scroller: HTMLElement | null = null;
  const virtual = createVirtualizer({
    get count() {
      return items().length;
    },
    getScrollElement: () => scroller,
    estimateSize: () => lineHeight,
    overscan: 8,
  });
  return {
    items,
    watch: (element) => (scroller = element),
    places: () => virtual.getVirtualItems(),
    height: () => virtual.getTotalSize(),
    scrollTo: (index) => virtual.scrollToIndex(index),
  };
}

/** The lines in sight, inside the element that scrolls. */
export function InSight<Item>(props: {
  readonly list: VirtualList<Item>;
  readonly as?: "ol";
  readonly children: (item: Accessor<NonNullable<Item>>, place: Place) => JSX.Element;
}): JSX.Element {
  return (
    <Dynamic
      component={props.as ?? "div"}
      style={{ height: `${props.list.height()}px`, position: "relative" }}
    >
      <For each={props.list.places()}>
        {(place) => (
          <Show when={props.list.items()[place.index]}>{(item) => props.children(item, place)}</Show>
        )}
      </For>
    </Dynamic>
  );
}
