import { type JSX, Show, createMemo } from "solid-js";

import { rolloutsByCall } from "../../../storage/read/rollouts.ts";
import type { CompareGroup } from "../../../views/compare/comparison.ts";
import { type LostRow, lostRows, onSameTest } from "../../../views/compare/lost-rows.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { Answer } from "../../kit/answer.tsx";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { Entry } from "../../kit/entry.tsx";
import { createLive } from "../../state/create-live.ts";
import { createRunRows } from "../run/create-run-rows.ts";

const mostShown = 40;

/** Test rows where another is right and the first is not: the regressions a user must look at. */
export function LostRows(props: { readonly groups: readonly CompareGroup[] }): JSX.Element {
  const first = () => props.groups[0];
  const rows = createRunRows(() => first()?.middle.run);
  const comparable = createMemo(() => onSameTest(props.groups));
  const lost = createMemo(() => lostRows(comparable()));
  const answers = createLive(
    () =>
      comparable().map((group, place) => ({
        id: group.middle.run.id,
        calls: lost()
          .slice(0, mostShown)
          .flatMap((row) => row.cells[place]?.callIndex ?? []),
      })),
    (db, wanted) => Promise.all(wanted.map(({ id, calls }) => rolloutsByCall(db, id, calls))),
  );
  return (
    <Show when={comparable().length > 1}>
      <Entry title="Lost rows" note={<>Where another is right and {first()?.name} is not.</>}>
        <Show
          when={lost().length > 0}
          fallback={
            <p class="soft">None: no row of the sealed test set that another gets right is wrong here.</p>
          }
        >
          <DataTable
            scrolls
            rows={lost().slice(0, mostShown)}
            columns={[
              {
                title: "Input",
                class: "q",
                cell: (row) => rowLine(rows.at("test", row.example)) || `Row ${row.example}`,
              },
              ...comparable().map((group, place): Column<LostRow> => ({
                title: group.name,
                label: group.name,
                cell: (line) => (
                  <Show when={line.cells[place]} fallback={<span class="faint">no answer</span>}>
                    {(found) => (
                      <Answer
                        score={found().score}
                        text={answers.value()?.[place]?.get(found().callIndex)?.output.trim()}
                      />
                    )}
                  </Show>
                ),
              })),
            ]}
          />
          <Show when={lost().length > mostShown}>
            <p class="small soft">
              {mostShown} of {lost().length} are shown.
            </p>
          </Show>
        </Show>
      </Entry>
    </Show>
  );
}
