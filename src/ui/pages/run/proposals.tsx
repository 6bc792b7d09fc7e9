import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { allProposals, type ProposalEntry, type RunState } from "../../../engine/index.ts";
import { decisionOf } from "../../../views/run/decision.ts";
import { firstChange } from "../../../views/run/first-change.ts";
import { gateWords } from "../../../views/words/gate-words.ts";
import { PassFail } from "../../kit/pass-fail.tsx";
import { CandidateLabel } from "./candidate-label.tsx";

const fewShown = 10;
const moreShown = 50;

export interface ProposalsProps {
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
        <span class="small soft">one line each, newest first</span>
        <Show when={all().length > fewShown}>
          <span class="push tiny">
            <button
              type="button"
              class="btn btn--link"
              onClick={() => setShown(shown() > fewShown ? fewShown : moreShown)}
            >
              {shown() > fewShown ? "The last ten" : `All ${all().length}`}
            </button>
          </span>
        </Show>
      </div>
      <Show
        when={all().length > 0}
        fallback={
          <p class="small soft">
            No rewrite yet. The first comes as soon as the seed is scored and a minibatch was read.
          </p>
        }
      >
        <div class="scroll" tabindex="0">
          <table class="proposals">
            <thead>
              <tr>
                <th>It.</th>
                <th class="hide-s">From</th>
                <th class="hide-s">Minibatch</th>
                <th>What was proposed</th>
                <th>Decision</th>
              </tr>
            </thead>
            <tbody>
              <For each={visible()}>{(proposal) => <Line {...props} proposal={proposal} />}</For>
            </tbody>
          </table>
        </div>
        <Show when={shown() > fewShown && all().length > shown()}>
          <button type="button" class="btn" onClick={() => setShown(shown() + moreShown)}>
            Show {Math.min(moreShown, all().length - shown())} more
          </button>
        </Show>
      </Show>
    </section>
  );
}

function Line(props: ProposalsProps & { readonly proposal: ProposalEntry }): JSX.Element {
  const decision = createMemo(() => decisionOf(props.proposal));
  const isOn = (): boolean =>
    props.proposal.candidate !== null && props.proposal.candidate === props.selected;
  return (
    <tr classList={{ "is-on": isOn() }}>
      <td class="num">{props.proposal.iteration}</td>
      <td class="hide-s nowrap">
        <For each={props.proposal.parents}>
          {(parent, index) => (
            <>
              <Show when={index() > 0}> + </Show>
              <CandidateLabel state={props.state} index={parent} onChoose={props.onSelect} />
            </>
          )}
        </For>
      </td>
      <td class="num hide-s nowrap">
        <Show when={gateWords(props.proposal)} fallback={<span class="faint">not tried</span>}>
          {(words) => words()}
        </Show>
      </td>
      <td>
        <button
          type="button"
          class="btn btn--link proposals__gist"
          onClick={() => props.onProposal(props.proposal.proposal)}
        >
          {proposalGist(props.state, props.proposal)}
        </button>
      </td>
      <td>
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
      </td>
    </tr>
  );
}

/** What a proposal changed, in a line. */
export function proposalGist(state: RunState, proposal: ProposalEntry): string {
  const parent = state.candidates[proposal.parents[0] ?? -1];
  const rewritten = Object.keys(proposal.texts);
  const component = rewritten.find((name) => parent?.texts[name] !== proposal.texts[name]) ?? rewritten[0];
  const parents = proposal.parents.map((index) => `c${index}`);
  if (proposal.kind === "merge") return `Merge of ${parents.join(" and ")}: ${mergeGist(state, proposal)}`;
  if (component === undefined) return "No text came back";
  const gist = firstChange(parent?.texts[component] ?? "", proposal.texts[component] ?? "");
  const several = Object.keys(proposal.texts).length > 1 || Object.keys(parent?.texts ?? {}).length > 1;
  const who = proposal.kind === "person" ? "Yours: " : "";
  return `${who}${several ? `${component}: ` : ""}${gist}`;
}

function mergeGist(state: RunState, proposal: ProposalEntry): string {
  const taken = proposal.parents.map((index) => {
    const texts = state.candidates[index]?.texts ?? {};
    const names = Object.entries(proposal.texts).flatMap(([name, text]) =>
      texts[name] === text ? [name] : [],
    );
    return names.length === 0 ? "" : `${names.join(", ")} of c${index}`;
  });
  const parts = taken.filter((part) => part !== "");
  return parts.length === 0 ? "their common parts" : parts.join("; ");
}
