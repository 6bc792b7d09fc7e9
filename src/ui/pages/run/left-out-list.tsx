import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { askRowsAgain } from "../../../storage/library/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { leftOutLine, leftOutRows, leftOutTitle } from "../../../views/run/left-out-rows.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { Say } from "../../kit/trouble.tsx";
import { useDatabase } from "../../state/database.tsx";
import { createRunRows } from "./create-run-rows.ts";

/** More than these are not read one by one. */
const mostListed = 50;

/** Rows no answer came for: which, why, what is done without it, and the way to ask them again. */
export function LeftOutList(props: { readonly run: RunRow; readonly state: RunState }): JSX.Element {
  const db = useDatabase();
  const deed = useDeed();
  const rows = createRunRows(() => props.run);
  const left = createMemo(() => leftOutRows(props.state));
  const [isAsked, setAsked] = createSignal(false);
  const isGoing = (): boolean => props.run.status === "requested" || props.run.status === "running";
  const ask = async (): Promise<void> => {
    setAsked(
      await deed("The rows could not be asked for again", () => askRowsAgain(db, props.run.id, Date.now())),
    );
  };
  return (
    <Show when={left().length > 0}>
      <Say>
        <details>
          <summary>{leftOutTitle(left())}</summary>
          <ul class="small">
            <For each={left().slice(0, mostListed)}>
              {(row) => <li>{leftOutLine(row, rowLine(rows.at(row.split, row.position)))}</li>}
            </For>
          </ul>
          <Show when={left().length > mostListed}>
            <p class="small soft">And {plural(left().length - mostListed, "more row", "more rows")}.</p>
          </Show>
        </details>
        <Show when={props.run.recorded === undefined}>
          <Show
            when={isAsked() && isGoing()}
            fallback={<Button onClick={() => void ask()}>Ask these rows again</Button>}
          >
            <p class="small">They are asked again. What is answered counts here at once.</p>
          </Show>
        </Show>
      </Say>
    </Show>
  );
}
