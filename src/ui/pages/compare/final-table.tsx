import { type JSX, Show, createMemo, createSignal } from "solid-js";

import { type CompareGroup, milestone } from "../../../views/compare/comparison.ts";
import { type FinalLine, finalLines, type RecordedLine } from "../../../views/compare/final-lines.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { NumberField } from "../../kit/number-field.tsx";
import { Stroke, Whisker } from "./whisker.tsx";

/** Where each ended: the sealed test with its interval, and what it took. */
export function FinalTable(props: {
  readonly groups: readonly CompareGroup[];
  readonly grpo?: RecordedLine | undefined;
}): JSX.Element {
  const first = (): CompareGroup | undefined => props.groups[0];
  const [asked, setAsked] = createSignal<number>();
  const score = createMemo(() => asked() ?? milestone(props.groups.flatMap((group) => group.runs)));
  const rows = createMemo(() => first()?.middle.run.splits.test.length ?? 0);
  const hasSeeds = (): boolean => props.groups.some((group) => group.runs.length > 1);
  const lines = createMemo(() => finalLines(props.groups, score(), props.grpo));
  const hasCosts = createMemo(() => lines().some(({ isFree }) => !isFree));
  return (
    <section class="entry">
      <div class="in-margin">
        <h2>At the end</h2>
        <p>
          Sealed test, {plural(rows(), "row")}
          {hasSeeds() ? "; means over the seeds, the interval is over rows" : ""}.
        </p>
        <NumberField
          label="Requests to reach, in % of the Pareto rows"
          least={1}
          most={100}
          value={Math.round(score() * 100)}
          onInput={(percent) => percent !== undefined && setAsked(percent / 100)}
        />
      </div>
      <div class="scroll" tabindex="0">
        <DataTable
          rows={lines()}
          rowClass={({ isFirst }) => (isFirst ? "is-on" : undefined)}
          columns={[
            { title: "Optimizer", cell: (line) => <Name line={line} /> },
            {
              title: "Sealed test",
              label: "sealed test",
              numeric: true,
              cell: (line) =>
                line.test === undefined ? (
                  <span class="faint">not opened</span>
                ) : (
                  <b>{formatPercent(line.test.value)}</b>
                ),
            },
            {
              title: "95 % interval, 0 to 100 %",
              cell: (line) => line.test && <Whisker interval={line.test} />,
            },
            {
              title: `Requests to ${formatPercent(score(), 0)}`,
              label: `requests to ${formatPercent(score(), 0)}`,
              numeric: true,
              cell: ({ callsTo }) => callsTo,
            },
            {
              title: "Student : Reflection",
              label: "Student : Reflection",
              numeric: true,
              cell: (line) => (
                <>
                  {line.calls} <small class="soft light">{line.callShares}</small>
                </>
              ),
            },
            {
              title: "Tokens",
              label: "tokens",
              numeric: true,
              cell: (line) => line.tokens ?? <span class="faint">not reported</span>,
            },
            { title: "Prompt", label: "prompt", numeric: true, cell: ({ prompt }) => prompt },
            ...(hasCosts() ? [costColumn] : []),
            { title: `Against ${first()?.name ?? ""}`, class: "num", cell: ({ against }) => against },
          ]}
        />
      </div>
    </section>
  );
}

const costColumn: Column<FinalLine> = {
  title: "Cost",
  label: "cost",
  numeric: true,
  cell: (line) => line.cost ?? <span class="faint">price unknown</span>,
};

function Name(props: { readonly line: FinalLine }): JSX.Element {
  return (
    <>
      <Stroke dash={props.line.dash} colour={props.line.colour} /> {props.line.name}
      <Show when={props.line.note}>
        {(note) => (
          <small class="soft light">
            <br />
            {note()}
          </small>
        )}
      </Show>
    </>
  );
}
