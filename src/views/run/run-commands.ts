import type { Wish } from "../../protocol/run-worker.ts";
import type { RunRow } from "../../storage/rows.ts";
import type { Command } from "../words/find-commands.ts";
import { isGoing } from "./runs-list.ts";

/** What a run may be asked for. `go-on` lifts a pause or a wait. */
export type RunWish = Wish | "go-on";

type Deed = Omit<Command, "group">;

/** The deeds of a run's page by key and from the palette; `more` are those of its menu. */
export function runCommands(
  run: Pick<RunRow, "status" | "wish">,
  more: readonly Omit<Deed, "id">[],
  wish: (what: RunWish) => void,
  openResult: () => void,
): readonly Command[] {
  const isOver = run.status === "finished";
  const toggle: Deed = {
    id: "run-toggle",
    title: isGoing(run) ? "Pause the run" : "Go on with the run",
    key: "Space",
    run: () => wish(isGoing(run) ? "pause" : "go-on"),
  };
  const steps: readonly Deed[] = [
    { id: "run-step-event", title: "Step an event", key: ".", run: () => wish("step-event") },
    { id: "run-step-iteration", title: "Step an iteration", key: ",", run: () => wish("step-iteration") },
  ];
  const stop: Deed = { id: "run-stop", title: "Stop the run", run: () => wish("stop") };
  const result: Deed = { id: "run-result", title: "Open the result", key: "r", run: openResult };
  return [
    ...(isOver ? [result] : [toggle, ...(run.status === "paused" ? steps : []), stop]),
    ...more.map((deed) => ({ id: `run-${deed.title}`, ...deed })),
  ].map((command) => ({ ...command, group: "This run" }));
}
