import { type Accessor, createMemo, createSignal } from "solid-js";

import { applyEvent, initialState, type RunState } from "../../../engine/index.ts";
import type { EventRow } from "../../../storage/rows.ts";
import type { RunView } from "../../state/create-run-view.ts";

/** States kept on the way, so that moving the slider folds at most this many events. */
const keepEvery = 64;

export interface Moment {
  /** The page shows the run after this many events. */
  readonly count: Accessor<number>;
  readonly total: Accessor<number>;
  /** True while the slider stands at the end and follows the run. */
  readonly isLive: Accessor<boolean>;
  readonly state: Accessor<RunState | undefined>;
  readonly events: Accessor<readonly EventRow[]>;
  /** Go to the state after `count` events; at or past the end follows the run again. */
  readonly goTo: (count: number) => void;
}

/** The run as it is, or as it was at any event: a fold of the journal's prefix. */
export function createMoment(view: Pick<RunView, "events" | "state">): Moment {
  const [chosen, setChosen] = createSignal<number>();
  let kept: { readonly first: EventRow | undefined; readonly states: Map<number, RunState> } = {
    first: undefined,
    states: new Map(),
  };
  const total = createMemo(() => view.state()?.events ?? view.events().length);
  const isLive = createMemo(() => chosen() === undefined);
  const count = createMemo(() => Math.min(chosen() ?? total(), total()));

  const stateAfter = (wanted: number): RunState | undefined => {
    const events = view.events();
    const first = events[0];
    if (first?.event.type !== "run-started" || wanted < 1) return undefined;
    if (kept.first !== first) kept = { first, states: new Map() };
    let from = wanted - (wanted % keepEvery);
    while (from > 0 && !kept.states.has(from)) from -= keepEvery;
    let state = kept.states.get(from) ?? initialState(first.event.spec);
    for (let at = Math.max(0, from); at < wanted; at++) {
      const row = events[at];
      if (row === undefined) break;
      state = applyEvent(state, row.event);
      if ((at + 1) % keepEvery === 0) kept.states.set(at + 1, state);
    }
    return state;
  };
  const state = createMemo(() => (isLive() ? view.state() : stateAfter(count())));
  const events = createMemo(() => (isLive() ? view.events() : view.events().slice(0, count())));
  return {
    count,
    total,
    isLive,
    state,
    events,
    goTo: (wanted) => setChosen(wanted >= total() ? undefined : Math.max(1, wanted)),
  };
}
