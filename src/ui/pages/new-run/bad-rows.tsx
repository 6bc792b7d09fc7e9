import { For, type JSX, Show } from "solid-js";

import type { ImportSummary } from "../../../protocol/import-worker.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";

/** Rows of the file that cannot be used, each by its number and the reason. */
export function BadRows(props: { readonly summary: ImportSummary }): JSX.Element {
  return (
    <Show when={props.summary.badRowCount > 0}>
      <details>
        <summary class="pf--fail">
          {plural(props.summary.badRowCount, "row")} cannot be used and{" "}
          {props.summary.badRowCount === 1 ? "is" : "are"} left out
        </summary>
        <div class="scroll bad-rows" tabindex="0" role="region" aria-label="Rows that cannot be used">
          <ul class="small">
            <For each={props.summary.badRows}>
              {(row) => (
                <li>
                  row {row.number}: {row.reason}
                </li>
              )}
            </For>
          </ul>
        </div>
        <Show when={props.summary.badRowCount > props.summary.badRows.length}>
          <p class="small soft">The first {formatCount(props.summary.badRows.length)} are listed.</p>
        </Show>
      </details>
    </Show>
  );
}
