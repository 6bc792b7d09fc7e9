import { createVirtualizer } from "@tanstack/solid-virtual";
import { For, type JSX, Show, createEffect, on } from "solid-js";

import type { EventRow } from "../../../storage/rows.ts";
import { eventWords } from "../../../views/words/event-words.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";

/** A finger needs 44 pixels. */
const lineHeight = matchMedia("(pointer: coarse)").matches ? 44 : 30;

/** Every event of the journal in a line; choosing one shows the page as it was then. */
export function Journal(props: {
  readonly events: readonly EventRow[];
  /** Events shown now: the line before last is where the slider stands. */
  readonly count: number;
  readonly onGoTo: (count: number) => void;
  readonly onBranch: (count: number) => void;
}): JSX.Element {
  let scroller!: HTMLDivElement;
  const virtual = createVirtualizer({
    get count() {
      return props.events.length;
    },
    getScrollElement: () => scroller,
    estimateSize: () => lineHeight,
    overscan: 10,
  });
  createEffect(
    on(
      () => props.count,
      (count) => virtual.scrollToIndex(Math.max(0, count - 1)),
    ),
  );
  const time = (at: number): string =>
    new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return (
    <section class="line stack-2">
      <div class="row">
        <h2 class="h3">Journal</h2>
        <span class="small soft">
          {plural(props.events.length, "event")}; choose one to see the page as it was then
        </span>
      </div>
      <div ref={scroller} class="journal" tabindex={0} role="region" aria-label="Journal">
        <ol style={{ height: `${virtual.getTotalSize()}px`, position: "relative" }}>
          <For each={virtual.getVirtualItems()}>
            {(item) => (
              <Show when={props.events[item.index]}>
                {(row) => (
                  <li
                    class="journal__line"
                    classList={{
                      "is-on": item.index === props.count - 1,
                      "is-later": item.index >= props.count,
                    }}
                    style={{ transform: `translateY(${item.start}px)`, height: `${lineHeight}px` }}
                  >
                    <span class="num faint">{formatCount(item.index + 1)}</span>
                    <span class="num faint hide-s">{time(row().at)}</span>
                    <button type="button" class="journal__words" onClick={() => props.onGoTo(item.index + 1)}>
                      <span class="clip">{eventWords(row().event)}</span>
                    </button>
                    <Button link class="journal__branch" onClick={() => props.onBranch(item.index + 1)}>
                      Branch here
                    </Button>
                  </li>
                )}
              </Show>
            )}
          </For>
        </ol>
      </div>
    </section>
  );
}
