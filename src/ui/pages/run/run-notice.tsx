import { A } from "@solidjs/router";
import { type JSX, Match, Show, Switch } from "solid-js";

import type { RunState, StopReason } from "../../../engine/index.ts";
import { reopenRun } from "../../../storage/library/runs.ts";
import type { RunRow, WaitReason } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { type NextDeed, nextDeed } from "../../../views/words/next-deed.ts";
import { stopSentence, waitSentence, wantedKey } from "../../../views/words/sentences.ts";
import { winnerWords } from "../../../views/words/winner-words.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Say, Trouble } from "../../kit/trouble.tsx";
import { useConductor } from "../../state/conductor.tsx";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";
import { KeyPrompt } from "../models/key-prompt.tsx";
import { ByHand } from "./by-hand.tsx";
import { HostNote } from "./host-note.tsx";
import { LeftOutList } from "./left-out-list.tsx";
import { OneReason } from "./one-reason.tsx";
import { RecordedNote } from "./recorded-note.tsx";
import { Unconfirmed } from "./unconfirmed.tsx";

/** What a reader must know before the charts: why a run waits, why it ended, where it is conducted. */
export function RunNotice(props: {
  readonly run: RunRow;
  readonly state: RunState | undefined;
  /** Opens the budget; absent where it cannot be changed from here. */
  readonly onBudget?: (() => void) | undefined;
}): JSX.Element {
  const conductor = useConductor();
  const workers = useWorkers();
  const goOn = (): Promise<boolean> => conductor.wish(props.run.id, "go-on");
  return (
    <div class="run-notices stack-2">
      <Show when={workers.trouble()}>
        {(trouble) => <Trouble title="The workers stopped">{trouble()}</Trouble>}
      </Show>
      <Show when={props.run.recorded}>
        {(recorded) => <RecordedNote run={props.run} recorded={recorded()} />}
      </Show>
      <Show when={props.run.unconfirmed}>
        <Unconfirmed run={props.run} />
      </Show>
      <Show when={!props.run.unconfirmed && conductor.refusal(props.run.id)}>
        {(refusal) => (
          <Trouble title="This run could not be started" action={<Button onClick={goOn}>Try again</Button>}>
            {refusal()}
          </Trouble>
        )}
      </Show>
      <HostNote run={props.run} />
      <OneReason run={props.run} />
      <Switch>
        <Match when={props.run.waiting?.kind === "by-hand" && props.run.status === "waiting"}>
          <ByHand runId={props.run.id} />
        </Match>
        <Match when={props.run.status === "waiting" && props.run.waiting}>
          {(waiting) => <Waits waiting={waiting()} onGoOn={goOn} onBudget={props.onBudget} />}
        </Match>
        <Match when={workers.newsOf(props.run.id).storageFull}>
          {(full) => (
            <Say tone="warn">
              <p>{full()} The run goes on by itself a few seconds after there is room.</p>
              <ButtonLink href={routes.storage}>Free some room</ButtonLink>
            </Say>
          )}
        </Match>
        <Match when={conductor.elsewhere().has(props.run.id)}>
          <Say>
            <p>
              Another tab conducts this run; this one watches. Close the other tab and this one takes over by
              itself.
            </p>
          </Say>
        </Match>
        <Match when={props.run.status === "finished" && props.state?.stopReason}>
          {(reason) => <Ending {...props} state={props.state!} reason={reason()} />}
        </Match>
      </Switch>
      <Show when={props.state}>{(state) => <LeftOutList run={props.run} state={state()} />}</Show>
      <Show when={props.run.possiblyPaidTwice > 0}>
        <p class="small soft">
          Possibly paid twice: {props.run.possiblyPaidTwice}. So many requests left and their answers never
          arrived (a closed tab, a stop, a time-out, a broken connection), so they were asked again. No answer
          that arrived was asked for again.
        </p>
      </Show>
    </div>
  );
}

/** Why it waits, and what lets it go on. */
function Waits(props: {
  readonly waiting: WaitReason;
  readonly onGoOn: () => void;
  readonly onBudget: (() => void) | undefined;
}): JSX.Element {
  return (
    <Say tone="warn">
      <p>{waitSentence(props.waiting)}</p>
      <p class="row row--tight">
        <Show when={wantedKey(props.waiting)}>
          {(wanted) => (
            <KeyPrompt
              origin={wanted().origin}
              isRefused={wanted().isRefused}
              onKept={() => props.onGoOn()}
            />
          )}
        </Show>
        <Show when={props.waiting.kind === "quota"}>
          <ButtonLink href={routes.storage}>Free some room</ButtonLink>
        </Show>
        <Show when={props.waiting.kind === "limit" && props.onBudget}>
          {(change) => <Button onClick={() => change()()}>Change the budget…</Button>}
        </Show>
        <Button onClick={() => props.onGoOn()}>Go on</Button>
      </p>
    </Say>
  );
}

/** Why it ended, what to do about it, and the way to its result. */
function Ending(props: {
  readonly run: RunRow;
  readonly state: RunState;
  readonly reason: StopReason;
  readonly onBudget?: (() => void) | undefined;
}): JSX.Element {
  const db = useDatabase();
  const next = (): NextDeed => nextDeed(props.reason);
  /** A recording is read and not continued. */
  const button = (): NextDeed["button"] => (props.run.recorded === undefined ? next().button : undefined);
  return (
    <Say>
      <p>
        {stopSentence(props.reason)}. <Show when={props.run.recorded === undefined}>{next().words} </Show>
        <A href={routes.result(props.run.id)}>
          {props.run.splits.test.length > 0
            ? "See what it is worth on the sealed test set"
            : "See the result"}
        </A>
      </p>
      <Show when={winnerWords(props.state)}>{(words) => <p class="small">{words()}</p>}</Show>
      <Switch>
        <Match when={button() === "go-on"}>
          <DeedButton failed="The run could not be taken up" deed={() => reopenRun(db, props.run.id)}>
            Go on with the search
          </DeedButton>
        </Match>
        <Match when={button() === "budget" && props.onBudget}>
          {(change) => <Button onClick={() => change()()}>Change the budget…</Button>}
        </Match>
      </Switch>
    </Say>
  );
}
