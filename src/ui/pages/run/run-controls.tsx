import { useNavigate } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";

import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { runCommands, type RunWish } from "../../../views/run/run-commands.ts";
import { isGoing } from "../../../views/run/runs-list.ts";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { PauseIcon, PlayIcon, StepIcon, StopIcon } from "../../kit/icons.tsx";
import { Menu, type MenuDeed } from "../../kit/menu.tsx";
import { createCommands } from "../../state/commands.tsx";
import { useConductor } from "../../state/conductor.tsx";
import { canKeepAwake, createKeepAwake } from "../../state/keep-awake.ts";

/** Pause, step, stop and the rest, as buttons, keys and palette entries of the same commands. */
export function RunControls(props: {
  readonly run: RunRow;
  readonly more: readonly MenuDeed[];
}): JSX.Element {
  const conductor = useConductor();
  const navigate = useNavigate();
  const wish = (what: RunWish): Promise<boolean> => conductor.wish(props.run.id, what);
  const openResult = (): void => navigate(routes.result(props.run.id));
  createCommands(() => runCommands(props.run, props.more, wish, openResult));
  return (
    <>
      <Switch
        fallback={
          <Button main onClick={() => wish("go-on")}>
            <PlayIcon /> Go on <kbd class="hide-s kbd--on-ink">Space</kbd>
          </Button>
        }
      >
        <Match when={props.run.status === "finished"}>
          <Button main onClick={openResult}>
            Open the result
          </Button>
        </Match>
        <Match when={isGoing(props.run)}>
          <Button main disabled={props.run.wish === "pause"} onClick={() => wish("pause")}>
            <PauseIcon /> {props.run.wish === "pause" ? "Pausing" : "Pause"}{" "}
            <kbd class="hide-s kbd--on-ink">Space</kbd>
          </Button>
        </Match>
      </Switch>
      <Show when={props.run.status === "paused"}>
        <div class="seg" role="group" aria-label="Step">
          <button type="button" onClick={() => wish("step-event")}>
            <StepIcon />
            &nbsp; Step<span class="hide-s">&nbsp;an event</span>
          </button>
          <button type="button" class="hide-s" onClick={() => wish("step-iteration")}>
            an iteration
          </button>
        </div>
      </Show>
      <Show when={props.run.status !== "finished"}>
        <Button disabled={props.run.wish === "stop"} onClick={() => wish("stop")}>
          <StopIcon /> Stop
        </Button>
      </Show>
      <Show when={isGoing(props.run)}>
        <KeepAwake />
      </Show>
      <Menu title="More" isBare deeds={props.more} />
    </>
  );
}

function KeepAwake(): JSX.Element {
  const [keepAwake, setKeepAwake] = createKeepAwake();
  return (
    <Show
      when={canKeepAwake()}
      fallback={<span class="small soft">This browser cannot keep the screen on.</span>}
    >
      <Check checked={keepAwake()} onChange={(wanted) => void setKeepAwake(wanted)}>
        Keep the screen on
      </Check>
    </Show>
  );
}
