import { type JSX, Match, Show, Switch, createSignal } from "solid-js";

import { readAnswerTables } from "../../../setup/result/read-answer-tables.ts";
import type { RunRow } from "../../../storage/rows.ts";
import type { FieldLine, LabelLine, MetricLine } from "../../../views/result/answer-tables.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { formSplitWords, stillWrongWords } from "../../../views/words/form-words.ts";
import { tableTabs } from "../../../views/words/table-words.ts";
import { type Column, DataTable, figures } from "../../kit/data-table.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { Trouble } from "../../kit/trouble.tsx";
import { createRead } from "../../state/create-loaded.ts";
import { Gain, Share, shareOf } from "./figures.tsx";

/** Where the winner gained: by form or by judgement, label by label, field by field, metric by metric. */
export function AnswerTables(props: { readonly run: RunRow; readonly found: TestComparison }): JSX.Element {
  const tables = createRead(
    () => ({ run: props.run.id, lines: props.found.lines }),
    (db, { lines }) => readAnswerTables(db, props.run, lines),
  );
  const [chosen, setChosen] = createSignal<string>();
  const tabs = () => tableTabs(tables.value());
  const tab = (): string | undefined => tabs().find(({ id }) => id === chosen())?.id ?? tabs()[0]?.id;
  return (
    <Entry title="Where it gained" note="On the test rows, by the seed and by the winner." landmark>
      <div class="stack">
        <Show when={tables.error()}>
          {(error) => <Trouble title="The answers could not be read">{String(error())}</Trouble>}
        </Show>
        <Show when={tables.value()} fallback={tables.isLoading() && <Waiting what="Reading the answers" />}>
          {(found) => (
            <>
              <Show
                when={found().form}
                fallback={
                  <p class="soft">
                    No metric here holds an answer against a right one, so form is not told apart.
                  </p>
                }
              >
                {(form) => (
                  <p class="words">
                    {formSplitWords(form())} {stillWrongWords(form())}
                  </p>
                )}
              </Show>
              <Show when={tab() !== undefined}>
                <Tabs name="Tables" tabs={tabs()} chosen={tab() ?? ""} onChoose={setChosen}>
                  <div class="scroll" tabindex="0">
                    <Switch>
                      <Match when={tab() === "labels"}>
                        <DataTable rows={found().labels} columns={labelColumns} />
                      </Match>
                      <Match when={tab() === "fields"}>
                        <DataTable rows={found().fields} columns={fieldColumns} />
                      </Match>
                      <Match when={tab() === "metrics"}>
                        <DataTable rows={found().metrics} columns={metricColumns} />
                      </Match>
                    </Switch>
                  </div>
                </Tabs>
              </Show>
            </>
          )}
        </Show>
      </div>
    </Entry>
  );
}

interface Counted {
  readonly rows: number;
  readonly before: number;
  readonly after: number;
}

const countColumns: readonly Column<Counted>[] = [
  figures("Rows", ({ rows }) => rows),
  figures("Seed right", ({ before, rows }) => shareOf(before, rows), "seed"),
  figures("Winner right", ({ after, rows }) => shareOf(after, rows), "winner"),
];

const labelColumns: readonly Column<LabelLine>[] = [
  { title: "Right answer", names: true, cell: ({ label }) => label },
  ...countColumns,
  {
    title: "The winner took it for",
    label: "taken for",
    cell: ({ takenFor }) => takenFor.map(([label, rows]) => `${label} ${rows}`).join(", ") || "nothing else",
  },
];

const fieldColumns: readonly Column<FieldLine>[] = [
  { title: "Field", names: true, cell: (line) => <code>{line.path}</code> },
  ...countColumns,
  figures("Wrong", ({ wrong }) => wrong),
  figures("Missing", ({ missing }) => missing),
  figures("Not asked for", ({ extra }) => extra),
];

const metricColumns: readonly Column<MetricLine>[] = [
  { title: "Metric", names: true, cell: ({ name }) => name },
  figures("Seed", (line) => <Share part={line.before} />),
  figures("Winner", (line) => <Share part={line.after} />),
  figures("Gain, 95 % interval", (line) => <Gain gain={line.gain} />, "gain"),
];
