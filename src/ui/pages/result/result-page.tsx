import { A, useParams } from "@solidjs/router";
import { type JSX, Match, Show, Switch, createMemo } from "solid-js";

import { bestCandidate, type StopReason } from "../../../engine/index.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { testComparison } from "../../../views/result/test-comparison.ts";
import { nextDeed } from "../../../views/words/next-deed.ts";
import { beforeSeedWords, stopSentence } from "../../../views/words/sentences.ts";
import { ButtonLink } from "../../kit/button.tsx";
import { EmptyState } from "../../kit/empty-state.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Trouble } from "../../kit/trouble.tsx";
import { routes } from "../../routes.ts";
import { createRunView, type RunView } from "../../state/create-run-view.ts";
import { RowsLink } from "../data/rows-link.tsx";
import { LeftOutList } from "../run/left-out-list.tsx";
import { ReadingRun } from "../run/reading-run.tsx";
import { OpenTest } from "./open-test.tsx";
import { ResultBody } from "./result-body.tsx";

/** What a run is worth: the seed against the winner on rows nobody saw, and everything to take away. */
export function ResultPage(): JSX.Element {
  const params = useParams<{ readonly id: string }>();
  return (
    <Show when={params.id} keyed>
      {(id) => <OneResult id={id} />}
    </Show>
  );
}

function OneResult(props: { readonly id: string }): JSX.Element {
  const view = createRunView(() => props.id);
  return (
    <main class="page">
      <Switch
        fallback={
          <Entry first>
            <Waiting what="Reading the run" />
          </Entry>
        }
      >
        <Match when={view.run() === null}>
          <Entry first>
            <Trouble
              title="There is no run at this address"
              action={<A href={routes.runs}>See the runs kept here</A>}
            >
              It may have been removed for good, or it lives in another browser.
            </Trouble>
          </Entry>
        </Match>
        <Match when={view.error()}>
          <Entry first>
            <Trouble title="The run could not be read">
              {String(view.error())} Nothing was changed; reload the page to try again.
            </Trouble>
          </Entry>
        </Match>
        <Match when={view.run()}>{(run) => <Result run={run()} view={view} />}</Match>
      </Switch>
    </main>
  );
}

function Result(props: { readonly run: RunRow; readonly view: RunView }): JSX.Element {
  const state = (): ReturnType<RunView["state"]> => props.view.state();
  const comparison = createMemo(() => {
    const now = state();
    return now === undefined ? undefined : testComparison(now);
  });
  const winner = createMemo(() => {
    const now = state();
    return now === undefined ? undefined : (comparison()?.winner ?? bestCandidate(now)?.index);
  });
  return (
    <Show
      when={state()?.candidates[0] === undefined ? undefined : state()}
      fallback={
        <section class="entry entry--first">
          <Margin run={props.run} end={undefined} />
          <Show
            when={props.view.reading() === undefined}
            fallback={<ReadingRun run={props.run} share={props.view.reading()} />}
          >
            <EmptyState
              title="No result yet"
              action={<ButtonLink href={routes.run(props.run.id)}>Watch the run</ButtonLink>}
            >
              Run {props.run.number}: {beforeSeedWords(props.run, state())}. The sealed test set is opened
              once, when the search has ended.
            </EmptyState>
          </Show>
        </section>
      }
    >
      {(now) => (
        <Show
          when={comparison()}
          fallback={
            <>
              <section class="entry entry--first">
                <Margin run={props.run} end={now().stopReason ?? undefined} />
                <div class="stack-2">
                  <OpenTest run={props.run} state={now()} winner={winner() ?? 0} />
                  <LeftOutList run={props.run} state={now()} />
                </div>
              </section>
              <ResultBody
                run={props.run}
                state={now()}
                winner={winner() ?? 0}
                comparison={undefined}
                events={props.view.events()}
              />
            </>
          }
        >
          {(found) => (
            <ResultBody
              run={props.run}
              state={now()}
              winner={found().winner}
              comparison={found()}
              events={props.view.events()}
              margin={<Margin run={props.run} end={now().stopReason ?? undefined} />}
            />
          )}
        </Show>
      )}
    </Show>
  );
}

function Margin(props: { readonly run: RunRow; readonly end: StopReason | undefined }): JSX.Element {
  const at = (): string | undefined =>
    props.run.finishedAt === undefined
      ? undefined
      : new Date(props.run.finishedAt).toLocaleString(undefined, {
          day: "numeric",
          month: "long",
          hour: "2-digit",
          minute: "2-digit",
        });
  return (
    <div class="in-margin">
      <p>
        <b>Run {props.run.number}, result</b>
      </p>
      <p>
        {props.run.name}
        <Show when={at()}>
          <br />
          {at()}
        </Show>
      </p>
      <Show when={props.end}>
        {(end) => (
          <p>
            {stopSentence(end())}. {nextDeed(end()).words}
          </p>
        )}
      </Show>
      <Show when={props.run.recorded}>
        {(recorded) => (
          <p>
            Recorded: {recorded().model}, {recorded().date}
          </p>
        )}
      </Show>
      <p>
        <A href={routes.run(props.run.id)}>Back to the run</A>
        <br />
        <RowsLink run={props.run} />
      </p>
    </div>
  );
}
