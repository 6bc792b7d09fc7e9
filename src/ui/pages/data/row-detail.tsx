import { For, type JSX, Show, createEffect, createSignal, on } from "solid-js";

import type { DataRows } from "../../../setup/data/open-data.ts";
import type { DatasetDeed } from "../../../tasks/splits/dataset-changes.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import type { IndexedRow } from "../../../views/data/row-index.ts";
import { aboutRow, splitTargets } from "../../../views/words/data-words.ts";
import { Button } from "../../kit/button.tsx";
import { Form } from "../../kit/form.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { SelectOf } from "../new-run/select-of.tsx";

interface RowDeeds {
  readonly row: IndexedRow;
  readonly onDeed: (deed: DatasetDeed) => void;
  readonly onFix: (row: IndexedRow, expected: Readonly<Record<string, string>>) => void;
}

/** One row whole: what goes in, the right answer to fix, and where it lies. */
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
          <For each={Object.entries(example().inputs)}>
            {([name, text]) => (
              <div class="stack-2">
                <h3>{name}</h3>
                <pre class="sunk exact" tabindex={0}>
                  {text}
                </pre>
              </div>
            )}
          </For>
          <Show
            when={props.rows.datasetId}
            fallback={
              <p class="soft">
                Right answer: <b>{Object.values(example().expected).join(", ")}</b>. The studio wrote these
                rows from a seed; they stay as they are.
              </p>
            }
          >
            <Change {...props} example={example()} />
          </Show>
          <For each={aboutRow(example())}>{(words) => <p class="small soft">{words}</p>}</For>
        </article>
      )}
    </Show>
  );
}

function Change(props: RowDeeds & { readonly example: Example }): JSX.Element {
  const [expected, setExpected] = createSignal<Readonly<Record<string, string>>>({});
  createEffect(
    on(
      () => props.example,
      (row) => setExpected({ ...row.expected }),
    ),
  );
  const isChanged = (): boolean =>
    Object.entries(expected()).some(([name, text]) => text !== props.example.expected[name]);
  return (
    <>
      <Form
        onSubmit={() => props.onFix(props.row, expected())}
        submit="Fix the right answer"
        canSubmit={isChanged()}
      >
        <For each={Object.keys(props.example.expected)}>
          {(name) => (
            <TextArea
              label={`Right answer: ${name}`}
              class="plain"
              rows={2}
              value={expected()[name] ?? ""}
              onInput={(text) => setExpected({ ...expected(), [name]: text })}
            />
          )}
        </For>
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
