import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { bestCandidate, type RunState } from "../../../engine/index.ts";
import { isGepa } from "../../../rivals/optimizers.ts";
import { readRun } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { secondsLeft } from "../../../views/run/measured-speed.ts";
import { unitOf } from "../../../views/run/unit-of.ts";
import { nowLine } from "../../../views/words/now-line.ts";
import { formatCount, formatDuration, formatPercent, plural } from "../../../views/words/numbers.ts";
import { beforeSeedWords, statusWords, stopSentence } from "../../../views/words/sentences.ts";
import { limitOf, ofLimit, spentNow, unitMeaning } from "../../../views/words/spent-words.ts";
import { Meter } from "../../kit/meter.tsx";
import { routes } from "../../routes.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { CandidateLabel } from "./candidate-label.tsx";
import { CostFact } from "./cost-fact.tsx";
import { createSpoken } from "./create-spoken.ts";

export interface StepProgress {
  readonly done: number;
  /** Requests those rollouts sent. */
  readonly requests: number;
  /** Sum of the scores so far. */
  readonly sum: number;
}

interface RunHeadProps {
  readonly run: RunRow;
  readonly state: RunState;
  readonly isLive: boolean;
  /** Rollouts of the step under way that are answered already. */
  readonly step: StepProgress;
  readonly speed: number | undefined;
  readonly loading: string | undefined;
  /** The newest event in words: what other optimizers than GEPA are doing, whose steps are their own. */
  readonly newest: string;
  readonly controls: JSX.Element;
}

/** The finding, the deeds, the budget, and what happens now. */
export function RunHead(props: RunHeadProps): JSX.Element {
  const underWay = createMemo(() =>
    props.isLive && nowLine(props.state).rollouts > 0 ? props.step.requests : 0,
  );
  const unit = createMemo(() => unitOf(props.run));
  const spent = createMemo(() =>
    Math.max(props.state.spent.requests + underWay(), spentNow(props.run, props.state, props.isLive)),
  );
  const isOnPareto = (): boolean =>
    ["seeding", "validating", "verifying", "final"].includes(props.state.phase.at);
  const onPareto = createMemo(
    () =>
      props.state.candidates.reduce(
        (sum, { scoredAfter, triedAfter }) => sum + scoredAfter - triedAfter,
        props.state.spent.verification,
      ) + (isOnPareto() ? underWay() : 0),
  );
  const budget = (): number | null => limitOf(props.state);
  const whole = (): number => Math.max(budget() ?? spent(), spent(), 1);
  const seed = (): number | undefined => props.state.candidates[0]?.mean;
  const best = createMemo(() => bestCandidate(props.state) ?? undefined);
  const finding = createMemo(() => {
    const from = seed();
    if (from === undefined) return `Run ${props.run.number}: ${beforeSeedWords(props.run, props.state)}`;
    const to = best();
    if (to === undefined || to.index === 0)
      return `Run ${props.run.number}: ${formatPercent(from)}, ${props.state.status === "stopped" ? "nothing better found" : "nothing better yet"}`;
    return `Run ${props.run.number}: ${formatPercent(from)} → ${formatPercent(to.mean)}`;
  });
  const spoken = createSpoken(
    () => `${finding()}.`,
    () => `${plural(spent(), unit())} spent.`,
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
          name={`${ofLimit(spent(), budget(), unit())} spent: ${onPareto()} on Pareto rows, ${spent() - onPareto()} on minibatches`}
          parts={[
            { share: onPareto() / whole(), tone: "a" },
            { share: (spent() - onPareto()) / whole(), tone: "b" },
            ...(props.state.status === "searching" ? [{ share: 0.006, tone: "c" as const }] : []),
          ]}
        />
        <dl class="facts">
          <div>
            <dt title={unitMeaning[unit()]}>Spent</dt>
            <dd class="num">
              {ofLimit(spent(), budget(), unit())}
              <Show when={savedCalls(props.state) > 0}>
                {" "}
                <span class="soft light">
                  (+ {plural(savedCalls(props.state), "rollout")} reused, not paid again)
                </span>
              </Show>
            </dd>
          </div>
          <div>
            <dt>Where they went</dt>
            <dd class="num">
              <span class="swatch-of">
                <i class="swatch" aria-hidden="true" /> {formatCount(onPareto())} on Pareto rows
              </span>{" "}
              <span class="swatch-of">
                <i class="swatch swatch--b" aria-hidden="true" /> {formatCount(spent() - onPareto())} on
                minibatches
              </span>
            </dd>
          </div>
          <div>
            <dt>Student : Reflection</dt>
            <dd class="num">
              <Share student={spent()} reflection={props.state.spent.reflectionCalls} />
            </dd>
          </div>
          <TimeFact {...props} spent={spent()} />
          <CostFact run={props.run} />
          <NowFact {...props} />
        </dl>
        <p class="vh" role="status" aria-live="polite">
          {spoken()}
        </p>
      </div>
    </header>
  );
}

const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function BranchSource(props: { readonly runId: string }): JSX.Element {
  const db = useDatabase();
  const source = createLive(() => {
    const { runId } = props;
    return async () => (await readRun(db, runId)) ?? null;
  });
  return (
    <A href={routes.run(props.runId)}>{source.value() ? `run ${source.value()?.number}` : "another run"}</A>
  );
}

/** Rows read from earlier answers instead of being paid for. */
const savedCalls = (state: RunState): number => state.spent.reused + state.spent.cached;

function Share(props: { readonly student: number; readonly reflection: number }): JSX.Element {
  const percent = (): number => {
    const all = props.student + props.reflection;
    return all === 0 ? 100 : Math.round((props.student / all) * 100);
  };
  return (
    <>
      {percent()} : {100 - percent()}{" "}
      <span class="soft light">
        ({formatCount(props.student)} : {formatCount(props.reflection)})
      </span>
    </>
  );
}

function TimeFact(props: RunHeadProps & { readonly spent: number }): JSX.Element {
  const left = (): number | undefined => secondsLeft(limitOf(props.state), props.spent, props.speed);
  const isGoing = (): boolean =>
    props.isLive && props.state.status === "searching" && props.run.status === "running";
  return (
    <Show
      when={isGoing() && left() !== undefined}
      fallback={
        <div>
          <dt>Running for</dt>
          <dd class="num">{formatDuration(props.run.activeSeconds)}</dd>
        </div>
      }
    >
      <div>
        <dt>
          {limitOf(props.state) === null ? "Speed" : "Left at most"}, at {(props.speed ?? 0).toFixed(1)}{" "}
          {unitOf(props.run)}s a second
        </dt>
        <dd class="num">about {formatDuration(left() ?? 0)}</dd>
      </div>
    </Show>
  );
}

function NowFact(props: RunHeadProps): JSX.Element {
  const isTesting = (): boolean => props.isLive && props.run.status === "running" && props.step.done > 0;
  const searchesByGepa = (): boolean => isGepa(props.run.optimizer);
  const now = createMemo(() => nowLine(props.state));
  /** Nothing is done now: a model loads, a host is silent, or the run is at rest. */
  const held = (): string | undefined =>
    props.loading ??
    (props.isLive && props.run.status !== "running" && props.run.status !== "finished"
      ? sentenceCase(statusWords(props.run))
      : undefined);
  /** The notice below says why it ended. */
  const isOver = (): boolean =>
    props.isLive && props.state.status === "stopped" && props.run.status === "finished";
  return (
    <div class="facts-now" hidden={isOver()}>
      <dt>{props.isLive ? "Now" : "Then"}</dt>
      <dd class="row row--tight">
        <Show
          when={props.state.status !== "stopped"}
          fallback={
            <Show
              when={isTesting()}
              fallback={
                <span>
                  {props.state.stopReason === null ? "Finished" : stopSentence(props.state.stopReason)}
                </span>
              }
            >
              <span class="live" />
              <span>The sealed test set is being opened, row {formatCount(props.step.done)}</span>
            </Show>
          }
        >
          <Show when={held() === undefined} fallback={<span>{held()}</span>}>
            <Show when={props.isLive && props.run.status === "running"}>
              <span class="live" />
            </Show>
            <Show when={searchesByGepa() || now().iteration === 0} fallback={<span>{props.newest}</span>}>
              <span>{now().iteration === 0 ? "Seed:" : `Iteration ${now().iteration}:`}</span>
              <For each={now().candidates}>
                {(index) => <CandidateLabel state={props.state} index={index} />}
              </For>
              <span>
                {now().doing}
                <Show when={props.isLive && now().rollouts > 0}>
                  , {Math.min(props.step.done, now().rollouts)} of {now().rollouts}
                </Show>
              </span>
            </Show>
          </Show>
        </Show>
      </dd>
    </div>
  );
}
