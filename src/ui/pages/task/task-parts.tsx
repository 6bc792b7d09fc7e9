import { For, type JSX, Show } from "solid-js";

import { columnsOf, firstRows } from "../../../setup/data/first-rows.ts";
import { codeOf } from "../../../storage/bundle/foreign-parts.ts";
import { metricOf } from "../../../tasks/metrics/registry.ts";
import type { Example, TaskSpec } from "../../../tasks/task-spec.ts";
import { shortened } from "../../../views/texts/shortened.ts";
import { plural } from "../../../views/words/numbers.ts";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { Facts } from "../../kit/facts.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Words } from "../../kit/words.tsx";
import { createRead } from "../../state/create-loaded.ts";

/** Rows shown: enough to see what they are like. Sealed rows are never among those of a generated task. */
const SHOWN = 6;

/** Code that came with a task from elsewhere, to be read before it may run. */
export function ForeignCode(props: { readonly spec: TaskSpec }): JSX.Element {
  return (
    <For each={codeOf(props.spec)}>
      {(code) => (
        <pre class="sunk code-view" tabindex="0">
          {code}
        </pre>
      )}
    </For>
  );
}

/** Each text the search starts from. */
export function FirstPrompts(props: { readonly spec: TaskSpec }): JSX.Element {
  return (
    <div class="stack">
      <For each={Object.entries(props.spec.seedCandidate)}>
        {([component, text]) => (
          <div class="stack-2">
            <h3>{component}</h3>
            <Words text={text} />
          </div>
        )}
      </For>
    </div>
  );
}

/** What is asked of the Student, in order, and how its answer is judged. */
export function ProgramFacts(props: { readonly spec: TaskSpec }): JSX.Element {
  return (
    <div class="stack">
      <Show
        when={props.spec.program.modules.length > 0}
        fallback={<p class="small soft">No model is asked: the texts themselves are judged.</p>}
      >
        <ol class="stack-2">
          <For each={props.spec.program.modules}>
            {(module, index) => (
              <li class="module">
                <header>
                  <span class="stepno">{index() + 1}</span>
                  <h3>{module.name}</h3>
                  <span class="small soft">
                    asked of the {module.role === "student" ? "Student" : "Reflection model"}, prompt “
                    {module.component}”, answers {module.output.kind}, at most{" "}
                    {plural(module.maxTokens, "token")}
                  </span>
                </header>
                <pre class="sunk">{module.userTemplate}</pre>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Facts
        of={props.spec.metrics.map((metric) => [
          metricOf(metric)?.title ?? metric.kind,
          `${metricOf(metric)?.explanation ?? ""}${props.spec.metrics.length > 1 ? ` Weight ${metric.weight}.` : ""}`,
        ])}
      />
    </div>
  );
}

const writtenBy: Column<Example> = {
  title: "Written by",
  class: "small",
  cell: ({ drafted }) => (drafted === undefined ? "you" : `drafted by ${drafted}`),
};

/** The first rows one learns from. */
export function FirstRows(props: {
  readonly spec: TaskSpec;
  /** Counts changes to the rows: they are read again. */
  readonly version?: number;
}): JSX.Element {
  const rows = createRead(
    () => ({ source: props.spec.source, version: props.version }),
    (db, { source }) => firstRows(db, source, SHOWN),
  );
  const columns = (): readonly string[] => columnsOf(rows.value() ?? []);
  const hasDrafts = (): boolean => (rows.value() ?? []).some((row) => row.drafted !== undefined);
  const cell = (row: Example, column: string): string =>
    shortened(row.inputs[column] ?? row.expected[column] ?? "", 300);
  return (
    <Show when={rows.value()} fallback={<Waiting what="Reading the rows" />}>
      <Show when={columns().length > 0} fallback={<p class="small soft">Its rows are not kept here.</p>}>
        <DataTable
          scrolls
          isWide
          rows={rows.value() ?? []}
          columns={[
            ...columns().map((column): Column<Example> => ({
              title: column,
              cell: (row) => (
                <span classList={{ q: row.inputs[column] !== undefined }}>{cell(row, column)}</span>
              ),
            })),
            ...(hasDrafts() ? [writtenBy] : []),
          ]}
        />
      </Show>
    </Show>
  );
}
