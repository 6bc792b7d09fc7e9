import { createEffect, type JSX, on } from "solid-js";

import type { EventRow } from "../../../storage/rows.ts";
import { eventWords } from "../../../views/words/event-words.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { formatTime } from "../../../views/words/times.ts";
import { Button } from "../../kit/button.tsx";
import { createVirtualList, InSight } from "../../kit/virtual-list.tsx";

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
  const list = createVirtualList(() => props.events, lineHeight);
  createEffect(
    on(
      () => [props.count, props.events.length] as const,
      ([count]) => list.scrollTo(Math.max(0, count - 1)),
    ),
  );
  return (
    <section class="line stack-2">
      <div class="row">
        <h2 class="h3">Journal</h2>
        <span class="small soft">
          {plural(Math.max(props.events.length, props.count), "event")}; choose one to see the page as it was
          then
        </span>
      </div>
      <div ref={list.watch} class="journal" tabindex={0} role="region" aria-label="Journal">
        <InSight as="ol" list={list}>
          {(row, place) => (
            <li
              class="journal__line"
              classList={{
                "is-on": place.index === props.count - 1,
                "is-later": place.index >= props.count,
              }}
              style={{ transform: `translateY(${place.start}px)`, height: `${lineHeight}px` }}
            >
              <span class="num faint">{formatCount(place.index + 1)}</span>
              <span class="num faint hide-s">{formatTime(row().at)}</span>
              <button type="button" class="journal__words" onClick={() => props.onGoTo(place.index + 1)}>
                <span class="clip">{eventWords(row().event)}</span>
              </button>
              <Button link class="journal__branch" onClick={() => props.onBranch(place.index + 1)}>
                Branch here
              </Button>
            </li>
          )}
        </InSight>
      </div>
    </section>
  );
}
