import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { runScores } from "../../../views/run/run-scores.ts";
import { formatAgo, formatCount } from "../../../views/words/numbers.ts";
import { statusWords } from "../../../views/words/sentences.ts";
import { ButtonLink } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
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
        <DataTable
          rows={runs.rows}
          columns={[
            {
              title: "Run",
              cell: (run) => (
                <A href={routes.run(run.id)}>
                  <b>{run.number}</b>
                </A>
              ),
            },
            { title: "Task", cell: (run) => run.name },
            {
              title: "Student, Reflection",
              class: "hide-s",
              cell: (run) => `${modelName(run.student)}, ${modelName(run.reflection)}`,
            },
            {
              title: "Seed → best",
              numeric: true,
              cell: (run) => (
                <>
                  {runScores(run).text}
                  <Show when={runScores(run).isSealedTest}>
                    <span class="soft"> sealed test</span>
                  </Show>
                </>
              ),
            },
            {
              title: "Calls",
              numeric: true,
              class: "hide-s",
              cell: (run) => formatCount(run.summary?.metricCalls ?? 0),
            },
            { title: "Ended", cell: (run) => <HowItStands run={run} /> },
          ]}
        />
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

function HowItStands(props: { readonly run: RunRow }): JSX.Element {
  return (
    <>
      <Show when={props.run.status === "running"}>
        <span class="live" aria-hidden="true" />{" "}
      </Show>
      {props.run.status === "finished" && props.run.finishedAt !== undefined
        ? `${formatAgo(props.run.finishedAt, Date.now())}, `
        : ""}
      {statusWords(props.run)}
    </>
  );
}
