import { useParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { isTaskLink } from "../../../setup/task-link.ts";
import { KeptTask } from "./kept-task.tsx";
import { LinkedTask } from "./linked-task.tsx";

/** A task kept in this browser, or one that came in a link. */
export function TaskPage(): JSX.Element {
  const params = useParams<{ id: string }>();
  return (
    <Show when={isTaskLink(params.id)} fallback={<KeptTask id={params.id} />}>
      <LinkedTask link={params.id} />
    </Show>
  );
}
