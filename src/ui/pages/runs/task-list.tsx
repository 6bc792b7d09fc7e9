import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";

import { listTasks } from "../../../storage/read/library.ts";
import { formatAgo } from "../../../views/words/numbers.ts";
import { routes } from "../../routes.ts";
import { createLiveList } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

/** The tasks runs were made of, newest first. */
export function TaskList(): JSX.Element {
  const db = useDatabase();
  const tasks = createLiveList(() => () => listTasks(db), "id");
  return (
    <Show
      when={tasks.rows.length > 0}
      fallback={<p class="small soft">A task is kept here with its first run.</p>}
    >
      <table class="fold">
        <thead>
          <tr>
            <th>Task</th>
            <th>Rows</th>
            <th class="right">Last used</th>
          </tr>
        </thead>
        <tbody>
          <For each={tasks.rows}>
            {(task) => (
              <tr>
                <td>
                  <A href={routes.task(task.id)}>{task.name}</A>
                  <Show when={task.unconfirmed}>
                    <span class="soft"> waits for you to read its code</span>
                  </Show>
                </td>
                <td>
                  {task.spec.source.kind === "dataset"
                    ? "yours"
                    : `written by the studio, seed ${task.spec.source.policySeed}`}
                </td>
                <td class="right">{formatAgo(task.updatedAt, Date.now())}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  );
}
