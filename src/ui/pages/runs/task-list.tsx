import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { listTasks } from "../../../storage/read/library.ts";
import { routes } from "../../../views/routes.ts";
import { formatAgo } from "../../../views/words/numbers.ts";
import { DataTable } from "../../kit/data-table.tsx";
import { createLiveList } from "../../state/create-live-list.ts";
import { useDatabase } from "../../state/database.tsx";

/** The tasks runs were made of, newest first. */
export function TaskList(): JSX.Element {
  const tasks = createLiveList(useDatabase, listTasks, "id");
  return (
    <Show
      when={tasks.rows.length > 0}
      fallback={<p class="small soft">A task is kept here with its first run.</p>}
    >
      <DataTable
        rows={tasks.rows}
        columns={[
          {
            title: "Task",
            cell: (task) => (
              <>
                <A href={routes.task(task.id)}>{task.name}</A>
                <Show when={task.unconfirmed}>
                  <span class="soft"> waits for you to read its code</span>
                </Show>
              </>
            ),
          },
          {
            title: "Rows",
            cell: ({ spec: { source } }) =>
              source.kind === "dataset" ? "yours" : `written by the studio, seed ${source.policySeed}`,
          },
          { title: "Last used", right: true, cell: (task) => formatAgo(task.updatedAt, Date.now()) },
        ]}
      />
    </Show>
  );
}
