import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";

import { aheadInQueue, leaveQueue } from "../../../storage/library/queue.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

/** A run without an event: what it waits for, and the way past a queue. */
export function WaitingTurn(props: {
  readonly run: RunRow;
  readonly loading: string | undefined;
}): JSX.Element {
  const db = useDatabase();
  const ahead = createLive(() => (props.run.queue === undefined ? undefined : props.run.id), aheadInQueue);
  return (
    <Show
      when={(ahead.value() ?? []).length > 0}
      fallback={
        <Waiting
          what={props.loading ?? `Run ${props.run.number} is about to start. Its journal has no event yet.`}
        />
      }
    >
      <Say>
        <p>
          Run {props.run.number} waits its turn behind{" "}
          <For each={ahead.value()}>
            {(run, place) => (
              <>
                {place() > 0 ? ", " : ""}
                <A href={routes.run(run.id)}>
                  run {run.number}, {run.name}
                </A>
              </>
            )}
          </For>
          . It starts by itself when {ahead.value()?.length === 1 ? "that has" : "they have"} ended.
        </p>
        <DeedButton failed="The run did not hear of it" deed={() => leaveQueue(db, props.run.id)}>
          Start it now without waiting
        </DeedButton>
      </Say>
    </Show>
  );
}
