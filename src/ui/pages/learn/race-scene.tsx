import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { type OptimizerName, entrants } from "../../../rivals/optimizers.ts";
import { raceRules, raceRun, raceRunId } from "../../../setup/race/race.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { requestRun } from "../../../storage/library/runs.ts";
import { bestMean, groupRuns, winnerTest } from "../../../views/compare/comparison.ts";
import {
  type RecordedBeside,
  recordedBeside,
  recordedTest,
} from "../../../views/compare/recorded-figures.ts";
import { formatCount, formatPercent } from "../../../views/words/numbers.ts";
import { statusWords } from "../../../views/words/sentences.ts";
import { Button } from "../../kit/button.tsx";
import { Trouble } from "../../kit/trouble.tsx";
import { routes } from "../../routes.ts";
import { createRecordedGrpo } from "../../state/create-recorded-grpo.ts";
import { useDatabase } from "../../state/database.tsx";
import { createCompared } from "../compare/create-compared.ts";
import { RaceChart } from "../compare/race-chart.tsx";
import { GrpoNote } from "../compare/race-notes.tsx";
import { Published } from "./published.tsx";

/** Reading, not reading, and a search that only sees scores. */
const inScene: readonly OptimizerName[] = ["gepa", "gepa-eyes-shut", "greedy"];
/** A policy that GRPO was recorded on, so that its line stands beside the same rows. */
const sceneRace = { raceId: "learn-race", policySeed: 901, seed: 1 };

/** Scene 6: the race on the embedded model, in this tab, with the studio's own runs. */
export function RaceScene(): JSX.Element {
  const db = useDatabase();
  const [problem, setProblem] = createSignal<string>();
  const [round, setRound] = createSignal(0);
  const choices = createMemo(() =>
    inScene.map((optimizer) => ({ ...sceneRace, seed: sceneRace.seed + round(), optimizer })),
  );
  const ids = createMemo(() => choices().map(raceRunId));
  const compared = createCompared(ids);
  const groups = createMemo(() => groupRuns(compared.runs()));
  const isStarted = (): boolean => compared.runs().length > 0;
  const isDone = (): boolean =>
    compared.runs().length === ids().length && compared.runs().every((one) => one.run.status === "finished");
  const start = async (): Promise<void> => {
    try {
      setProblem(undefined);
      for (const choice of choices()) await requestRun(db, await raceRun(choice), Date.now());
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  const loadedGrpo = createRecordedGrpo(isStarted);
  const grpo = createMemo(() => {
    const reading = loadedGrpo.reading();
    if (!isStarted() || reading?.kind !== "ok") return undefined;
    return { recorded: reading.value, beside: recordedBeside(reading.value, sceneRace.policySeed) };
  });
  return (
    <>
      <section class="entry">
        <div class="in-margin">
          <h2>The rules</h2>
          <ul class="stack-2 small">
            <For each={raceRules}>{(rule) => <li>{rule}</li>}</For>
          </ul>
        </div>
        <div class="stack-5">
          <dl class="kv">
            <For each={entrants.filter((one) => inScene.includes(one.optimizer))}>
              {(one) => (
                <>
                  <dt>
                    <b>{one.name}</b>
                  </dt>
                  <dd>{one.says}</dd>
                </>
              )}
            </For>
          </dl>
          <p class="row row--tight">
            <Show when={!isStarted()}>
              <Button main onClick={() => void start()}>
                Start the race
              </Button>
            </Show>
            <Show when={isDone()}>
              <Button onClick={() => setRound(round() + 1)}>Race again with other draws</Button>
              <A class="btn" href={routes.compareRuns(ids())}>
                Compare them in full
              </A>
            </Show>
            <A class="btn" href={routes.race}>
              A race with all rivals
            </A>
          </p>
          <Show when={compared.error()}>
            {(error) => (
              <Trouble title="The runs of the race could not be read">
                {String(error())} Nothing was changed; reload the page to try again.
              </Trouble>
            )}
          </Show>
          <Show when={problem()}>
            {(told) => <Trouble title="The race could not be set up">{told()}</Trouble>}
          </Show>
          <Show when={isStarted()}>
            <RaceChart groups={groups()} beside={grpo()?.beside} />
            <table>
              <thead>
                <tr>
                  <th>Who</th>
                  <th>Where it stands</th>
                  <th class="right">Calls</th>
                  <th class="right">Pareto rows</th>
                  <th class="right">Sealed test</th>
                </tr>
              </thead>
              <tbody>
                <For each={compared.runs()}>
                  {(one) => (
                    <tr>
                      <td>
                        <A href={routes.run(one.run.id)}>{one.run.name}</A>
                      </td>
                      <td>{statusWords(one.run)}</td>
                      <td class="right num">{formatCount(one.state.spent.metricCalls)}</td>
                      <td class="right num">{formatPercent(bestMean(one.state))}</td>
                      <td class="right num">
                        {winnerTest(one.state) === undefined
                          ? "sealed"
                          : formatPercent(winnerTest(one.state)?.mean ?? 0)}
                      </td>
                    </tr>
                  )}
                </For>
                <Show when={grpo()}>{(found) => <GrpoRow beside={found().beside} />}</Show>
              </tbody>
            </table>
            <Show when={grpo()}>
              {(found) => <GrpoNote recorded={found().recorded} beside={found().beside} />}
            </Show>
            <Show when={loadedGrpo.problem()}>{(told) => <p class="small soft">{told()}</p>}</Show>
            <Show when={compared.pending().length > 0}>
              <p class="small soft">{formatCount(compared.pending().length)} wait their turn.</p>
            </Show>
          </Show>
        </div>
      </section>
      <Published />
    </>
  );
}

/** GRPO as it was recorded: the only one whose weights moved. */
function GrpoRow(props: { readonly beside: RecordedBeside }): JSX.Element {
  return (
    <tr>
      <td>GRPO</td>
      <td>
        {props.beside.label}
        <Show when={props.beside.note}>{(note) => <>; {note()}</>}</Show>
      </td>
      <td class="right num">{formatCount(props.beside.middle.rollouts.at(-1) ?? 0)}</td>
      <td class="right num">{formatPercent(Math.max(0, ...props.beside.middle.validation))}</td>
      <td class="right num">{formatPercent(recordedTest(props.beside).value)}</td>
    </tr>
  );
}
