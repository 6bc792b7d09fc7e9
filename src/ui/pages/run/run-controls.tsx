import { useNavigate } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";

import type { RunRow } from "../../../storage/rows.ts";
import { Button } from "../../kit/button.tsx";
import { PauseIcon, PlayIcon, StepIcon, StopIcon } from "../../kit/icons.tsx";
import { Menu, type MenuDeed } from "../../kit/menu.tsx";
import { routes } from "../../routes.ts";
import { type Command, useCommands } from "../../state/commands.tsx";
import { useConductor } from "../../state/conductor.tsx";
import { canKeepAwake, createKeepAwake } from "../../state/keep-awake.ts";

/** Pause, step, stop and the rest, as buttons, keys and palette entries of the same commands. */
export function RunControls(props: {
  readonly run: RunRow;
  readonly more: readonly MenuDeed[];
}): JSX.Element {
  const conductor = useConductor();
  const navigate = useNavigate();
  const [keepAwake, setKeepAwake] = createKeepAwake();
  const isGoing = (): boolean => props.run.status === "running" || props.run.status === "requested";
  const canStep = (): boolean => props.run.status === "paused";
  const wish = (what: Parameters<typeof conductor.wish>[1]): Promise<boolean> =>
    conductor.wish(props.run.id, what);
  const toggle = (): void => void wish(isGoing() ? "pause" : "go-on");
  useCommands().add((): readonly Command[] => [
    {
      id: "run-toggle",
      title: isGoing() ? "Pause the run" : "Go on with the run",
      group: "This run",
      key: "Space",
      when: () => props.run.status !== "finished",
      run: toggle,
    },
    {
      id: "run-step-event",
      title: "Step an event",
      group: "This run",
      key: ".",
      when: canStep,
      run: () => wish("step-event"),
    },
    {
      id: "run-step-iteration",
      title: "Step an iteration",
      group: "This run",
      key: ",",
      when: canStep,
      run: () => wish("step-iteration"),
    },
    {
      id: "run-stop",
      title: "Stop the run",
      group: "This run",
      when: () => props.run.status !== "finished",
      run: () => wish("stop"),
    },
    {
      id: "run-result",
      title: "Open the result",
      group: "This run",
      key: "r",
      when: () => props.run.status === "finished",
      run: () => navigate(routes.result(props.run.id)),
    },
    ...props.more.map((deed): Command => ({
      id: `run-${deed.title}`,
      title: deed.title,
      group: "This run",
      run: deed.run,
      ...(deed.key === undefined ? {} : { key: deed.key }),
    })),
  ]);
  return (
    <>
      <Switch>
        <Match when={props.run.status === "finished"}>
          <Button main onClick={() => navigate(routes.result(props.run.id))}>
            Open the result
          </Button>
        </Match>
        <Match when={isGoing()}>
          <Button main disabled={props.run.wish === "pause"} onClick={() => wish("pause")}>
            <PauseIcon /> {props.run.wish === "pause" ? "Pausing" : "Pause"}{" "}
            <kbd class="hide-s kbd--on-ink">Space</kbd>
          </Button>
        </Match>
        <Match when={true}>
          <Button main onClick={() => wish("go-on")}>
            <PlayIcon /> Go on <kbd class="hide-s kbd--on-ink">Space</kbd>
          </Button>
        </Match>
      </Switch>
      <Show when={canStep()}>
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
      <Show when={isGoing()}>
        <Show
          when={canKeepAwake()}
          fallback={<span class="small soft">This browser cannot keep the screen on.</span>}
        >
          <label class="check">
            <input
              type="checkbox"
              checked={keepAwake()}
              onChange={(event) => void setKeepAwake(event.currentTarget.checked)}
            />
            Keep the screen on
          </label>
        </Show>
      </Show>
      <Menu title="More" isBare deeds={props.more} />
    </>
  );
}
