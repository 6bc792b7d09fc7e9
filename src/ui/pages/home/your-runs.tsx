import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import { runScores } from "../../../views/run/run-scores.ts";
import { formatAgo, formatCount } from "../../../views/words/numbers.ts";
import { statusWords } from "../../../views/words/sentences.ts";
import { ButtonLink } from "../../kit/button.tsx";
import { routes } from "../../routes.ts";
import { createLiveList } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

/** The newest runs, as lines. */
export function YourRuns(): JSX.Element {
  const db = useDatabase();
  const runs = createLiveList(() => () => listRuns(db, 6), "id");
  return (
    <div class="stack">
      <Show
        when={runs.rows.length > 0}
        fallback={<p class="small soft">No run is kept in this browser yet.</p>}
      >
        <table class="fold">
          <thead>
            <tr>
              <th>Run</th>
              <th>Task</th>
              <th>Student, Reflection</th>
              <th class="right">Seed → best</th>
              <th class="right">Calls</th>
              <th>Ended</th>
            </tr>
          </thead>
          <tbody>
            <For each={runs.rows}>
              {(run) => (
                <tr>
                  <td>
                    <A href={routes.run(run.id)}>
                      <b>{run.number}</b>
                    </A>
                  </td>
                  <td>{run.name}</td>
                  <td class="hide-s">
                    {modelName(run.student)}, {modelName(run.reflection)}
                  </td>
                  <td class="right num">
                    {runScores(run).text}
                    <Show when={runScores(run).isSealedTest}>
                      <span class="soft"> sealed test</span>
                    </Show>
                  </td>
                  <td class="right num hide-s">{formatCount(run.summary?.metricCalls ?? 0)}</td>
                  <td>
                    <Show when={run.status === "running"}>
                      <span class="live" aria-hidden="true" />{" "}
                    </Show>
                    {run.status === "finished" && run.finishedAt !== undefined
                      ? `${formatAgo(run.finishedAt, Date.now())}, `
                      : ""}
                    {statusWords(run)}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <p class="row">
        <ButtonLink href={routes.newRun}>Start with your own rows</ButtonLink>
        <span class="small soft">
          or drop a CSV or JSONL file anywhere on this page. It is read here and goes nowhere.
        </span>
      </p>
    </div>
  );
}
