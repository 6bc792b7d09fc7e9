import { useLocation, useSearchParams } from "@solidjs/router";
import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";

import { routes } from "../../../views/routes.ts";
import type { Moment } from "./create-moment.ts";

/** Playing from the start takes about this long, whatever the length of the journal. */
const playMs = 15_000;
const tickMs = 100;

interface Player {
  readonly isPlaying: Accessor<boolean>;
  /** Plays from where the slider stands, or from the start; stops where it plays. */
  readonly toggle: () => void;
  readonly stop: () => void;
}

/** Moves a run's moment on, event by event, to its end. An address may ask for it. */
export function createPlayer(moment: Moment, runId: Accessor<string>): Player {
  const location = useLocation();
  const [search, setSearch] = useSearchParams<{ play?: string }>();
  const [playing, setPlaying] = createSignal<ReturnType<typeof setInterval>>();
  const stop = (): void => {
    clearInterval(playing());
    setPlaying(undefined);
  };
  onCleanup(stop);
  const play = (): void => {
    const total = Math.max(1, moment.total());
    const step = Math.max(1, Math.ceil(total / (playMs / tickMs)));
    moment.goTo(moment.isLive() ? 1 : moment.count());
    const timer = setInterval(
      () => {
        moment.goTo(moment.count() + step);
        if (moment.isLive()) stop();
      },
      Math.max(tickMs, playMs / total),
    );
    setPlaying(timer);
  };
  // Asked for once: after a reload the run stands at its end like any other. Who left meanwhile is not called back.
  onMount(() => {
    if (search.play === undefined || location.pathname !== routes.run(runId())) return;
    setSearch({ play: undefined }, { replace: true, scroll: false });
    play();
  });
  const isPlaying = (): boolean => playing() !== undefined;
  return { isPlaying, toggle: () => (isPlaying() ? stop() : play()), stop };
}
