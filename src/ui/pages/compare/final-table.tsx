import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { estimateTokens } from "../../../engine/index.ts";
import { type CompareGroup, milestone } from "../../../views/compare/comparison.ts";
import { type CallsToScore, compareGroups, groupFigures } from "../../../views/compare/group-figures.ts";
import {
  type RecordedBeside,
  recordedDash,
  recordedTest,
  rolloutsTo,
} from "../../../views/compare/recorded-figures.ts";
import type { RecordedGrpo } from "../../../views/compare/recorded-grpo.ts";
import { compareDashes } from "../../../views/series/compare-series.ts";
import { formatCount, formatPercent, formatPoints, formatUsd, plural } from "../../../views/words/numbers.ts";
import { Stroke, Whisker } from "./whisker.tsx";

/** Where each ended: the sealed test with its interval, and what it took. */
export function FinalTable(props: {
  readonly groups: readonly CompareGroup[];
  readonly grpo?: { readonly recorded: RecordedGrpo; readonly beside: RecordedBeside } | undefined;
}): JSX.Element {
  const first = (): CompareGroup | undefined => props.groups[0];
  const [asked, setAsked] = createSignal<number>();
  const score = createMemo(() => asked() ?? milestone(props.groups.flatMap((group) => group.runs)));
  const rows = createMemo(() => first()?.middle.run.splits.test.length ?? 0);
  const hasSeeds = (): boolean => props.groups.some((group) => group.runs.length > 1);
  const costs = createMemo(() => props.groups.some((group) => groupFigures(group, 1).usd !== 0));
  const ask = (percent: number): void => {
    if (percent >= 1 && percent <= 100) setAsked(percent / 100);
  };
  return (
    <section class="entry">
      <div class="in-margin">
        <h2>At the end</h2>
        <p>
          Sealed test, {plural(rows(), "row")}
          {hasSeeds() ? "; means over the seeds, the interval is over rows" : ""}.
        </p>
        <label class="field">
          <span class="label">Calls to reach, in % of the Pareto rows</span>
          <input
            type="number"
            min={1}
            max={100}
            value={Math.round(score() * 100)}
            onChange={(event) => ask(event.currentTarget.valueAsNumber)}
          />
        </label>
      </div>
      <div class="scroll" tabindex="0">
        <table class="fold">
          <thead>
            <tr>
              <th scope="col">Optimizer</th>
              <th scope="col" class="right">
                Sealed test
              </th>
              <th scope="col">95 % interval, 0 to 100 %</th>
              <th scope="col" class="right">
                Calls to {formatPercent(score(), 0)}
              </th>
              <th scope="col" class="right">
                Student : Reflection
              </th>
              <th scope="col" class="right">
                Tokens
              </th>
              <th scope="col" class="right">
                Prompt
              </th>
              <Show when={costs()}>
                <th scope="col" class="right">
                  Cost
                </th>
              </Show>
              <th scope="col">Against {first()?.name}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.groups}>
              {(group, place) => (
                <Row
                  group={group}
                  place={place()}
                  first={first() ?? group}
                  score={score()}
                  costs={costs()}
                  isAlone={props.groups.length === 1}
                />
              )}
            </For>
            <Show when={props.grpo}>
              {(grpo) => (
                <RecordedRow
                  recorded={grpo().recorded}
                  beside={grpo().beside}
                  score={score()}
                  costs={costs()}
                />
              )}
            </Show>
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
  readonly score: number;
  readonly costs: boolean;
  readonly isAlone: boolean;
}): JSX.Element {
  const figures = createMemo(() => groupFigures(props.group, props.score));
  const against = createMemo(() =>
    props.group === props.first ? undefined : compareGroups(props.first, props.group),
  );
  const seeds = (): string => {
    const { spread, tested } = figures();
    if (props.group.runs.length === 1) return "";
    return spread === undefined
      ? `${tested} of ${plural(props.group.runs.length, "seed")}`
      : `${tested} of ${props.group.runs.length} seeds, ${formatPercent(spread[0])} to ${formatPercent(spread[1])}`;
  };
  return (
    <tr classList={{ "is-on": props.group === props.first }}>
      <td>
        <Stroke dash={compareDashes[props.place % compareDashes.length] ?? []} /> {props.group.name}
        <Show when={seeds() !== ""}>
          <small class="soft light">
            <br />
            {seeds()}
          </small>
        </Show>
      </td>
      <td class="right num" data-l="sealed test">
        <Show when={figures().test} fallback={<span class="faint">not opened</span>}>
          {(test) => <b>{formatPercent(test().value)}</b>}
        </Show>
      </td>
      <td>
        <Show when={figures().test}>{(test) => <Whisker interval={test()} />}</Show>
      </td>
      <td class="right num" data-l={`calls to ${formatPercent(props.score, 0)}`}>
        {callsWords(figures().callsTo)}
      </td>
      <td class="right num" data-l="Student : Reflection">
        {formatCount(figures().studentCalls)} : {formatCount(figures().reflectionCalls)}
        <small class="soft light"> {shareWords(figures().studentCalls, figures().reflectionCalls)}</small>
      </td>
      <td class="right num" data-l="tokens">
        <Show when={figures().tokens} fallback={<span class="faint">not reported</span>}>
          {(tokens) => formatCount(tokens())}
        </Show>
      </td>
      <td class="right num" data-l="prompt">
        {formatCount(figures().promptTokens)} tok
      </td>
      <Show when={props.costs}>
        <td class="right num" data-l="cost">
          <Show when={figures().usd !== null} fallback={<span class="faint">price unknown</span>}>
            {formatUsd(figures().usd ?? 0)}
          </Show>
        </td>
      </Show>
      <td class="num">
        <Show
          when={against()}
          fallback={<span class="soft">{props.isAlone ? "" : notCompared(props.group === props.first)}</span>}
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

/** The recorded GRPO among the live ones: its weights were trained, its prompt is the seed's. */
function RecordedRow(props: {
  readonly recorded: RecordedGrpo;
  readonly beside: RecordedBeside;
  readonly score: number;
  readonly costs: boolean;
}): JSX.Element {
  const test = createMemo(() => recordedTest(props.beside));
  const calls = createMemo(() => rolloutsTo(props.beside, props.score));
  return (
    <tr>
      <td>
        <Stroke dash={recordedDash} /> GRPO
        <small class="soft">
          <br />
          {props.beside.label}
          <Show when={props.beside.note}>{(note) => <>; {note()}</>}</Show>
        </small>
      </td>
      <td class="right num" data-l="sealed test">
        <b>{formatPercent(test().value)}</b>
      </td>
      <td>
        <Whisker interval={test()} />
      </td>
      <td class="right num" data-l={`calls to ${formatPercent(props.score, 0)}`}>
        {calls() === null ? "never" : formatCount(calls() ?? 0)}
      </td>
      <td class="right num" data-l="Student : Reflection">
        {formatCount(props.beside.middle.rollouts.at(-1) ?? 0)} : 0
      </td>
      <td class="right" data-l="tokens">
        <span class="faint">not recorded</span>
      </td>
      <td class="right num" data-l="prompt">
        {formatCount(estimateTokens(props.recorded.seedPrompt))} tok, the seed
      </td>
      <Show when={props.costs}>
        <td />
      </Show>
      <td class="soft">other weights, so not the same Student any more</td>
    </tr>
  );
}

function callsWords({ median, reached, runs }: CallsToScore): string {
  const words = median === null ? "never" : formatCount(median);
  return runs === 1 || reached === runs ? words : `${words} (${reached} of ${runs} got there)`;
}

function shareWords(student: number, reflection: number): string {
  const all = student + reflection;
  return all === 0 ? "" : `${formatPercent(student / all)} : ${formatPercent(reflection / all)}`;
}

function notCompared(isFirst: boolean): string {
  return isFirst ? "the others are measured against it" : "other test rows, or none";
}
