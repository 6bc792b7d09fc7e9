import { For, type JSX, Show } from "solid-js";

import { withExpected, withInput } from "../../../setup/draft/column-uses.ts";
import { looksLikeLabels } from "../../../setup/draft/draft.ts";
import { newMetric } from "../../../setup/draft/metric-list.ts";
import { previewColumn, previewLabels } from "../../../setup/draft/preview-examples.ts";
import { metrics } from "../../../tasks/metrics/registry.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { asOptions, SelectOf } from "../../kit/select-of.tsx";
import { BadRows } from "./bad-rows.tsx";
import type { DraftState } from "./create-draft.ts";
import { KeepAsTask } from "./keep-as-task.tsx";
import { ReadingChoices } from "./reading-choices.tsx";
import { RowsTable } from "./rows-table.tsx";

/** A sentence with more columns than this is no sentence; the table below says of each what it is for. */
const shownInputs = 8;

/** "From [message] the model should find [team]": which column is what, with the first rows below. */
export function RowsPart(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const rows = () => draft().rows;
  const preview = () => rows()?.preview;
  const roles = () => rows()?.roles ?? { inputs: [], expected: [] };
  const free = (): readonly string[] =>
    (preview()?.columns ?? []).filter(
      (column) => !roles().inputs.includes(column) && !roles().expected.includes(column),
    );
  const labels = (): readonly string[] => previewLabels(draft(), roles().expected[0]);
  /** What was said of the first rows, and of those after them once all were read; then why each column is what it is. */
  const remarks = (): readonly string[] => [
    ...new Set([
      ...(preview()?.notes ?? []),
      ...(rows()?.survey?.summary.notes ?? []),
      ...(preview()?.reasons ?? []),
    ]),
  ];
  const showColumns = (inputs: readonly string[]): void => props.state.setRoles({ ...roles(), inputs });
  return (
    <div class="stack">
      <Sentence state={props.state} />
      <Show when={free().length > 0 || roles().inputs.length > 1}>
        <p class="note">
          <Show when={free()[0]}>
            {(column) => (
              <Button link onClick={() => showColumns([...roles().inputs, column()])}>
                Show the model another column
              </Button>
            )}
          </Show>
          <Show when={roles().inputs.length > 1}>
            {" "}
            <Button link onClick={() => showColumns(roles().inputs.slice(0, -1))}>
              One column less
            </Button>
          </Show>
        </p>
      </Show>
      <RowsTable state={props.state} />
      <p class="small soft row row--tight">
        <ReadingChoices state={props.state} />
        <Show when={looksLikeLabels(previewColumn(draft(), roles().expected[0]))}>
          <span>
            {plural(labels().length, "label")} in the first {preview()?.rows.length} rows:{" "}
            {labels().slice(0, 8).join(", ")}
            {labels().length > 8 ? " …" : ""}.
          </span>
        </Show>
      </p>
      <Show when={rows()?.survey?.summary}>{(summary) => <BadRows summary={summary()} />}</Show>
      <Show when={remarks().length > 0}>
        <p class="note">{remarks().join(" ")}</p>
      </Show>
      <KeepAsTask state={props.state} />
    </div>
  );
}

/** Which columns the model sees, which one it should find, and what makes an answer right. */
function Sentence(props: { readonly state: DraftState }): JSX.Element {
  const draft = () => props.state.draft;
  const roles = () => draft().rows?.roles ?? { inputs: [], expected: [] };
  const columns = () => asOptions(draft().rows?.preview.columns ?? []);
  return (
    <p class="sentence">
      From{" "}
      <For each={roles().inputs.slice(0, shownInputs)}>
        {(input, index) => (
          <>
            <Show when={index() > 0}> and </Show>
            <SelectOf
              name={`Input column ${index() + 1}`}
              options={columns()}
              value={input}
              onChoose={(column) => props.state.setRoles(withInput(roles(), index(), column))}
            />
          </>
        )}
      </For>
      <Show when={roles().inputs.length > shownInputs}>
        {" "}
        and {plural(roles().inputs.length - shownInputs, "other column")}
      </Show>{" "}
      the model should find{" "}
      <SelectOf
        name="Column of the right answer"
        options={[["", "(choose)"], ...columns()]}
        value={roles().expected[0] ?? ""}
        onChoose={(column) => props.state.setRoles(withExpected(roles(), column))}
      />
      , and it is right by{" "}
      <SelectOf
        name="Metric"
        options={Object.values(metrics).map((metric) => [metric.kind, metric.title])}
        value={draft().metrics[0]?.kind ?? ""}
        onChoose={(kind) => props.state.setMetric(0, newMetric(kind))}
      />
      <Show when={draft().metrics.length > 1}> and {plural(draft().metrics.length - 1, "other")}</Show>.
    </p>
  );
}
