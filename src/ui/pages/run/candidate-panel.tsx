import { type JSX, Match, Show, Switch, createMemo, createSignal } from "solid-js";

import type { CandidateEntry, RunState } from "../../../engine/index.ts";
import { routes } from "../../../views/routes.ts";
import { candidateTokens } from "../../../views/run/candidate-tokens.ts";
import { candidateLook } from "../../../views/series/candidate-look.ts";
import { plural } from "../../../views/words/numbers.ts";
import { scoresWords } from "../../../views/words/sum-words.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { CandidateMark } from "../../kit/candidate-mark.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { CandidateRows } from "./candidate-rows.tsx";
import { CandidateText } from "./candidate-text.tsx";
import { Conversation } from "./conversation.tsx";
import type { RunRows } from "./create-run-rows.ts";
import { Descent } from "./descent.tsx";
import { DrawnText } from "./drawn-text.tsx";
import { WhyAccepted } from "./why-accepted.tsx";

interface CandidatePanelProps {
  readonly runId: string;
  readonly state: RunState;
  readonly rows: RunRows;
  readonly index: number;
  readonly onSelect: (candidate: number) => void;
  readonly onOpenCall: (callIndex: number) => void;
  readonly onRollouts: (candidate: number) => void;
  readonly onBranch: (candidate: number) => void;
  /** Absent where nothing may be entered: a recorded run. */
  readonly onEdit: ((candidate: number) => void) | undefined;
}

const tabs = [
  { id: "text", label: "Text and changes" },
  { id: "descent", label: "Where it came from" },
  { id: "rows", label: "Row by row" },
] as const;
type Tab = (typeof tabs)[number]["id"];

/** One candidate: its words and who wrote them, why it was kept, the conversation that made it, its rows. */
export function CandidatePanel(props: CandidatePanelProps): JSX.Element {
  const [tab, setTab] = createSignal<Tab>("text");
  const entry = createMemo(() => props.state.candidates[props.index]);
  return (
    <aside class={`side stack k${candidateLook(props.index).colour}`} aria-label={`Candidate ${props.index}`}>
      <Show
        when={entry()}
        fallback={
          <p class="soft">The seed is being scored. Its prompt and its answers stand here in a moment.</p>
        }
      >
        {(candidate) => (
          <>
            <Head {...props} candidate={candidate()} />
            <Tabs
              name={`Candidate ${props.index}`}
              tabs={tabs}
              chosen={tab()}
              onChoose={setTab}
              beside={
                // Leads to another view, so it is no tab: the Tab key finds it.
                <button type="button" onClick={() => props.onRollouts(props.index)}>
                  Rollouts
                </button>
              }
            >
              <Switch>
                <Match when={tab() === "text"}>
                  <DrawnText runId={props.runId} texts={candidate().texts} />
                  <CandidateText state={props.state} index={props.index} onSelect={props.onSelect} />
                  <WhyAccepted state={props.state} index={props.index} />
                  <Conversation {...props} />
                </Match>
                <Match when={tab() === "descent"}>
                  <Descent state={props.state} index={props.index} onSelect={props.onSelect} />
                </Match>
                <Match when={tab() === "rows"}>
                  <CandidateRows {...props} />
                </Match>
              </Switch>
            </Tabs>
          </>
        )}
      </Show>
    </aside>
  );
}

/** Its name and score, and what can be done with it. */
function Head(props: CandidatePanelProps & { readonly candidate: CandidateEntry }): JSX.Element {
  return (
    <div class="row row--tight">
      <h2>
        <CandidateMark big index={props.index} kind={props.candidate.kind} />
      </h2>
      <span class="small soft num">
        {scoresWords(props.candidate.scores)}, {plural(candidateTokens(props.candidate.texts), "token")}
      </span>
      <span class="push row row--tight">
        <Show when={props.onEdit}>{(edit) => <Button onClick={() => edit()(props.index)}>Edit</Button>}</Show>
        <Show when={props.state.status === "stopped" && props.state.spec.splits.test > 0}>
          <ButtonLink href={routes.sealedTest(props.runId, props.index)}>Sealed test</ButtonLink>
        </Show>
        <Button onClick={() => props.onBranch(props.index)}>Branch</Button>
      </span>
    </div>
  );
}
