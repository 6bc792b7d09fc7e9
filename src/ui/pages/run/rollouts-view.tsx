import { createVirtualizer } from "@tanstack/solid-virtual";
import { For, type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { ofModule } from "../../../storage/read/module-rollouts.ts";
import { readRollouts, type RolloutFilter } from "../../../storage/read/rollouts.ts";
import { changedRows } from "../../../views/run/rollout-owners.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import type { WhichRollouts } from "../../../views/words/rollout-words.ts";
import { emptyWords } from "../../../views/words/rollout-words.ts";
import { Button } from "../../kit/button.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { createRolloutList } from "./create-rollout-list.ts";
import type { RunRows } from "./create-run-rows.ts";
import { RolloutDetail } from "./rollout-detail.tsx";
import { RolloutLine } from "./rollout-line.tsx";

interface RolloutsViewProps {
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

const lineHeight = 58;
/** Rollouts that changed are known by their calls, so they are read directly; more than this nobody goes through. */
const mostChanged = 500;

/** Every rollout with its messages: a list on the left that holds a hundred thousand, the chosen one on the right. */
export function RolloutsView(props: RolloutsViewProps): JSX.Element {
  const db = useDatabase();
  const [which, setWhich] = createSignal<WhichRollouts>(props.callIndex === undefined ? "failing" : "all");
  const [text, setText] = createSignal("");
  const [module, setModule] = createSignal("");
  const hash = (): string | undefined =>
    props.candidate === undefined ? undefined : props.state.candidates[props.candidate]?.hash;
  const filter = createMemo((): RolloutFilter => {
    const wanted = hash();
    return {
      ...(wanted === undefined ? {} : { candidateHash: wanted }),
      ...(which() === "failing" ? { scoreBelow: 1 } : {}),
      ...(text().trim() === "" ? {} : { text: text().trim() }),
      ...(module() === "" ? {} : { module: module() }),
    };
  });
  const list = createRolloutList(() => props.runId, filter);
  const changed = createMemo(() => changedRows(props.state, props.candidate));
  const changedRollouts = createLive(() => {
    if (which() !== "changed") return undefined;
    const { runId } = props;
    const calls = [...changed()].toSorted((a, b) => b - a).slice(0, mostChanged);
    const [only, wanted] = [module(), text().trim().toLowerCase()];
    return async () => {
      const rows = (await readRollouts(db, runId, calls)).filter((row) => row !== undefined);
      return only === "" ? rows : ofModule(db, rows, only, wanted);
    };
  });
  const visible = createMemo(() => {
    if (which() !== "changed") return list.rows();
    const wanted = text().trim().toLowerCase();
    const found = changedRollouts.value() ?? [];
    return wanted === "" || module() !== ""
      ? found
      : found.filter((row) => `${row.output}\n${row.feedback}`.toLowerCase().includes(wanted));
  });
  let scroller!: HTMLDivElement;
  const virtual = createVirtualizer({
    get count() {
      return visible().length;
    },
    getScrollElement: () => scroller,
    estimateSize: () => lineHeight,
    overscan: 8,
  });
  createEffect(() => {
    const last = virtual.getVirtualItems().at(-1);
    if (which() === "changed") return;
    if (visible().length === 0 || (last !== undefined && last.index >= visible().length - 12)) list.more();
  });
  // Nothing chosen yet: the newest one of the filter.
  createEffect(
    on(visible, (rows) => {
      const first = rows[0];
      if (props.callIndex === undefined && first !== undefined) props.onOpen(first.callIndex);
    }),
  );
  const at = (): number => visible().findIndex((row) => row.callIndex === props.callIndex);
  const go = (step: number): void => {
    const next = visible()[Math.max(0, Math.min(visible().length - 1, at() + step))];
    if (next === undefined) return;
    props.onOpen(next.callIndex);
    virtual.scrollToIndex(visible().indexOf(next));
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return;
    const step =
      event.key === "j" || event.key === "ArrowDown"
        ? 1
        : event.key === "k" || event.key === "ArrowUp"
          ? -1
          : 0;
    if (step === 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(step);
  };
  return (
    <div class="desk" onKeyDown={keys}>
      <aside aria-label="Rollouts">
        <div class="desk__head stack-2">
          <p class="small">
            <Button link onClick={() => props.onClose()}>
              ← {props.runName}
            </Button>
            <Show when={props.candidate !== undefined}>
              {" / "}
              <Button link onClick={() => props.onCandidate(undefined)}>
                c{props.candidate} only; show all candidates
              </Button>
            </Show>
          </p>
          <input
            type="search"
            placeholder={`Search ${formatCount(list.total())} rollouts`}
            aria-label="Search in outputs and feedback"
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <Segmented
            name="Which rollouts"
            value={which()}
            onChoose={setWhich}
            options={[
              { value: "failing", label: "Failing" },
              { value: "changed", label: "Changed since parent" },
              { value: "all", label: "All" },
            ]}
          />
          <label class="row row--tight small">
            Module
            <select
              class="narrow"
              value={module()}
              onChange={(event) => setModule(event.currentTarget.value)}
            >
              <option value="">all of them: the final answer</option>
              <For each={props.modules}>
                {(name) => <option value={name}>{name}: what it answered</option>}
              </For>
            </select>
          </label>
          <Show when={list.error() !== undefined}>
            <p class="small pf--fail" role="alert">
              The rollouts could not be read: {String(list.error())}. Nothing was changed; reload the page to
              try again.
            </p>
          </Show>
          <Show when={list.newer() > 0}>
            <Button onClick={() => list.refresh()}>Show {formatCount(list.newer())} newer</Button>
          </Show>
        </div>
        <div
          ref={scroller}
          class="desk__list"
          tabindex={0}
          role="listbox"
          aria-label="Rollouts, newest first"
        >
          <div style={{ height: `${virtual.getTotalSize()}px`, position: "relative" }}>
            <For each={virtual.getVirtualItems()}>
              {(item) => (
                <Show when={visible()[item.index]}>
                  {(row) => (
                    <RolloutLine
                      row={row()}
                      state={props.state}
                      rows={props.rows}
                      top={item.start}
                      height={lineHeight}
                      isOn={row().callIndex === props.callIndex}
                      onOpen={props.onOpen}
                    />
                  )}
                </Show>
              )}
            </For>
          </div>
          <Show when={visible().length === 0 && !list.reading()}>
            <p class="small soft desk__none">{emptyWords(which(), text(), module())}</p>
          </Show>
        </div>
      </aside>
      <div class="main">
        <RolloutDetail {...props} module={module()} onStep={go} />
      </div>
    </div>
  );
}
