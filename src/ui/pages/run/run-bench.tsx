import { type JSX, Show } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { isGepa, optimizerTitle } from "../../../rivals/optimizers.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { BeingWritten } from "../../kit/being-written.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Later } from "../../kit/later.tsx";
import type { RunView } from "../../state/create-run-view.ts";
import { BranchDialog } from "./branch-dialog.tsx";
import { BudgetDialog } from "./budget-dialog.tsx";
import { CandidatePanel } from "./candidate-panel.tsx";
import { type Bench, createBench } from "./create-bench.ts";
import { createRunDeeds } from "./create-run-deeds.ts";
import { EditDialog } from "./edit-dialog.tsx";
import { FrontierFigure } from "./frontier-figure.tsx";
import { Journal } from "./journal.tsx";
import { JudgeWorth } from "./judge-worth.tsx";
import { OwnPrompts } from "./own-prompts.tsx";
import { ProposalDialog } from "./proposal-dialog.tsx";
import { Proposals } from "./proposals.tsx";
import { ReadingRun } from "./reading-run.tsx";
import { RolloutsView } from "./rollouts-view.tsx";
import { LineageFigure, ScoreFigure } from "./run-charts.tsx";
import { RunControls } from "./run-controls.tsx";
import { RunHead } from "./run-head.tsx";
import { RunNotice } from "./run-notice.tsx";
import { TimeSlider } from "./time-slider.tsx";
import { WaitingTurn } from "./waiting-turn.tsx";

interface BenchProps {
  readonly run: RunRow;
  readonly bench: Bench;
}

type ShownProps = BenchProps & { readonly state: RunState };

/** The run's page once its row is known: head, charts, proposals, journal, the chosen candidate, the time slider. */
export function RunBench(props: { readonly run: RunRow; readonly view: RunView }): JSX.Element {
  const run = (): RunRow => props.run;
  // A run's page keeps its view for as long as it stands.
  // eslint-disable-next-line solid/reactivity
  const bench = createBench(run, props.view);
  const deeds = createRunDeeds(run, bench);
  return (
    <Show when={bench.moment.state()} fallback={<BeforeEvents run={props.run} bench={bench} />}>
      {(state) => (
        <Show
          when={bench.rollouts() === undefined}
          fallback={<Rollouts run={props.run} bench={bench} state={state()} />}
        >
          <RunHead
            run={props.run}
            state={state()}
            bench={bench}
            controls={<RunControls run={props.run} more={deeds()} />}
          />
          <RunNotice run={props.run} state={state()} onBudget={() => bench.open({ kind: "budget" })} />
          <BeingWritten by="The Reflection model" text={bench.letter()} />
          <div class="bench">
            <Search run={props.run} bench={bench} state={state()} />
            <Later>
              <Chosen run={props.run} bench={bench} state={state()} />
            </Later>
          </div>
          <TimeSlider moment={bench.moment} runId={props.run.id} />
          <Dialogs run={props.run} bench={bench} state={state()} />
        </Show>
      )}
    </Show>
  );
}

/** While there is no event to show: its turn, or how far its journal is read. */
function BeforeEvents(props: BenchProps): JSX.Element {
  return (
    <div class="page">
      <RunNotice run={props.run} state={undefined} />
      <Entry first title={`Run ${props.run.number}`}>
        <Show
          when={props.bench.view.reading() !== undefined || props.run.summary !== undefined}
          fallback={<WaitingTurn run={props.run} loading={props.bench.loading()} />}
        >
          <ReadingRun run={props.run} share={props.bench.view.reading()} />
        </Show>
      </Entry>
    </div>
  );
}

function Rollouts(props: ShownProps): JSX.Element {
  return (
    <RolloutsView
      runId={props.run.id}
      runName={`Run ${props.run.number}`}
      state={props.state}
      rows={props.bench.rows}
      modules={props.run.task.program.modules.map((module) => module.name)}
      candidate={props.bench.rollouts()?.candidate}
      callIndex={props.bench.rollouts()?.callIndex}
      onOpen={props.bench.openCall}
      onCandidate={props.bench.narrowTo}
      onClose={props.bench.closeRollouts}
      judges={<JudgeWorth run={props.run} short />}
    />
  );
}

/** What the search has done: charts, proposals, one's own prompts, every event. */
function Search(props: ShownProps): JSX.Element {
  const openProposal = (proposal: number): void => void props.bench.open({ kind: "proposal", proposal });
  const chart = () => ({
    run: props.run,
    state: props.state,
    rows: props.bench.rows,
    selected: props.bench.selected(),
    onSelect: props.bench.select,
    onOpenCall: props.bench.openCall,
    onProposal: openProposal,
  });
  return (
    <div class="left">
      <ScoreFigure {...chart()} />
      <Later>
        <FrontierFigure {...chart()} />
      </Later>
      <Later>
        <LineageFigure {...chart()} />
      </Later>
      <Later>
        <Show when={isGepa(props.run.optimizer)} fallback={<RivalNote run={props.run} />}>
          <Proposals
            state={props.state}
            selected={props.bench.selected()}
            onSelect={props.bench.select}
            onProposal={openProposal}
          />
        </Show>
        <OwnPrompts run={props.run} state={props.state} />
        <Journal
          events={props.bench.view.events()}
          count={props.bench.moment.count()}
          onGoTo={props.bench.moment.goTo}
          onBranch={(events) => props.bench.open({ kind: "branch", events })}
        />
      </Later>
    </div>
  );
}

function Chosen(props: ShownProps): JSX.Element {
  return (
    <CandidatePanel
      runId={props.run.id}
      state={props.state}
      rows={props.bench.rows}
      index={props.bench.selected() ?? 0}
      onSelect={props.bench.select}
      onOpenCall={props.bench.openCall}
      onRollouts={props.bench.openRollouts}
      onBranch={props.bench.branchAt}
      onEdit={
        props.run.recorded === undefined
          ? (candidate) => props.bench.open({ kind: "edit", candidate })
          : undefined
      }
    />
  );
}

function Dialogs(props: ShownProps): JSX.Element {
  const close = (): void => {
    props.bench.open(undefined);
  };
  const opened: Bench["opened"] = (kind) => props.bench.opened(kind);
  return (
    <>
      <BranchDialog
        run={props.run}
        events={props.bench.view.events()}
        point={opened("branch")}
        onClose={close}
      />
      <EditDialog run={props.run} state={props.state} candidate={opened("edit")?.candidate} onClose={close} />
      <BudgetDialog
        run={props.run}
        state={props.state}
        open={opened("budget") !== undefined}
        onClose={close}
      />
      <ProposalDialog
        runId={props.run.id}
        state={props.state}
        rows={props.bench.rows}
        proposal={opened("proposal")?.proposal}
        onSelect={props.bench.select}
        onOpenCall={props.bench.openCall}
        onClose={close}
      />
    </>
  );
}

/** Other optimizers have no gate and no proposals in GEPA's sense. */
function RivalNote(props: { readonly run: RunRow }): JSX.Element {
  return (
    <section class="line stack-2">
      <h2 class="h3">No proposals</h2>
      <p class="small soft">
        {optimizerTitle(props.run.optimizer)} has no gate: what it tried and chose stands in the journal,
        trial by trial.
      </p>
    </section>
  );
}
