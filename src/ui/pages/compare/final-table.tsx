import { type JSX, Show, createMemo, createSignal } from "solid-js";

import { type CompareGroup, milestone } from "../../../views/compare/comparison.ts";
import { type FinalLine, finalLines, type RecordedLine } from "../../../views/compare/final-lines.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { type Column, DataTable, figures } from "../../kit/data-table.tsx";
import { Entry } from "../../kit/entry.tsx";
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
    <Entry
      title="At the end"
      note={`Sealed test, ${plural(rows(), "row")}${hasSeeds() ? "; means over the seeds, the interval is over rows" : ""}.`}
      margin={
        <NumberField
          label="Requests to reach, in % of the Pareto rows"
          least={1}
          most={100}
          value={Math.round(score() * 100)}
          onInput={(percent) => percent !== undefined && setAsked(percent / 100)}
        />
      }
    >
      <DataTable
        scrolls
        rows={lines()}
        rowClass={({ isFirst }) => (isFirst ? "is-on" : undefined)}
        columns={[
          { title: "Optimizer", cell: (line) => <Name line={line} /> },
          figures<FinalLine>("Sealed test", (line) =>
            line.test === undefined ? (
              <span class="faint">not opened</span>
            ) : (
              <b>{formatPercent(line.test.value)}</b>
            ),
          ),
          {
            title: "95 % interval, 0 to 100 %",
            cell: (line) => line.test && <Whisker interval={line.test} />,
          },
          figures<FinalLine>(`Requests to ${formatPercent(score(), 0)}`, ({ callsTo }) => callsTo),
          figures<FinalLine>(
            "Student : Reflection",
            (line) => (
              <>
                {line.calls} <small class="soft light">{line.callShares}</small>
              </>
            ),
            "Student : Reflection",
          ),
          figures<FinalLine>("Tokens", (line) => line.tokens ?? <span class="faint">not reported</span>),
          figures<FinalLine>("Prompt", ({ prompt }) => prompt),
          ...(hasCosts() ? [costColumn] : []),
          { title: `Against ${first()?.name ?? ""}`, class: "num", cell: ({ against }) => against },
        ]}
      />
    </Entry>
  );
}

const costColumn: Column<FinalLine> = figures(
  "Cost",
  (line) => line.cost ?? <span class="faint">price unknown</span>,
);

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
