import { useNavigate, useSearchParams } from "@solidjs/router";
import { type JSX, Show, createMemo, createSignal } from "solid-js";

import { bestCandidate, type RunState } from "../../../engine/index.ts";
import { hostOf } from "../../../models/host-of.ts";
import { isGepa, optimizerTitle } from "../../../rivals/optimizers.ts";
import { runAgain } from "../../../setup/run-again.ts";
import { queueBehind } from "../../../storage/library/queue.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { eventWords } from "../../../views/words/event-words.ts";
import { asksAt } from "../../../views/words/host-words.ts";
import { BeingWritten } from "../../kit/being-written.tsx";
import { useDeed } from "../../kit/deed.ts";
import { Entry } from "../../kit/entry.tsx";
import type { MenuDeed } from "../../kit/menu.tsx";
import { useToast } from "../../kit/toast.tsx";
import { routes } from "../../routes.ts";
import type { RunView } from "../../state/create-run-view.ts";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";
import { createRaceFrom } from "../race/create-race-from.ts";
import { BranchDialog, type BranchPoint } from "./branch-dialog.tsx";
import { BudgetDialog } from "./budget-dialog.tsx";
import { CandidatePanel } from "./candidate-panel.tsx";
import { createMoment } from "./create-moment.ts";
import { createRunRows } from "./create-run-rows.ts";
import { createStep } from "./create-step.ts";
import { EditDialog } from "./edit-dialog.tsx";
import { Journal } from "./journal.tsx";
import { JudgeWorth } from "./judge-worth.tsx";
import { OwnPrompts } from "./own-prompts.tsx";
import { ProposalDialog } from "./proposal-dialog.tsx";
import { Proposals } from "./proposals.tsx";
import { ReadingRun } from "./reading-run.tsx";
import { RolloutsView } from "./rollouts-view.tsx";
import { FrontierFigure, LineageFigure, ScoreFigure } from "./run-charts.tsx";
import { RunControls } from "./run-controls.tsx";
import { RunHead } from "./run-head.tsx";
import { RunNotice } from "./run-notice.tsx";
import { TimeSlider } from "./time-slider.tsx";
import { WaitingTurn } from "./waiting-turn.tsx";

/** The run's page once its row is known: head, charts, proposals, journal, the chosen candidate, the time slider. */
export function RunBench(props: { readonly run: RunRow; readonly view: RunView }): JSX.Element {
  const navigate = useNavigate();
  const workers = useWorkers();
  const db = useDatabase();
  const deed = useDeed();
  const tell = useToast();
  const [search, setSearch] = useSearchParams<{ c?: string; call?: string; rollouts?: string }>();
  const raceFrom = createRaceFrom();
  const moment = createMoment(props.view);
  const rows = createRunRows(() => props.run);
  const step = createStep(() => props.run, moment, props.view);
  const [branch, setBranch] = createSignal<BranchPoint>();
  const [editing, setEditing] = createSignal<number>();
  const [budgeting, setBudgeting] = createSignal(false);
  const [proposal, setProposal] = createSignal<number>();

  const selected = createMemo(() => {
    const state = moment.state();
    const asked = search.c === undefined ? Number.NaN : Number(search.c);
    if (state === undefined || Number.isInteger(asked)) return Number.isInteger(asked) ? asked : undefined;
    return bestCandidate(state)?.index;
  });
  const select = (candidate: number): void =>
    setSearch({ c: String(candidate) }, { replace: true, scroll: false });
  const openCall = (callIndex: number): void => setSearch({ call: String(callIndex) }, { scroll: false });
  const branchAt = (candidate: number): void => {
    const at = props.view
      .events()
      .findIndex((row) => row.event.type === "candidate-added" && row.event.index === candidate);
    setBranch({ events: at + 1 });
  };
  const takesRewrites = (): boolean => !isRecorded();
  const isRecorded = (): boolean => props.run.recorded !== undefined;
  const again = async (): Promise<void> => {
    const next = await queueBehind(db, props.run.id, runAgain(props.run, crypto.randomUUID()), Date.now());
    tell({
      text: isOver()
        ? `Run ${next.number} is asked for: the same search with other draws.`
        : `Run ${next.number} waits behind this one: the same search with other draws.`,
    });
  };
  const isOver = (): boolean => props.run.status === "finished";
  const deeds = (): readonly MenuDeed[] => [
    { title: "Read the rollouts", key: "o", run: () => setSearch({ rollouts: "all" }, { scroll: false }) },
    ...(isRecorded() ? [] : [{ title: "Change the budget…", key: "b", run: () => setBudgeting(true) }]),
    { title: "Branch from here…", run: () => setBranch({ events: moment.count() }) },
    ...(!takesRewrites()
      ? []
      : [{ title: "Write a rewrite of your own…", key: "e", run: () => setEditing(selected()) }]),
    ...(isRecorded()
      ? []
      : [
          {
            title: isOver() ? "Again with other draws" : "Again with other draws, after this one",
            run: () => deed("The run could not be asked for", again),
          },
        ]),
    ...(isRecorded() ? [] : [raceFrom(props.run)]),
    { title: "Open its rows", run: () => navigate(routes.rows(props.run.taskId, props.run.id)) },
    { title: "Compare with other runs", run: () => navigate(routes.compareRuns([props.run.id])) },
    { title: "Open the result", run: () => navigate(routes.result(props.run.id)) },
  ];
  const showsRollouts = (): boolean => search.call !== undefined || search.rollouts !== undefined;
  const searchesByGepa = (): boolean => isGepa(props.run.optimizer);
  const newest = (): string => {
    const row = moment.events().at(-1);
    return row === undefined ? "" : eventWords(row.event);
  };
  const loading = (): string | undefined => {
    if (props.run.status !== "running") return undefined;
    const silent = workers.hosts().find(({ origin, kind }) => kind === "silent" && asksAt(props.run, origin));
    return silent === undefined
      ? workers.newsOf(props.run.id).loading?.text
      : `Waits for ${hostOf(silent.origin)} to answer again`;
  };
  const letter = (): string | undefined =>
    props.run.status === "running" && moment.isLive() ? workers.newsOf(props.run.id).letter : undefined;
  return (
    <Show
      when={moment.state()}
      fallback={
        <div class="page">
          <RunNotice run={props.run} state={undefined} />
          <Entry
            first
            note={
              <>
                <b>Run {props.run.number}</b>
              </>
            }
          >
            <Show
              when={props.view.reading() !== undefined || props.run.summary !== undefined}
              fallback={<WaitingTurn run={props.run} loading={loading()} />}
            >
              <ReadingRun run={props.run} share={props.view.reading()} />
            </Show>
          </Entry>
        </div>
      }
    >
      {(state) => (
        <Show
          when={!showsRollouts()}
          fallback={
            <RolloutsView
              runId={props.run.id}
              runName={`Run ${props.run.number}`}
              state={state()}
              rows={rows}
              modules={props.run.task.program.modules.map((module) => module.name)}
              candidate={numberOf(search.rollouts)}
              callIndex={numberOf(search.call)}
              onOpen={(callIndex) =>
                setSearch(
                  { call: String(callIndex), rollouts: search.rollouts ?? "all" },
                  { replace: true, scroll: false },
                )
              }
              onCandidate={(candidate) =>
                setSearch(
                  { rollouts: candidate === undefined ? "all" : String(candidate) },
                  { replace: true, scroll: false },
                )
              }
              onClose={() => setSearch({ call: undefined, rollouts: undefined }, { scroll: false })}
              judges={<JudgeWorth run={props.run} short />}
            />
          }
        >
          <RunHead
            run={props.run}
            state={state()}
            isLive={moment.isLive()}
            step={step.progress()}
            speed={step.speed()}
            loading={loading()}
            newest={newest()}
            controls={<RunControls run={props.run} more={deeds()} />}
          />
          <RunNotice run={props.run} state={state()} onBudget={() => setBudgeting(true)} />
          <BeingWritten by="The Reflection model" text={letter()} />
          <div class="bench">
            <div class="left">
              <ScoreFigure {...chart(state())} />
              <FrontierFigure {...chart(state())} />
              <LineageFigure {...chart(state())} />
              <Show when={searchesByGepa()} fallback={<RivalNote run={props.run} />}>
                <Proposals state={state()} selected={selected()} onSelect={select} onProposal={setProposal} />
              </Show>
              <OwnPrompts run={props.run} state={state()} />
              <Journal
                events={props.view.events()}
                count={moment.count()}
                onGoTo={moment.goTo}
                onBranch={(events) => setBranch({ events })}
              />
            </div>
            <CandidatePanel
              runId={props.run.id}
              state={state()}
              rows={rows}
              index={selected() ?? 0}
              onSelect={select}
              onOpenCall={openCall}
              onRollouts={(candidate) => setSearch({ rollouts: String(candidate) }, { scroll: false })}
              onBranch={branchAt}
              onEdit={takesRewrites() ? setEditing : undefined}
            />
          </div>
          <TimeSlider moment={moment} state={state()} runId={props.run.id} />
          <BranchDialog
            run={props.run}
            events={props.view.events()}
            point={branch()}
            onClose={() => setBranch(undefined)}
          />
          <EditDialog
            run={props.run}
            state={state()}
            candidate={editing()}
            onClose={() => setEditing(undefined)}
          />
          <BudgetDialog
            run={props.run}
            state={state()}
            open={budgeting()}
            onClose={() => setBudgeting(false)}
          />
          <ProposalDialog
            runId={props.run.id}
            state={state()}
            rows={rows}
            proposal={proposal()}
            onSelect={select}
            onOpenCall={openCall}
            onClose={() => setProposal(undefined)}
          />
        </Show>
      )}
    </Show>
  );

  function chart(state: RunState) {
    return {
      run: props.run,
      state,
      rows,
      selected: selected(),
      onSelect: select,
      onOpenCall: openCall,
      onProposal: setProposal,
    };
  }
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

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
