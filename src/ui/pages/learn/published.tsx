import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { publishedNotes, publishedTables, type PublishedTable } from "../../../lessons/published-tables.ts";
import { modelName } from "../../../models/model-name.ts";
import { optimizerTitle } from "../../../rivals/optimizers.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import { formatCount, formatPercent, formatPoints } from "../../../views/words/numbers.ts";
import { Entry } from "../../kit/entry.tsx";
import { routes } from "../../routes.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

/** Published results, quoted as they stand, beside what this machine has measured. */
export function Published(): JSX.Element {
  return (
    <>
      <section class="entry" id="published">
        <div class="in-margin">
          <h2>What others measured</h2>
          <p>Quoted from arXiv 2507.19457v2 (ICLR 2026). Scores in percent; Δ against the baseline.</p>
        </div>
        <div class="stack-5">
          <For each={publishedTables}>{(table) => <Table table={table} />}</For>
          <ul class="stack-2 small">
            <For each={publishedNotes}>{(note) => <li>{note}</li>}</For>
          </ul>
        </div>
      </section>
      <Measured />
    </>
  );
}

function Table(props: { readonly table: PublishedTable }): JSX.Element {
  return (
    <figure>
      <figcaption>
        <b>{props.table.title}</b>
        <span>{props.table.note}</span>
      </figcaption>
      <div class="scroll" tabindex="0">
        <table class="race-table">
          <thead>
            <tr>
              <th>Method</th>
              <For each={props.table.columns}>{(column) => <th class="right">{column}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={props.table.rows}>
              {(row) => (
                <tr classList={{ "is-on": row.name.startsWith("GEPA") }}>
                  <td>{row.name}</td>
                  <For each={row.values}>{(value) => <td class="right num">{value}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </figure>
  );
}

const mostRuns = 30;

function Measured(): JSX.Element {
  const db = useDatabase();
  const runs = createLive(() => () => listRuns(db, mostRuns));
  const tested = createMemo(() =>
    (runs.value() ?? []).filter(
      (run) =>
        run.recorded === undefined &&
        run.summary?.bestTestScore !== undefined &&
        run.summary.seedTestScore !== undefined,
    ),
  );
  return (
    <Entry
      title="What this machine measured"
      note="Your own runs, on their sealed test rows. Other tasks and other models than the paper’s: not to be compared line by line."
    >
      <Show
        when={tested().length > 0}
        fallback={
          <p class="soft">
            No run of yours has opened its sealed test yet. <A href={routes.scene("race")}>Scene 6</A> makes
            some.
          </p>
        }
      >
        <div class="scroll" tabindex="0">
          <table>
            <thead>
              <tr>
                <th>Run</th>
                <th>Optimizer</th>
                <th>Student</th>
                <th class="right">Calls</th>
                <th class="right">Seed</th>
                <th class="right">Winner</th>
                <th class="right">Points</th>
              </tr>
            </thead>
            <tbody>
              <For each={tested()}>
                {(run) => (
                  <tr>
                    <td>
                      <A href={routes.result(run.id)}>
                        {run.number}, {run.name}
                      </A>
                    </td>
                    <td>{optimizerTitle(run.optimizer)}</td>
                    <td>{modelName(run.student)}</td>
                    <td class="right num">{formatCount(run.summary?.metricCalls ?? 0)}</td>
                    <td class="right num">{formatPercent(run.summary?.seedTestScore ?? 0)}</td>
                    <td class="right num">{formatPercent(run.summary?.bestTestScore ?? 0)}</td>
                    <td class="right num">
                      {formatPoints((run.summary?.bestTestScore ?? 0) - (run.summary?.seedTestScore ?? 0))}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </Entry>
  );
}
