import { type JSX, Show } from "solid-js";

import { findRollouts } from "../../../storage/read/rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { judgedOf, oneReason } from "../../../views/run/one-reason.ts";
import { Button } from "../../kit/button.tsx";
import { Say } from "../../kit/trouble.tsx";
import { useConductor } from "../../state/conductor.tsx";
import { createLive } from "../../state/create-live.ts";

/** So many of the newest answers are looked at. */
const LOOKED_AT = 12;

/** Said while it happens: every answer of late got nothing, and all for the same reason. */
export function OneReason(props: { readonly run: RunRow }): JSX.Element {
  const conductor = useConductor();
  const running = (): string | undefined => (props.run.status === "running" ? props.run.id : undefined);
  const newest = createLive(running, (db, id) => findRollouts(db, id, {}, { offset: 0, limit: LOOKED_AT }));
  const reason = (): string | undefined =>
    running() === undefined ? undefined : oneReason((newest.value() ?? []).flatMap(judgedOf));
  return (
    <Show when={reason()}>
      {(why) => (
        <Say tone="warn">
          <p>
            The last answers all got nothing, for one reason: {why()} The search may mend that. If it does not
            soon, pause: name the form of the answer in the first prompt, or look whether the metric reads the
            right column.
          </p>
          <Button onClick={() => void conductor.wish(props.run.id, "pause")}>Pause the run</Button>
        </Say>
      )}
    </Show>
  );
}
