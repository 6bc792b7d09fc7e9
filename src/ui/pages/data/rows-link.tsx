import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { readDataset } from "../../../storage/read/library.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { changedSinceWords } from "../../../views/words/data-words.ts";
import { createLive } from "../../state/create-live.ts";

/** The way to a run's rows; says where they were changed since. */
export function RowsLink(props: { readonly run: RunRow }): JSX.Element {
  const dataset = createLive(
    () => (props.run.task.source.kind === "dataset" ? props.run.task.source.datasetId : undefined),
    readDataset,
  );
  return (
    <>
      <A href={routes.rows(props.run.taskId, props.run.id)}>Open its rows</A>
      <Show when={changedSinceWords(dataset.value()?.changes ?? [], props.run.createdAt)}>
        {(words) => <span class="small soft"> {words()}</span>}
      </Show>
    </>
  );
}
