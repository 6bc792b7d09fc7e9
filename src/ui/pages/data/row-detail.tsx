import { For, type JSX, Show, createEffect, createSignal } from "solid-js";

import type { DataRows } from "../../../setup/data/open-data.ts";
import type { RowTexts } from "../../../storage/library/change-dataset.ts";
import type { DatasetDeed } from "../../../tasks/splits/dataset-changes.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import type { IndexedRow } from "../../../views/data/row-index.ts";
import { aboutRow, splitTargets } from "../../../views/words/data-words.ts";
import { Button } from "../../kit/button.tsx";
import { Form } from "../../kit/form.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { createLoaded } from "../../state/create-loaded.ts";

interface RowDeeds {
  readonly row: IndexedRow;
  readonly onDeed: (deed: DatasetDeed) => void;
  readonly onFix: (row: IndexedRow, texts: RowTexts) => void;
}

/** One row whole: what goes in and the right answer, both to fix, and where it lies. */
export function RowDetail(props: RowDeeds & { readonly rows: DataRows }): JSX.Element {
  const read = createLoaded(
    () => ({ rows: props.rows, position: props.row.position }),
    async ({ rows, position }) => (await rows.read([position]))[0],
  );
  return (
    <Show when={read.value()}>
      {(example) => (
        <article class="stack-5" aria-label={`Row ${props.row.number}`}>
          <h2>Row {props.row.number}</h2>
          <Show when={props.rows.datasetId} fallback={<Written example={example()} />}>
            <Change {...props} example={example()} />
          </Show>
          <For each={aboutRow(example())}>{(words) => <p class="small soft">{words}</p>}</For>
        </article>
      )}
    </Show>
  );
}

/** A row of the studio's own. */
function Written(props: { readonly example: Example }): JSX.Element {
  return (
    <>
      <For each={Object.entries(props.example.inputs)}>
        {([name, text]) => (
          <div class="stack-2">
            <h3>{name}</h3>
            <pre class="sunk exact" tabindex={0}>
              {text}
            </pre>
          </div>
        )}
      </For>
      <p class="soft">
        Right answer: <b>{Object.values(props.example.expected).join(", ")}</b>. The studio wrote these rows
        from a seed; they stay as they are.
      </p>
    </>
  );
}

function Change(props: RowDeeds & { readonly example: Example }): JSX.Element {
  const textsOf = (row: RowTexts): RowTexts => ({ inputs: row.inputs, expected: row.expected });
  const [texts, setTexts] = createSignal<RowTexts>({ inputs: {}, expected: {} });
  createEffect(() => setTexts(textsOf(props.example)));
  const isChanged = (): boolean => JSON.stringify(texts()) !== JSON.stringify(textsOf(props.example));
  const fields = (part: keyof RowTexts, label: string): JSX.Element => (
    <For each={Object.keys(props.example[part])}>
      {(name) => (
        <TextArea
          label={`${label}${name}`}
          rows={part === "inputs" ? 5 : 2}
          value={texts()[part][name] ?? ""}
          onInput={(text) => setTexts({ ...texts(), [part]: { ...texts()[part], [name]: text } })}
        />
      )}
    </For>
  );
  return (
    <>
      <Form onSubmit={() => props.onFix(props.row, texts())} submit="Fix the row" canSubmit={isChanged()}>
        {fields("inputs", "")}
        {fields("expected", "Right answer: ")}
      </Form>
      <p class="row">
        <SelectOf
          name="Where this row goes"
          value={props.row.split ?? ""}
          onChoose={(split) =>
            props.onDeed({ kind: "moved", rows: [props.row.id], split: split as "feedback" })
          }
          options={splitTargets(props.row)}
        />
        <Button
          onClick={() =>
            props.onDeed({ kind: props.row.isOut ? "taken-in" : "left-out", rows: [props.row.id] })
          }
        >
          {props.row.isOut ? "Take it in again" : "Leave it out"}
        </Button>
      </p>
    </>
  );
}
