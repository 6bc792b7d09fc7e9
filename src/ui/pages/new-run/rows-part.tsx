import { createMemo, For, type JSX, Show } from "solid-js";

import { metrics } from "../../../tasks/metrics/registry.ts";
import { Button } from "../../kit/button.tsx";
import { formatBytes, plural } from "../../kit/numbers.ts";
import { type DraftState, previewColumn } from "./create-draft.ts";
import { looksLikeLabels } from "./draft.ts";
import { MetricOptions, usualOptions } from "./metric-options.tsx";
import { nearlyEqualRows } from "./preview-examples.ts";

const SHOWN = 4;

/** "From [message] the model should find [team]": which column is what, with the first rows below. */
export function RowsPart(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const rows = () => draft().rows;
  const preview = () => rows()?.preview;
  const roles = () => rows()?.roles ?? { inputs: [], expected: [] };
  const columns = (): readonly string[] => preview()?.columns ?? [];
  const free = (): readonly string[] =>
    columns().filter((column) => !roles().inputs.includes(column) && !roles().expected.includes(column));
  const use = (column: string): string =>
    roles().inputs.includes(column)
      ? "goes in"
      : roles().expected.includes(column)
        ? "expected"
        : roles().group === column
          ? "keeps rows together"
          : roles().split === column
            ? "says the split"
            : "not used";
  const twins = createMemo(() => nearlyEqualRows(draft()));
  const labels = (): readonly string[] => [...new Set(previewColumn(draft(), roles().expected[0]))];
  const setInput = (at: number, column: string): void => {
    const inputs = roles().inputs.map((old, index) => (index === at ? column : old));
    props.state.setRoles({
      ...roles(),
      inputs: [...new Set(inputs)],
      expected: roles().expected.filter((one) => one !== column),
    });
  };
  return (
    <div class="stack">
      <p class="sentence">
        From{" "}
        <For each={roles().inputs}>
          {(input, index) => (
            <>
              <Show when={index() > 0}> and </Show>
              <select
                aria-label={`Input column ${index() + 1}`}
                value={input}
                onChange={(event) => setInput(index(), event.currentTarget.value)}
              >
                <For each={columns()}>
                  {(name) => (
                    <option value={name} selected={name === input}>
                      {name}
                    </option>
                  )}
                </For>
              </select>
            </>
          )}
        </For>{" "}
        the model should find{" "}
        <select
          aria-label="Column of the right answer"
          onChange={(event) => {
            const column = event.currentTarget.value;
            props.state.setRoles({
              ...roles(),
              expected: column === "" ? [] : [column],
              inputs: roles().inputs.filter((one) => one !== column),
            });
          }}
        >
          <option value="" selected={roles().expected.length === 0}>
            (choose)
          </option>
          <For each={columns()}>
            {(name) => (
              <option value={name} selected={name === roles().expected[0]}>
                {name}
              </option>
            )}
          </For>
        </select>
        , and it is right by{" "}
        <select
          aria-label="Metric"
          onChange={(event) => {
            props.state.set("metric", event.currentTarget.value);
            props.state.set("metricOptions", usualOptions(event.currentTarget.value));
          }}
        >
          <For each={Object.values(metrics)}>
            {(metric) => (
              <option value={metric.kind} selected={metric.kind === draft().metric}>
                {metric.title}
              </option>
            )}
          </For>
        </select>
        .
      </p>
      <p class="note">
        {metrics[draft().metric]?.explanation}{" "}
        <Show when={free().length > 0}>
          <Button
            link
            onClick={() => props.state.setRoles({ ...roles(), inputs: [...roles().inputs, free()[0] ?? ""] })}
          >
            Show the model another column
          </Button>
        </Show>
        <Show when={roles().inputs.length > 1}>
          {" "}
          <Button
            link
            onClick={() => props.state.setRoles({ ...roles(), inputs: roles().inputs.slice(0, -1) })}
          >
            One column less
          </Button>
        </Show>
      </p>
      <MetricOptions state={props.state} />
      <div class="scroll" tabindex="0">
        <table>
          <thead>
            <tr>
              <th class="right">Row</th>
              <For each={columns()}>
                {(column) => (
                  <th>
                    {column} <span class="soft">{use(column)}</span>
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={preview()?.rows.slice(0, SHOWN)}>
              {(row, index) => (
                <tr>
                  <td class="right num faint">{index() + 1}</td>
                  <For each={row}>
                    {(cell, at) => (
                      <td
                        classList={{
                          q: roles().inputs.includes(columns()[at()] ?? ""),
                          faint: use(columns()[at()] ?? "") === "not used",
                        }}
                      >
                        {cell.length > 240 ? `${cell.slice(0, 240)}…` : cell}
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <p class="small soft">
        {rows()?.file.name}, {formatBytes(rows()?.file.size ?? 0)}.{" "}
        <Show when={looksLikeLabels(previewColumn(draft(), roles().expected[0]))}>
          {plural(labels().length, "label")} in the first {preview()?.rows.length} rows:{" "}
          {labels().slice(0, 8).join(", ")}
          {labels().length > 8 ? " …" : ""}.{" "}
        </Show>
        {preview()?.notes.join(" ")}
        <Show when={twins() > 0}>
          {" "}
          {plural(twins(), "row")} of the preview {twins() === 1 ? "is" : "are"} nearly the same as another.
          Where such rows fall on both sides, the sealed test is easier than it should be
          {roles().group === undefined
            ? "; a column that says which rows belong together keeps them apart"
            : ""}
          .
        </Show>
        <Show when={(preview()?.badRows.length ?? 0) > 0}>
          {" "}
          {plural(preview()?.badRows.length ?? 0, "row")} cannot be used:{" "}
          {preview()
            ?.badRows.slice(0, 3)
            .map((row) => `row ${row.number} (${row.reason})`)
            .join(" ")}
        </Show>
      </p>
    </div>
  );
}
