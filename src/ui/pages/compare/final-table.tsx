import { For, type JSX, Show, createMemo } from "solid-js";

import { isScored } from "../../../engine/index.ts";
import { bootstrapMean } from "../../../shared/statistics/bootstrap.ts";
import { type Interval, wilsonInterval } from "../../../shared/statistics/interval.ts";
import { compareDashes } from "../../charts/compare-series.ts";
import { formatCount, formatPercent, formatPoints } from "../../kit/numbers.ts";
import { formatUsd } from "../run/cost-fact.tsx";
import {
  callsTo,
  type CompareGroup,
  compareResults,
  milestone,
  winnerTest,
  winnerTokens,
} from "./comparison.ts";

/** Where each ended: the sealed test with its interval, and what it took. */
export function FinalTable(props: { readonly groups: readonly CompareGroup[] }): JSX.Element {
  const first = (): CompareGroup | undefined => props.groups[0];
  const reached = createMemo(() => milestone(props.groups.flatMap((group) => group.runs)));
  const rows = createMemo(() => first()?.middle.run.splits.test.length ?? 0);
  return (
    <section class="entry">
      <div class="in-margin">
        <h2>At the end</h2>
        <p>
          Sealed test, {formatCount(rows())} rows
          {props.groups.some((group) => group.runs.length > 1) ? ", middle seed" : ""}.
        </p>
      </div>
      <div class="scroll" tabindex="0">
        <table>
          <thead>
            <tr>
              <th>Optimizer</th>
              <th class="right">Sealed test</th>
              <th>95 % interval, 0 to 100 %</th>
              <th class="right">Calls to {formatPercent(reached(), 0)}</th>
              <th class="right">Reflections</th>
              <th class="right">Prompt</th>
              <th class="right">Cost</th>
              <th>Against {first()?.name}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.groups}>
              {(group, place) => (
                <Row group={group} place={place()} first={first() ?? group} reached={reached()} />
              )}
            </For>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row(props: {
  readonly group: CompareGroup;
  readonly place: number;
  readonly first: CompareGroup;
  readonly reached: number;
}): JSX.Element {
  const state = () => props.group.middle.state;
  const test = createMemo(() => winnerTest(state()));
  const interval = createMemo(() => {
    const scores = (test()?.rows ?? []).filter(isScored).map((row) => row.score);
    if (scores.length === 0) return undefined;
    const isPassFail = scores.every((score) => score === 0 || score === 1);
    return isPassFail
      ? wilsonInterval(scores.filter((score) => score === 1).length, scores.length)
      : bootstrapMean(scores);
  });
  const calls = (): number | undefined => callsTo(state(), props.reached);
  const against = createMemo(() =>
    props.group === props.first ? undefined : compareResults(props.first.middle, props.group.middle),
  );
  const usd = (): number => {
    const usage = props.group.middle.run.summary?.usage;
    return usage === undefined ? 0 : usage.student.costUsd + usage.reflection.costUsd;
  };
  return (
    <tr classList={{ "is-on": props.group === props.first }}>
      <td class="nowrap">
        <svg width="28" height="8" aria-hidden="true">
          <line
            x1="0"
            x2="26"
            y1="4"
            y2="4"
            stroke="var(--ink)"
            stroke-width="2.5"
            stroke-dasharray={(compareDashes[props.place % compareDashes.length] ?? []).join(" ")}
          />
        </svg>{" "}
        {props.group.name}
      </td>
      <td class="right num">
        <Show when={test()} fallback={<span class="faint">not opened</span>}>
          {(result) => <b>{formatPercent(result().mean)}</b>}
        </Show>
      </td>
      <td>
        <Show when={interval()}>{(found) => <Whisker interval={found()} />}</Show>
      </td>
      <td class="right num">{calls() === undefined ? "never" : formatCount(calls() ?? 0)}</td>
      <td class="right num">{formatCount(state().spent.reflectionCalls)}</td>
      <td class="right num">{formatCount(winnerTokens(state()))} tok</td>
      <td class="right num">{formatUsd(usd())}</td>
      <td class="num">
        <Show
          when={against()}
          fallback={
            <span class="soft">
              {props.group === props.first
                ? "the others are measured against it"
                : "other test rows, or none"}
            </span>
          }
        >
          {(found) => (
            <>
              {formatPoints(found().gain.value)} ({formatPoints(found().gain.low)} to{" "}
              {formatPoints(found().gain.high)}){found().verdict === "unclear" ? ", unclear" : ""}
            </>
          )}
        </Show>
      </td>
    </tr>
  );
}

function Whisker(props: { readonly interval: Interval }): JSX.Element {
  const x = (share: number): number => 4 + share * 152;
  return (
    <svg
      width="160"
      height="16"
      role="img"
      aria-label={`${formatPercent(props.interval.low)} to ${formatPercent(props.interval.high)}`}
    >
      <line x1="4" x2="156" y1="14" y2="14" stroke="var(--rule)" />
      <path
        d={`M${x(props.interval.low)} 7H${x(props.interval.high)}M${x(props.interval.low)} 3v8M${x(props.interval.high)} 3v8`}
        stroke="var(--ink)"
        fill="none"
        stroke-width="1.5"
      />
      <circle cx={x(props.interval.value)} cy="7" r="4" fill="var(--ink)" />
    </svg>
  );
}
