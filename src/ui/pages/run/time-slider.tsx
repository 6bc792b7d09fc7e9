import { For, type JSX, Show, createMemo } from "solid-js";

import { candidateLook } from "../../../views/series/candidate-look.ts";
import { eventWords } from "../../../views/words/event-words.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { PauseIcon, PlayIcon } from "../../kit/icons.tsx";
import { createKept } from "../../state/create-kept.ts";
import type { Moment } from "./create-moment.ts";
import { createPlayer } from "./create-player.ts";

/** The journal as a slider: drag it and the page is as it was. Marks show where candidates were accepted. */
export function TimeSlider(props: { readonly moment: Moment; readonly runId: string }): JSX.Element {
  // The run's page keeps its moment for as long as it stands.
  // eslint-disable-next-line solid/reactivity
  const player = createPlayer(props.moment, () => props.runId);
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
      <Button bare name={player.isPlaying() ? "Stop playing" : "Play from here"} onClick={player.toggle}>
        <Show when={!player.isPlaying()} fallback={<PauseIcon />}>
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
            player.stop();
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
