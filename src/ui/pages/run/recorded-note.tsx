import { A } from "@solidjs/router";
import type { JSX } from "solid-js";

import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { Say } from "../../kit/trouble.tsx";

/** Says of a run that it is a recording, of what, from when, and how to make it again. */
export function RecordedNote(props: {
  readonly run: RunRow;
  readonly recorded: NonNullable<RunRow["recorded"]>;
}): JSX.Element {
  const again = (): string => {
    const { source } = props.run.task;
    return source.kind === "generated" ? routes.gallery(source.generator) : routes.newRun;
  };
  return (
    <Say>
      <p>
        <b>Recorded:</b> {props.recorded.model}, {props.recorded.date}. Made by{" "}
        <code>{props.recorded.command}</code>. It is here to be read: play it with the time slider, branch
        from it, or <A href={again()}>run the task yourself</A>.
      </p>
    </Say>
  );
}
