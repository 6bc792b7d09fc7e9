import { For, type JSX } from "solid-js";

import { columnUses, type ColumnUse, useOfColumn, withUse } from "./column-uses.ts";
import type { DraftState } from "./create-draft.ts";
import { columnsOfMetrics } from "./metric-list.ts";
import { SelectOf } from "./select-of.tsx";

const shownRows = 4;
const shownText = 240;

/** The first rows; above each column, what it is for. */
export function RowsTable(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const preview = () => draft().rows?.preview;
  const roles = () => draft().rows?.roles ?? { inputs: [], expected: [] };
  const columns = (): readonly string[] => preview()?.columns ?? [];
  const judged = (): readonly string[] => columnsOfMetrics(draft());
  const isUnused = (column: string): boolean =>
    useOfColumn(roles(), column) === "none" && !judged().includes(column);
  const titles = (column: string): readonly (readonly [string, string])[] =>
    columnUses.map(([use, title]) =>
      use === "none" && judged().includes(column) ? [use, "only for a metric"] : [use, title],
    );
  return (
    <div class="scroll" tabindex="0">
      <table>
        <thead>
          <tr>
            <th class="right">Row</th>
            <For each={columns()}>
              {(column) => (
                <th>
                  {column}
                  <span class="column-use">
                    <SelectOf
                      name={`Use of the column ${column}`}
                      options={titles(column)}
                      value={useOfColumn(roles(), column)}
                      onChoose={(use) => props.state.setRoles(withUse(roles(), column, use as ColumnUse))}
                    />
                  </span>
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={preview()?.rows.slice(0, shownRows)}>
            {(row, index) => (
              <tr>
                <td class="right num faint">{index() + 1}</td>
                <For each={row}>
                  {(cell, at) => (
                    <td
                      classList={{
                        q: roles().inputs.includes(columns()[at()] ?? ""),
                        faint: isUnused(columns()[at()] ?? ""),
                      }}
                    >
                      {cell.length > shownText ? `${cell.slice(0, shownText)}…` : cell}
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
