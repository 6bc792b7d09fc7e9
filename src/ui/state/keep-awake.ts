import { type Accessor, createEffect, onCleanup } from "solid-js";

import { runsInStatus } from "../../storage/read/runs.ts";
import { createStored } from "./create-live.ts";
import { createSetting } from "./create-setting.ts";

/** Whether this browser can keep a screen on. */
export const canKeepAwake = (): boolean => "wakeLock" in navigator;

/** A phone sleeps after a minute and its tabs with it; a desk's screen may go dark without harm. */
const usually = (): boolean => matchMedia("(pointer: coarse)").matches;

/** The switch "Keep the screen on while a run goes", as it is kept in this browser. */
export function createKeepAwake(): readonly [Accessor<boolean>, (wanted: boolean) => Promise<void>] {
  const [wanted, set] = createSetting("keep-awake", (stored) =>
    typeof stored === "boolean" ? stored : usually(),
  );
  return [() => wanted() ?? false, set];
}

/** Holds the screen while something is wanted and the page is looked at: a browser lets go whenever it is not. */
export function holdScreen(isWanted: Accessor<boolean>): void {
  let lock: Promise<WakeLockSentinel | undefined> | undefined;
  const follow = (): void => {
    const isDue = isWanted() && document.visibilityState === "visible";
    if (isDue === (lock !== undefined)) return;
    // Refused where the battery is low: the run goes on, only the screen may go dark.
    if (isDue) lock = navigator.wakeLock.request("screen").catch(() => undefined);
    else {
      void lock?.then((held) => held?.release());
      lock = undefined;
    }
  };
  createEffect(follow);
  document.addEventListener("visibilitychange", follow);
  onCleanup(() => {
    document.removeEventListener("visibilitychange", follow);
    void lock?.then((held) => held?.release());
    lock = undefined;
  });
}

/** Keeps the screen on while a run of this studio is under way, where that is wanted and can be. */
export function keepAwakeWhileRunning(): void {
  if (!canKeepAwake()) return;
  const [wanted] = createKeepAwake();
  const going = createStored((db) => runsInStatus(db, ["running"]));
  holdScreen(() => wanted() && (going.value()?.length ?? 0) > 0);
}
