import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { allProposals, type ProposalEntry, type RunState } from "../../../engine/index.ts";
import { decisionOf } from "../../../views/run/decision.ts";
import { gateWords } from "../../../views/words/gate-words.ts";
import { proposalGist } from "../../../views/words/proposal-gist.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { More } from "../../kit/more.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Term } from "../../kit/term.tsx";
import { CandidateLabel } from "./candidate-label.tsx";

const fewShown = 10;
const moreShown = 50;

interface ProposalsProps {
  readonly state: RunState;
  readonly selected: number | undefined;
  readonly onSelect: (candidate: number) => void;
  readonly onProposal: (proposal: number) => void;
}

/** Every rewrite and merge, one line each, newest first, with what became of it. */
export function Proposals(props: ProposalsProps): JSX.Element {
  const all = createMemo(() => allProposals(props.state).toReversed());
  const [shown, setShown] = createSignal(fewShown);
  const visible = createMemo(() => all().slice(0, shown()));
  return (
    <section class="line stack-2">
      <div class="row">
        <h2 class="h3">Proposals</h2>
        <span class="small soft">
          one line each, newest first; each has to pass the <Term of="gate" />
        </span>
        <Show when={all().length > fewShown}>
          <span class="push tiny">
            <Button link onClick={() => setShown(shown() > fewShown ? fewShown : moreShown)}>
              {shown() > fewShown ? "The last ten" : `All ${all().length}`}
            </Button>
          </span>
        </Show>
      </div>
      <Show
        when={all().length > 0}
        fallback={
          <p class="small soft">
            No proposal yet. The first comes as soon as the seed is scored and a minibatch was read.
          </p>
        }
      >
        <DataTable
          scrolls
          isWide
          class="proposals"
          rows={visible()}
          rowClass={({ candidate }) =>
            candidate !== null && candidate === props.selected ? "is-on" : undefined
          }
          columns={[
            { title: "It.", class: "num", cell: ({ iteration }) => iteration },
            {
              title: "From",
              class: "hide-s nowrap",
              cell: (line) => (
                <For each={line.parents}>
                  {(parent, index) => (
                    <>
                      <Show when={index() > 0}> + </Show>
                      <CandidateLabel state={props.state} index={parent} onChoose={props.onSelect} />
                    </>
                  )}
                </For>
              ),
            },
            {
              title: "Minibatch",
              class: "num hide-s nowrap",
              cell: (proposal) => gateWords(proposal) ?? <span class="faint">not tried</span>,
            },
            {
              title: "What was proposed",
              cell: (proposal) => (
                <Button link class="proposals__gist" onClick={() => props.onProposal(proposal.proposal)}>
                  {proposalGist(props.state, proposal)}
                </Button>
              ),
            },
            { title: "Decision", cell: (proposal) => <Verdict proposal={proposal} /> },
          ]}
        />
        <Show when={shown() > fewShown}>
          <More of={all().length} shown={shown()} step={moreShown} onMore={setShown} />
        </Show>
      </Show>
    </section>
  );
}

function Verdict(props: { readonly proposal: ProposalEntry }): JSX.Element {
  const decision = createMemo(() => decisionOf(props.proposal));
  return (
    <Show
      when={decision().kept}
      fallback={
        <span class="soft">
          <i class="mk mk--rej" aria-hidden="true" /> {decision().text}
        </span>
      }
    >
      <PassFail pass>{decision().text}</PassFail>
    </Show>
  );
}
