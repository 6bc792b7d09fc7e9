import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { isGepa } from "../../../rivals/optimizers.ts";
import { readRun } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { secondsLeft } from "../../../views/run/measured-speed.ts";
import {
  runFinding,
  shareWords,
  spendingOf,
  spendingParts,
  spendingWords,
  spentSentence,
} from "../../../views/run/run-spending.ts";
import { unitOf } from "../../../views/run/unit-of.ts";
import { eventWords } from "../../../views/words/event-words.ts";
import { nowLine } from "../../../views/words/now-line.ts";
import { formatCount, formatDuration, formatOne } from "../../../views/words/numbers.ts";
import { sentenceCase, statusWords, stopSentence } from "../../../views/words/sentences.ts";
import { limitOf, ofLimit, unitMeaning } from "../../../views/words/spent-words.ts";
import { FactBox } from "../../kit/facts.tsx";
import { Meter } from "../../kit/meter.tsx";
import { Term } from "../../kit/term.tsx";
import { createLive } from "../../state/create-live.ts";
import { CandidateLabel } from "./candidate-label.tsx";
import { CostFact } from "./cost-fact.tsx";
import type { Bench } from "./create-bench.ts";
import { createSpoken } from "./create-spoken.ts";

interface HeadProps {
  readonly run: RunRow;
  readonly state: RunState;
  readonly bench: Bench;
}

type Spending = ReturnType<typeof spendingOf>;

/** The finding, the deeds, the budget, and what happens now. */
export function RunHead(props: HeadProps & { readonly controls: JSX.Element }): JSX.Element {
  const spending = createMemo(() =>
    spendingOf(props.run, props.state, props.bench.moment.isLive(), props.bench.step.progress().requests),
  );
  const finding = createMemo(() => runFinding(props.run, props.state));
  const spoken = createSpoken(
    () => `${finding()}.`,
    () => spentSentence(spending()),
  );
  return (
    <header class="runhead stack">
      <div class="row">
        <div>
          <p class="small soft">
            <A href={routes.runs}>Runs</A> / {props.run.name}
            <Show when={props.run.branchedFrom}>
              {(from) => (
                <>
                  , a branch of <BranchSource runId={from().runId} /> after event {from().seq + 1}
                </>
              )}
            </Show>
          </p>
          <h1>{finding()}</h1>
        </div>
        <div class="row row--tight push">{props.controls}</div>
      </div>
      <div class="stack-2">
        <Meter
          name={spendingWords(spending())}
          parts={spendingParts(spending(), props.state.status === "searching")}
        />
        <dl class="facts">
          <SpentFacts run={props.run} state={props.state} spending={spending()} />
          <TimeFact run={props.run} state={props.state} bench={props.bench} spent={spending().spent} />
          <CostFact run={props.run} />
          <NowFact run={props.run} state={props.state} bench={props.bench} />
        </dl>
        <p class="vh" role="status" aria-live="polite">
          {spoken()}
        </p>
      </div>
    </header>
  );
}

/** What was spent, on which rows, and by which of the two models. */
function SpentFacts(props: {
  readonly run: RunRow;
  readonly state: RunState;
  readonly spending: Spending;
}): JSX.Element {
  const share = () => shareWords(props.spending.spent, props.state.spent.reflectionCalls);
  return (
    <>
      <FactBox term="Spent" title={unitMeaning[props.spending.unit]}>
        {ofLimit(props.spending.spent, props.spending.limit, props.spending.unit)}
        <Show when={props.spending.saved > 0}>
          {" "}
          <span class="soft light">
            (+ {formatCount(props.spending.saved)}{" "}
            <Term of="rollout">{props.spending.saved === 1 ? "rollout" : "rollouts"}</Term> reused)
          </span>
        </Show>
      </FactBox>
      <FactBox term="Where they went">
        <span class="swatch-of">
          <i class="swatch" aria-hidden="true" /> {formatCount(props.spending.onPareto)} on{" "}
          <Term of="Pareto rows" />
        </span>{" "}
        <span class="swatch-of">
          <i class="swatch swatch--b" aria-hidden="true" />{" "}
          {formatCount(props.spending.spent - props.spending.onPareto)} on{" "}
          <Term of="minibatch">minibatches</Term>
        </span>
      </FactBox>
      <FactBox term="By model" title={share().share}>
        {share().counts}
      </FactBox>
    </>
  );
}

function BranchSource(props: { readonly runId: string }): JSX.Element {
  const source = createLive(
    () => props.runId,
    async (db, id) => (await readRun(db, id)) ?? null,
  );
  return (
    <A href={routes.run(props.runId)}>{source.value() ? `run ${source.value()?.number}` : "another run"}</A>
  );
}

function TimeFact(props: HeadProps & { readonly spent: number }): JSX.Element {
  const speed = (): number | undefined => props.bench.step.speed();
  const left = (): number | undefined => secondsLeft(limitOf(props.state), props.spent, speed());
  const isGoing = (): boolean =>
    props.bench.moment.isLive() && props.state.status === "searching" && props.run.status === "running";
  const pace = (): string =>
    `${limitOf(props.state) === null ? "Speed" : "Left at most"}, at ${formatOne(speed() ?? 0)} ${unitOf(props.run)}s a second`;
  return (
    <Show
      when={isGoing() && left() !== undefined}
      fallback={
        <FactBox term={props.run.status === "finished" ? "Ran for" : "Running for"}>
          {formatDuration(props.run.activeSeconds)}
        </FactBox>
      }
    >
      <FactBox term={pace()}>about {formatDuration(left() ?? 0)}</FactBox>
    </Show>
  );
}

function NowFact(props: HeadProps): JSX.Element {
  const isLive = (): boolean => props.bench.moment.isLive();
  const isRunning = (): boolean => isLive() && props.run.status === "running";
  const done = (): number => props.bench.step.progress().done;
  /** Nothing is done now: a model loads, a host is silent, or the run is at rest. */
  const held = (): string | undefined =>
    props.bench.loading() ??
    (isLive() && props.run.status !== "running" && props.run.status !== "finished"
      ? sentenceCase(statusWords(props.run))
      : undefined);
  /** The notice below says why it ended. */
  const isOver = (): boolean =>
    isLive() && props.state.status === "stopped" && props.run.status === "finished";
  return (
    <div class="facts-now" hidden={isOver()}>
      <dt>{isLive() ? "Now" : "Then"}</dt>
      <dd class="row row--tight">
        <Show
          when={props.state.status !== "stopped"}
          fallback={
            <Show
              when={isRunning() && done() > 0}
              fallback={
                <span>
                  {props.state.stopReason === null ? "Finished" : stopSentence(props.state.stopReason)}
                </span>
              }
            >
              <span class="live" />
              <span>The sealed test set is being opened, row {formatCount(done())}</span>
            </Show>
          }
        >
          <Show when={held() === undefined} fallback={<span>{held()}</span>}>
            <Show when={isRunning()}>
              <span class="live" />
            </Show>
            <UnderWay {...props} />
          </Show>
        </Show>
      </dd>
    </div>
  );
}

/** The iteration, who is at work in it, and how far the step is. */
function UnderWay(props: HeadProps): JSX.Element {
  const now = createMemo(() => nowLine(props.state));
  /** What other optimizers than GEPA are doing: their steps are their own. */
  const newest = (): string => {
    const row = props.bench.moment.events().at(-1);
    return row === undefined ? "" : eventWords(row.event);
  };
  return (
    <Show when={isGepa(props.run.optimizer) || now().iteration === 0} fallback={<span>{newest()}</span>}>
      <span>{now().iteration === 0 ? "Seed:" : `Iteration ${now().iteration}:`}</span>
      <For each={now().candidates}>{(index) => <CandidateLabel state={props.state} index={index} />}</For>
      <span>
        {now().doing}
        <Show when={props.bench.moment.isLive() && now().rollouts > 0}>
          , {Math.min(props.bench.step.progress().done, now().rollouts)} of {now().rollouts}
        </Show>
      </span>
    </Show>
  );
}
