import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { listRuns } from "../../../storage/read/runs.ts";
import { pastRaces } from "../../../views/compare/past-races.ts";
import { routes } from "../../../views/routes.ts";
import { formatAgo, plural } from "../../../views/words/numbers.ts";
import { Entry } from "../../kit/entry.tsx";
import { createStored } from "../../state/create-live.ts";

const mostRead = 400;
/** Races and ablations of before, under way or done, each a click from its chart and table. */
export function PastRaces(): JSX.Element {
  const listed = createStored((db) => listRuns(db, mostRead));
  const races = createMemo(() => pastRaces(listed.value() ?? []));
  return (
    <Show when={races().length > 0}>
      <Entry title="Raced before">
        <ul class="stack-2">
          <For each={races()}>
            {(race) => (
              <li>
                <A href={routes.compareRuns(race.runs.map((run) => run.id))}>{race.names}</A>{" "}
                <span class="soft small">
                  {race.runs[0]?.task.name}, {race.finished} of {plural(race.runs.length, "run")} done,{" "}
                  {formatAgo(race.runs[0]?.createdAt ?? 0, Date.now())}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Entry>
    </Show>
  );
}
