import { useSearchParams } from "@solidjs/router";
import { type JSX, Show, createMemo, createSignal } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { askForTest } from "../../../storage/library/runs.ts";
import {
  sendable,
  sendableWords,
  sendCost,
  sendQuestion,
  type SentCandidate,
  sentCandidates,
} from "../../../views/result/sent-candidates.ts";
import { formatPercent } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { useConfirm } from "../../kit/confirm.tsx";
import { DataTable, figures } from "../../kit/data-table.tsx";
import { useDeed } from "../../kit/deed.ts";
import { Entry } from "../../kit/entry.tsx";
import { SelectField } from "../../kit/select-of.tsx";
import { useDatabase } from "../../state/database.tsx";
import { CandidateLabel } from "../run/candidate-label.tsx";
import type { ResultProps } from "./result-props.ts";

/** Any candidate on the sealed rows, because a person wants to know: who was sent, and the way to send another. */
export function SentCandidates(props: ResultProps): JSX.Element {
  const db = useDatabase();
  const confirm = useConfirm();
  const deed = useDeed();
  const [search] = useSearchParams<{ send?: string }>();
  const sent = createMemo(() => sentCandidates(props.state, props.winner));
  const others = createMemo(() => sendable(props.state).filter(({ index }) => index !== props.winner));
  const [chosen, setChosen] = createSignal<number | undefined>(Number(search.send ?? Number.NaN));
  const next = () => others().find(({ index }) => index === chosen()) ?? others()[0];
  const canSend = (): boolean =>
    props.run.recorded === undefined && props.run.status === "finished" && next() !== undefined;
  const send = async (candidate: number): Promise<void> => {
    const yes = await confirm({
      title: `Score c${candidate} on the sealed test?`,
      text: sendQuestion(props.run, props.state, candidate),
      yes: `Score it, ${sendCost(props.run, props.state, candidate)}`,
    });
    if (yes) await deed("It could not be sent", () => askForTest(db, props.run.id, candidate));
  };
  return (
    <Show when={props.run.splits.test.length > 0 && (sent().length > 0 || canSend())}>
      <Entry
        title="Another candidate on the sealed test"
        note="The search chose its winner without these rows. You may look at any other there; each look makes their number less sealed."
      >
        <div
          class="stack"
          ref={(element) =>
            search.send && requestAnimationFrame(() => element.scrollIntoView({ block: "center" }))
          }
        >
          <Show when={sent().length > 0}>
            <Sent state={props.state} sent={sent()} />
          </Show>
          <Show when={canSend() && next()}>
            {(entry) => (
              <div class="row row--tight">
                <SelectField
                  label="Candidate"
                  value={String(entry().index)}
                  onChoose={(value) => setChosen(Number(value))}
                  options={others().map((one) => [String(one.index), sendableWords(one)] as const)}
                />
                <Button onClick={() => void send(entry().index)}>
                  Score it on the sealed test, {sendCost(props.run, props.state, entry().index)}
                </Button>
              </div>
            )}
          </Show>
        </div>
      </Entry>
    </Show>
  );
}

/** Who was sent, and what they got. */
function Sent(props: { readonly state: RunState; readonly sent: readonly SentCandidate[] }): JSX.Element {
  return (
    <DataTable
      rows={props.sent}
      columns={[
        {
          title: "Candidate",
          names: true,
          cell: (row) => <CandidateLabel state={props.state} index={row.entry.index} />,
        },
        figures<SentCandidate>("Sealed test", (row) => <b>{formatPercent(row.test.value)}</b>),
        figures<SentCandidate>(
          "95 % interval",
          (row) => `${formatPercent(row.test.low)} to ${formatPercent(row.test.high)}`,
        ),
        { title: "Against the seed, points", label: "against the seed", cell: ({ against }) => against },
      ]}
    />
  );
}
