import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  type Setter,
  untrack,
} from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { ofModule } from "../../../storage/read/module-rollouts.ts";
import { rolloutsByCall } from "../../../storage/read/rollouts.ts";
import type { RolloutRow } from "../../../storage/rows.ts";
import { rolloutFilter, withWords } from "../../../views/run/rollout-filter.ts";
import { changedRows } from "../../../views/run/rollout-owners.ts";
import type { WhichRollouts } from "../../../views/words/rollout-words.ts";
import { createVirtualList } from "../../kit/virtual-list.tsx";
import { createLive } from "../../state/create-live.ts";
import { createRolloutList } from "./create-rollout-list.ts";
import type { RunRows } from "./create-run-rows.ts";

/** Height of a line of the list, in pixels. */
export const lineHeight = 58;

/** Rollouts that changed are known by their calls, so they are read directly; more than this nobody goes through. */
const mostChanged = 500;

export interface RolloutsViewProps {
  readonly runId: string;
  readonly runName: string;
  readonly state: RunState;
  readonly rows: RunRows;
  /** Names of the program's modules, in their order. */
  readonly modules: readonly string[];
  /** Only this candidate's. */
  readonly candidate: number | undefined;
  readonly callIndex: number | undefined;
  readonly onOpen: (callIndex: number) => void;
  readonly onCandidate: (candidate: number | undefined) => void;
  readonly onClose: () => void;
  /** What the run's judges are worth so far. */
  readonly judges?: JSX.Element;
}

interface RolloutDesk {
  readonly which: Accessor<WhichRollouts>;
  readonly setWhich: Setter<WhichRollouts>;
  readonly text: Accessor<string>;
  readonly setText: Setter<string>;
  readonly module: Accessor<string>;
  readonly setModule: Setter<string>;
  /** All rollouts of the filter but those that changed, a page at a time. */
  readonly all: ReturnType<typeof createRolloutList>;
  readonly list: ReturnType<typeof createVirtualList<RolloutRow>>;
  readonly go: (step: number) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** Which rollouts are looked at, and the walk through them. */
export function createRolloutDesk(props: RolloutsViewProps): RolloutDesk {
  const [which, setWhich] = createSignal<WhichRollouts>(
    untrack(() => props.callIndex) === undefined ? "failing" : "all",
  );
  const [text, setText] = createSignal("");
  const [module, setModule] = createSignal("");
  // Everybody's rollouts are not looked for anew with every event of the run.
  const hash = createMemo(() =>
    props.candidate === undefined ? undefined : props.state.candidates[props.candidate]?.hash,
  );
  const filter = createMemo(() => rolloutFilter(which(), text(), module(), hash()));
  const all = createRolloutList(() => props.runId, filter);
  const changed = createChanged(props, which, module, text);
  const visible = createMemo(() => (which() === "changed" ? changed() : all.rows()));
  const list = createVirtualList(visible, lineHeight);
  createEffect(() => {
    const last = list.places().at(-1);
    if (which() === "changed") return;
    if (visible().length === 0 || (last !== undefined && last.index >= visible().length - 12)) all.more();
  });
  // Nothing chosen yet: the newest one of the filter.
  createEffect(
    on(visible, (rows) => {
      const first = rows[0];
      if (props.callIndex === undefined && first !== undefined) props.onOpen(first.callIndex);
    }),
  );
  const go = (step: number): void => {
    const at = visible().findIndex((row) => row.callIndex === props.callIndex);
    const place = Math.max(0, Math.min(visible().length - 1, at + step));
    const next = visible()[place];
    if (next === undefined) return;
    props.onOpen(next.callIndex);
    list.scrollTo(place);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (event.target instanceof HTMLInputElement || step === undefined || event.ctrlKey || event.metaKey)
      return;
    event.preventDefault();
    go(step);
  };
  return { which, setWhich, text, setText, module, setModule, all, list, go, onKey };
}

/** Rollouts that came out otherwise than the parent's, with these words in them. */
function createChanged(
  props: RolloutsViewProps,
  which: Accessor<WhichRollouts>,
  module: Accessor<string>,
  text: Accessor<string>,
): Accessor<readonly RolloutRow[]> {
  const changed = createMemo(() => changedRows(props.state, props.candidate));
  const read = createLive(
    () =>
      which() === "changed"
        ? {
            id: props.runId,
            calls: [...changed()].toSorted((a, b) => b - a).slice(0, mostChanged),
            only: module(),
            words: text().trim().toLowerCase(),
          }
        : undefined,
    async (db, { id, calls, only, words }) => {
      const rows = [...(await rolloutsByCall(db, id, calls)).values()];
      return only === "" ? rows : ofModule(db, rows, only, words);
    },
  );
  // Those of one module were looked through by their own words already.
  return createMemo(() => withWords(read.value() ?? [], module() === "" ? text() : ""));
}
