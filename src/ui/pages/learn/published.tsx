import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { publishedNotes, publishedTables, type PublishedTable } from "../../../lessons/published-tables.ts";
import { modelName } from "../../../models/model-name.ts";
import { optimizerTitle } from "../../../rivals/optimizers.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { formatCount, formatPercent, formatPoints } from "../../../views/words/numbers.ts";
import { spentCell } from "../../../views/words/spent-words.ts";
import { type Column, DataTable, figures } from "../../kit/data-table.tsx";
import { Entry } from "../../kit/entry.tsx";
import { createStored } from "../../state/create-live.ts";

/** Published results, quoted as they stand, beside what this machine has measured. */
export function Published(): JSX.Element {
  return (
    <>
      <Entry
        id="published"
        title="What others measured"
        note="Quoted from arXiv 2507.19457v2 (ICLR 2026). Scores in percent; Δ against the baseline."
      >
        <div class="stack-5">
          <For each={publishedTables}>{(table) => <Table table={table} />}</For>
          <ul class="stack-2 small">
            <For each={publishedNotes}>{(note) => <li>{note}</li>}</For>
          </ul>
        </div>
      </Entry>
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
      <DataTable
        scrolls
        isWide
        class="race-table"
        rows={props.table.rows}
        rowClass={({ name }) => (name.startsWith("GEPA") ? "is-on" : undefined)}
        columns={[
          { title: "Method", cell: ({ name }) => name },
          ...props.table.columns.map((title, place): Column<PublishedTable["rows"][number]> => ({
            title,
            numeric: true,
            cell: ({ values }) => values[place]?.replace(/^\d{4,}$/, (count) => formatCount(Number(count))),
          })),
        ]}
      />
    </figure>
  );
}

const mostRuns = 30;

function Measured(): JSX.Element {
  const runs = createStored((db) => listRuns(db, mostRuns));
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
        <DataTable
          scrolls
          isWide
          rows={tested()}
          columns={[
            {
              title: "Run",
              cell: (run) => (
                <A href={routes.result(run.id)}>
                  {run.number}, {run.name}
                </A>
              ),
            },
            { title: "Optimizer", cell: (run) => optimizerTitle(run.optimizer) },
            { title: "Student", cell: (run) => modelName(run.student) },
            figures<RunRow>("Requests", (run) => spentCell(run)),
            figures<RunRow>("Seed", ({ summary }) => formatPercent(summary?.seedTestScore ?? 0)),
            figures<RunRow>("Winner", ({ summary }) => formatPercent(summary?.bestTestScore ?? 0)),
            figures<RunRow>("Points", ({ summary }) =>
              formatPoints((summary?.bestTestScore ?? 0) - (summary?.seedTestScore ?? 0)),
            ),
          ]}
        />
      </Show>
    </Entry>
  );
}
