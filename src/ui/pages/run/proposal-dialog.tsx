import { For, type JSX, Show, createMemo } from "solid-js";

import { allProposals, type RunState } from "../../../engine/index.ts";
import { decisionOf } from "../../../views/run/decision.ts";
import { gateWords } from "../../../views/words/gate-words.ts";
import { ideaWords, unaskedWords } from "../../../views/words/why-words.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { DiffText } from "../../kit/diff-text.tsx";
import { CandidateLabel } from "./candidate-label.tsx";
import { ProposalConversation } from "./conversation.tsx";
import type { RunRows } from "./create-run-rows.ts";

/** A proposal whole, also one that was dropped: what changed, what it was tried on, what it rests on. */
export function ProposalDialog(props: {
  readonly runId: string;
  readonly state: RunState;
  readonly rows: RunRows;
  readonly proposal: number | undefined;
  readonly onSelect: (candidate: number) => void;
  readonly onOpenCall: (callIndex: number) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const found = createMemo(() => allProposals(props.state).find((one) => one.proposal === props.proposal));
  const parent = createMemo(() => props.state.candidates[found()?.parents[0] ?? -1]);
  return (
    <Dialog
      class="dialog--wide"
      open={found() !== undefined}
      onClose={() => props.onClose()}
      title={`Proposal of iteration ${found()?.iteration ?? ""}: ${found() === undefined ? "" : decisionOf(found()!).text}`}
    >
      <Show when={found()}>
        {(proposal) => (
          <>
            <p class="small soft">
              From{" "}
              <For each={proposal().parents}>
                {(index) => <CandidateLabel state={props.state} index={index} />}
              </For>
              <Show when={gateWords(proposal())} fallback=", not tried on any row">
                {(words) => (
                  <>
                    , {words()} on {proposal().minibatch.length === 1 ? "row" : "rows"}{" "}
                    {proposal().minibatch.join(", ")}
                  </>
                )}
              </Show>
            </p>
            <Show when={ideaWords(proposal())}>{(idea) => <p class="small">{idea()}</p>}</Show>
            <For each={Object.entries(proposal().texts)}>
              {([name, text]) => (
                <div class="sheet">
                  <DiffText before={parent()?.texts[name] ?? ""} after={text} size="s" />
                </div>
              )}
            </For>
            <Show when={unaskedWords(proposal()) === ""}>
              <ProposalConversation
                runId={props.runId}
                state={props.state}
                rows={props.rows}
                proposal={proposal()}
                onOpenCall={props.onOpenCall}
              />
            </Show>
            <div class="actions">
              <Show when={proposal().candidate !== null}>
                <Button
                  onClick={() => {
                    props.onSelect(proposal().candidate ?? 0);
                    props.onClose();
                  }}
                >
                  Open candidate c{proposal().candidate}
                </Button>
              </Show>
              <Button main onClick={() => props.onClose()}>
                Close
              </Button>
            </div>
          </>
        )}
      </Show>
    </Dialog>
  );
}
