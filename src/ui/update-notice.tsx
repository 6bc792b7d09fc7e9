import { createSignal, type JSX, onMount, Show } from "solid-js";

import { applyUpdate, onUpdateReady } from "../platform/updates.ts";
import { runsInStatus } from "../storage/read/runs.ts";
import { Button } from "./kit/button.tsx";
import { createStored } from "./state/create-live.ts";

/** A newer version is stored and waits; it takes over only on the user's word, and not under a run. */
export function UpdateNotice(): JSX.Element {
  const [isReady, setIsReady] = createSignal(false);
  const going = createStored((db) => runsInStatus(db, ["running"]));
  onMount(() => void onUpdateReady(() => setIsReady(true)).catch(() => undefined));
  return (
    <Show when={isReady()}>
      <div class="notice" role="status">
        <span>
          A newer version of the studio is here.{" "}
          <Show when={(going.value()?.length ?? 0) > 0}>
            It can take over when no run is under way; pause the run or let it finish.
          </Show>
        </span>
        <Button disabled={(going.value()?.length ?? 0) > 0} onClick={() => void applyUpdate()}>
          Update and reload
        </Button>
      </div>
    </Show>
  );
}
