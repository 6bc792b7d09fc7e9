import { For, type JSX, Show, createMemo } from "solid-js";

import type { RunState, Split } from "../../../engine/index.ts";
import { askRowsAgain } from "../../../storage/library/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { leftOutRows } from "../../../views/run/left-out-rows.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { Say } from "../../kit/trouble.tsx";
import { useDatabase } from "../../state/database.tsx";
import { createRunRows } from "./create-run-rows.ts";

const splitWords: Readonly<Record<Split, string>> = {
  pareto: "of the Pareto set",
  test: "of the sealed test",
  feedback: "of the feedback set",
};
/** More than these are not read one by one. */
const mostListed = 50;
const longestText = 80;

/** Rows no answer came for: which, why, what is done without it, and the way to ask them again. */
export function LeftOutList(props: { readonly run: RunRow; readonly state: RunState }): JSX.Element {
  const db = useDatabase();
  const deed = useDeed();
  const rows = createRunRows(() => props.run);
  const left = createMemo(() => leftOutRows(props.state));
  const textOf = (split: Split, position: number): string => {
    const line = rowLine(rows.at(split, position));
    return line.length <= longestText ? line : `${line.slice(0, longestText).trimEnd()}…`;
  };
  const ask = (): Promise<boolean> =>
    deed("The rows could not be asked for again", () => askRowsAgain(db, props.run.id, Date.now()));
  return (
    <Show when={left().length > 0}>
      <Say>
        <details>
          <summary>
            {plural(left().length, "row")} had no answer and {left().length === 1 ? "is" : "are"} left out
          </summary>
          <ul class="small">
            <For each={left().slice(0, mostListed)}>
              {({ split, position, reason, rule }) => (
                <li>
                  Row {position} {splitWords[split]}
                  <Show when={textOf(split, position)}>{(text) => <> (“{text()}”)</>}</Show>: {rule}. {reason}
                </li>
              )}
            </For>
          </ul>
          <Show when={left().length > mostListed}>
            <p class="small soft">And {plural(left().length - mostListed, "more row", "more rows")}.</p>
          </Show>
        </details>
        <Show when={props.run.recorded === undefined}>
          <Button onClick={ask}>Ask these rows again</Button>
        </Show>
      </Say>
    </Show>
  );
}
