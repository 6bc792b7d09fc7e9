import { A, useParams } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";

import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Trouble } from "../../kit/trouble.tsx";
import { routes } from "../../routes.ts";
import { createRunView } from "../../state/create-run-view.ts";
import { RunBench } from "./run-bench.tsx";

/** A run: as it goes, or as it was at any event of its journal. */
export function RunPage(): JSX.Element {
  const params = useParams<{ readonly id: string }>();
  // Keyed: another run starts with nothing of this one, neither a slider's place nor a choice.
  return (
    <Show when={params.id} keyed>
      {(id) => <OneRun id={id} />}
    </Show>
  );
}

function OneRun(props: { readonly id: string }): JSX.Element {
  const view = createRunView(() => props.id);
  return (
    <main>
      <Switch>
        <Match when={view.run() === null}>
          <div class="page">
            <Entry
              first
              note={
                <>
                  <b>Run</b>
                </>
              }
            >
              <Trouble
                title="There is no run at this address"
                action={<A href={routes.runs}>See the runs kept here</A>}
              >
                It may have been removed for good, or it lives in another browser: runs never leave the
                machine they were made on unless you export them.
              </Trouble>
            </Entry>
          </div>
        </Match>
        <Match when={view.error()}>
          <div class="page">
            <Entry first>
              <Trouble title="The run could not be read">
                {String(view.error())} Nothing was changed; reload the page to try again.
              </Trouble>
            </Entry>
          </div>
        </Match>
        <Match when={view.run()}>{(run) => <RunBench run={run()} view={view} />}</Match>
        <Match when={true}>
          <div class="page">
            <Entry first>
              <Waiting what="Reading the run" />
            </Entry>
          </div>
        </Match>
      </Switch>
    </main>
  );
}
