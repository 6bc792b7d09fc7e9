import { A } from "@solidjs/router";
import { type JSX, Show, createMemo } from "solid-js";

import { bestCandidate, type RunState, type StopReason } from "../../../engine/index.ts";
import { testLooks } from "../../../storage/read/checks.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { testComparison } from "../../../views/result/test-comparison.ts";
import { routes } from "../../../views/routes.ts";
import { nextDeed } from "../../../views/words/next-deed.ts";
import { beforeSeedWords, stopSentence } from "../../../views/words/sentences.ts";
import { formatMoment } from "../../../views/words/times.ts";
import { ButtonLink } from "../../kit/button.tsx";
import { EmptyState } from "../../kit/empty-state.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Later } from "../../kit/later.tsx";
import { createRead } from "../../state/create-loaded.ts";
import type { RunView } from "../../state/create-run-view.ts";
import { RowsLink } from "../data/rows-link.tsx";
import { createRunRows } from "../run/create-run-rows.ts";
import { LeftOutList } from "../run/left-out-list.tsx";
import { ReadingRun } from "../run/reading-run.tsx";
import { RunGate } from "../run/run-gate.tsx";
import { createChecks } from "./create-checks.ts";
import { Finding } from "./finding.tsx";
import { OpenTest } from "./open-test.tsx";
import { ResultBody } from "./result-body.tsx";

/** What a run is worth: the seed against the winner on rows nobody saw, and everything to take away. */
export function ResultPage(): JSX.Element {
  return (
    <RunGate>
      {(run, view) => (
        <div class="page">
          <Result run={run()} view={view} />
        </div>
      )}
    </RunGate>
  );
}

interface ResultProps {
  readonly run: RunRow;
  readonly view: RunView;
}

function Result(props: ResultProps): JSX.Element {
  const state = () => props.view.state();
  return (
    <Show
      when={state()?.candidates[0] === undefined ? undefined : state()}
      fallback={
        <Entry first title={titleOf(props.run)} margin={<Margin run={props.run} end={undefined} />}>
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
        </Entry>
      }
    >
      {(now) => <Whole {...props} state={now()} />}
    </Show>
  );
}

/** The finding with its evidence, or what is known before the test was opened, and everything below. */
function Whole(props: ResultProps & { readonly state: RunState }): JSX.Element {
  const run = (): RunRow => props.run;
  const comparison = createMemo(() => testComparison(props.state));
  const winner = createMemo(() => comparison()?.winner ?? bestCandidate(props.state)?.index ?? 0);
  const rows = createRunRows(run);
  const checks = createChecks(run, () => props.state, winner);
  // Counted anew when this page adds a look: when the test was opened, and when another model tried it.
  const looks = createRead(
    () => `${props.run.id} ${props.state.test.length} ${checks.of("other-model").length}`,
    (db) => testLooks(db, props.run.splits.test),
  );
  return (
    <>
      <Entry
        first
        title={titleOf(props.run)}
        margin={<Margin run={props.run} end={props.state.stopReason ?? undefined} />}
      >
        <div class="stack-5">
          <Show
            when={comparison()}
            fallback={<OpenTest run={props.run} state={props.state} winner={winner()} />}
          >
            {(found) => (
              <Finding
                run={props.run}
                state={props.state}
                found={found()}
                openedAt={props.view.events().find((row) => row.event.type === "test-evaluated")?.at}
                looks={looks.value()}
                rows={rows}
              />
            )}
          </Show>
          <LeftOutList run={props.run} state={props.state} />
        </div>
      </Entry>
      <Later>
        <ResultBody
          run={props.run}
          state={props.state}
          winner={winner()}
          comparison={comparison()}
          rows={rows}
          checks={checks}
          looks={looks.value()?.looks.length ?? 0}
        />
      </Later>
    </>
  );
}

const titleOf = ({ number }: RunRow): string => `Run ${number}, result`;

function Margin(props: { readonly run: RunRow; readonly end: StopReason | undefined }): JSX.Element {
  return (
    <>
      <p>
        {props.run.name}
        <Show when={props.run.finishedAt}>
          {(at) => (
            <>
              <br />
              {formatMoment(at())}
            </>
          )}
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
    </>
  );
}
