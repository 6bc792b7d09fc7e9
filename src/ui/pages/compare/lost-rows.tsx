import { type JSX, Show, createMemo } from "solid-js";

import { isScored, type ScoredRow } from "../../../engine/index.ts";
import { readRollouts } from "../../../storage/read/rollouts.ts";
import { type CompareGroup, winnerTest } from "../../../views/compare/comparison.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { Answer } from "../../kit/answer.tsx";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { Entry } from "../../kit/entry.tsx";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { createRunRows } from "../run/create-run-rows.ts";

const mostShown = 40;

interface LostRow {
  readonly example: number;
  /** One cell a group; undefined where its test has no answer on this row. */
  readonly cells: readonly (ScoredRow | undefined)[];
}

/** Test rows where another is right and the first is not: the regressions a user must look at. */
export function LostRows(props: { readonly groups: readonly CompareGroup[] }): JSX.Element {
  const db = useDatabase();
  const first = () => props.groups[0];
  const rows = createRunRows(() => first()?.middle.run);
  const comparable = createMemo(() => {
    const test = first()?.middle.run.splits.test.join();
    return props.groups.filter(
      (group) => winnerTest(group.middle.state) !== undefined && group.middle.run.splits.test.join() === test,
    );
  });
  const lost = createMemo((): readonly LostRow[] => {
    const tables = comparable().map(
      (group) =>
        new Map(
          (winnerTest(group.middle.state)?.rows ?? []).filter(isScored).map((row) => [row.example, row]),
        ),
    );
    const own = tables[0];
    if (own === undefined || tables.length < 2) return [];
    return [...own.values()]
      .filter((row) => tables.slice(1).some((table) => (table.get(row.example)?.score ?? 0) > row.score))
      .map((row) => ({ example: row.example, cells: tables.map((table) => table.get(row.example)) }));
  });
  const answers = createLive(() => {
    const wanted = comparable().map((group, place) => ({
      id: group.middle.run.id,
      calls: lost()
        .slice(0, mostShown)
        .flatMap((row) => row.cells[place]?.callIndex ?? []),
    }));
    return async () =>
      Promise.all(
        wanted.map(
          async ({ id, calls }) =>
            new Map(
              (await readRollouts(db, id, calls)).flatMap((row) =>
                row === undefined ? [] : [[row.callIndex, row.output.trim()] as const],
              ),
            ),
        ),
      );
  });
  return (
    <Show when={comparable().length > 1}>
      <Entry title="Lost rows" note={<>Where another is right and {first()?.name} is not.</>}>
        <Show
          when={lost().length > 0}
          fallback={
            <p class="soft">None: no row of the sealed test set that another gets right is wrong here.</p>
          }
        >
          <div class="scroll" tabindex="0">
            <DataTable
              isWide
              rows={lost().slice(0, mostShown)}
              columns={[
                {
                  title: "Input",
                  class: "q",
                  cell: (row) => rowLine(rows.at("test", row.example)) || `Row ${row.example}`,
                },
                ...comparable().map((group, place): Column<LostRow> => ({
                  title: group.name,
                  cell: (line) => (
                    <Show when={line.cells[place]} fallback={<span class="faint">no answer</span>}>
                      {(found) => (
                        <Answer
                          score={found().score}
                          text={answers.value()?.[place]?.get(found().callIndex)}
                        />
                      )}
                    </Show>
                  ),
                })),
              ]}
            />
          </div>
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
