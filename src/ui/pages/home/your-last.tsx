import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";

import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { runTitle } from "../../../views/run/runs-list.ts";
import { nextOfRun, standingOf } from "../../../views/words/last-run-words.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { Entry } from "../../kit/entry.tsx";
import { useConductor } from "../../state/conductor.tsx";

/** The run one left, how it stands and what to do next; the two before it in a line each. */
export function YourLast(props: { readonly runs: readonly RunRow[] }): JSX.Element {
  return (
    <Entry
      title="Your last run"
      note={
        <>
          Kept in this browser only. <A href={routes.runs}>All runs</A>
        </>
      }
      first
      landmark
    >
      <div class="stack-2">
        <Show when={props.runs[0]}>{(run) => <LastRun run={run()} />}</Show>
        <For each={props.runs.slice(1)}>
          {(run) => (
            <p class="small soft">
              <A href={routes.run(run.id)}>{runTitle(run)}</A>: {standingOf(run, Date.now())}
            </p>
          )}
        </For>
      </div>
    </Entry>
  );
}

function LastRun(props: { readonly run: RunRow }): JSX.Element {
  const conductor = useConductor();
  const next = () => nextOfRun(props.run);
  const address = (): string =>
    next().kind === "read" ? routes.result(props.run.id) : routes.run(props.run.id);
  return (
    <div class="row">
      <p class="grow">
        <A class="last-run" href={routes.run(props.run.id)}>
          {runTitle(props.run)}
        </A>
        <br />
        <span class="soft">
          <Show when={next().kind === "follow"}>
            <span class="live" aria-hidden="true" />{" "}
          </Show>
          {standingOf(props.run, Date.now())}
        </span>
      </p>
      <Show
        when={next().kind === "go-on"}
        fallback={
          <ButtonLink main href={address()}>
            {next().words}
          </ButtonLink>
        }
      >
        <Button main onClick={() => void conductor.wish(props.run.id, "go-on")}>
          {next().words}
        </Button>
      </Show>
    </div>
  );
}
