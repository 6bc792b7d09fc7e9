import { useLocation, useSearchParams } from "@solidjs/router";
import { For, type JSX, Show, createMemo, createSignal, onCleanup, onMount } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { candidateLook } from "../../../views/series/candidate-look.ts";
import { eventWords } from "../../../views/words/event-words.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { PauseIcon, PlayIcon } from "../../kit/icons.tsx";
import { routes } from "../../routes.ts";
import { createKept } from "../../state/create-kept.ts";
import type { Moment } from "./create-moment.ts";

/** Playing from the start takes about this long, whatever the length of the journal. */
const playMs = 15_000;
const tickMs = 100;

/** The journal as a slider: drag it and the page is as it was. Marks show where candidates were accepted. */
export function TimeSlider(props: {
  readonly moment: Moment;
  readonly state: RunState;
  readonly runId: string;
}): JSX.Element {
  const location = useLocation();
  const [search, setSearch] = useSearchParams<{ play?: string }>();
  const [playing, setPlaying] = createSignal<ReturnType<typeof setInterval>>();
  const stop = (): void => {
    clearInterval(playing());
    setPlaying(undefined);
  };
  onCleanup(stop);
  const play = (): void => {
    if (playing() !== undefined) {
      stop();
      return;
    }
    const from = props.moment.isLive() ? 1 : props.moment.count();
    const step = Math.max(1, Math.ceil(props.moment.total() / (playMs / tickMs)));
    const wait = Math.max(tickMs, playMs / Math.max(1, props.moment.total()));
    props.moment.goTo(from);
    setPlaying(
      setInterval(() => {
        props.moment.goTo(props.moment.count() + step);
        if (props.moment.isLive()) stop();
      }, wait),
    );
  };
  // Asked for once: after a reload the run stands at its end like any other. Who left meanwhile is not called back.
  onMount(() => {
    if (search.play === undefined || location.pathname !== routes.run(props.runId)) return;
    setSearch({ play: undefined }, { replace: true, scroll: false });
    play();
  });
  const marks = createKept(
    () =>
      props.moment
        .events()
        .flatMap((row) =>
          row.event.type === "candidate-added"
            ? [{ seq: row.seq, look: candidateLook(row.event.index, row.event.kind) }]
            : [],
        )
        .slice(-200),
    (mark) => mark.seq,
  );
  const words = createMemo(() => {
    const row = props.moment.events()[props.moment.count() - 1];
    return row === undefined ? "" : eventWords(row.event);
  });
  const share = (seq: number): string => `${(seq / Math.max(1, props.moment.total() - 1)) * 100}%`;
  return (
    <footer class="time" aria-label="Time">
      <Button bare name={playing() === undefined ? "Play from here" : "Stop playing"} onClick={play}>
        <Show when={playing() === undefined} fallback={<PauseIcon />}>
          <PlayIcon />
        </Show>
      </Button>
      <div class="time__rail">
        <input
          type="range"
          aria-label="Event"
          aria-valuetext={`event ${props.moment.count()} of ${props.moment.total()}: ${words()}`}
          min={1}
          max={Math.max(1, props.moment.total())}
          value={props.moment.count()}
          onInput={(event) => {
            stop();
            props.moment.goTo(Number(event.currentTarget.value));
          }}
        />
        <div class="time__marks" aria-hidden="true">
          <For each={marks()}>
            {(mark) => <i class={`k${mark.look.colour}`} style={{ left: share(mark.seq) }} />}
          </For>
        </div>
      </div>
      <span class="time__words">
        <b class="num">event {formatCount(props.moment.count())}</b>{" "}
        <span class="soft">
          of {formatCount(props.moment.total())}
          <Show when={props.moment.isLive()} fallback={<span class="hide-s">: {words()}</span>}>
            , now
          </Show>
        </span>
        <Show when={!props.moment.isLive()}>
          {" "}
          <Button link onClick={() => props.moment.goTo(Infinity)}>
            Back to now
          </Button>
        </Show>
      </span>
    </footer>
  );
}
