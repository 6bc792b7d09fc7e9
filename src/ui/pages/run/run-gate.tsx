import { A, useParams } from "@solidjs/router";
import { type Accessor, type JSX, Match, Show, Switch } from "solid-js";

import { restore } from "../../../storage/library/bin.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Say, Trouble } from "../../kit/trouble.tsx";
import { Unread } from "../../kit/unread.tsx";
import { createRunView, type RunView } from "../../state/create-run-view.ts";
import { useDatabase } from "../../state/database.tsx";

interface RunGateProps {
  readonly children: (run: Accessor<RunRow>, view: RunView) => JSX.Element;
}

/** A page about the run its address names; until that is read, or where there is none, what stands in its place. */
export function RunGate(props: RunGateProps): JSX.Element {
  const params = useParams<{ readonly id: string }>();
  // Keyed: another run starts with nothing of this one, neither a slider's place nor a choice.
  return (
    <Show when={params.id} keyed>
      {(id) => <OneRun id={id}>{props.children}</OneRun>}
    </Show>
  );
}

function OneRun(props: RunGateProps & { readonly id: string }): JSX.Element {
  const view = createRunView(() => props.id);
  return (
    <main>
      <Show
        when={view.error() === undefined && view.run()}
        fallback={
          <div class="page">
            <Entry first>
              <h1 class="vh">Run</h1>
              <Switch fallback={<Waiting what="Reading the run" />}>
                <Match when={view.run() === null}>
                  <Trouble
                    title="There is no run at this address"
                    action={<A href={routes.runs}>See the runs kept here</A>}
                  >
                    It may have been removed for good, or it lives in another browser: runs never leave the
                    machine they were made on unless you export them.
                  </Trouble>
                </Match>
                <Match when={view.error()}>
                  {(error) => <Unread title="The run could not be read" error={error()} />}
                </Match>
              </Switch>
            </Entry>
          </div>
        }
      >
        {(run) => (
          <>
            <Show when={run().deletedAt !== undefined}>
              <InBin runId={props.id} />
            </Show>
            {props.children(run, view)}
          </>
        )}
      </Show>
    </main>
  );
}

/** It was deleted, perhaps in another tab, and can still be had back. */
function InBin(props: { readonly runId: string }): JSX.Element {
  const db = useDatabase();
  return (
    <div class="runhead">
      <Say tone="warn">
        <p>
          This run is in the bin, which is emptied after a day.{" "}
          <DeedButton
            link
            failed="The run could not be put back"
            deed={() => restore(db, { kind: "run", id: props.runId })}
          >
            Put it back
          </DeedButton>
        </p>
      </Say>
    </div>
  );
}
