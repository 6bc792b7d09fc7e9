import { A } from "@solidjs/router";
import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { requestRun } from "../../../storage/library/runs.ts";
import { CompareChart } from "../../charts/compare-chart.tsx";
import { Button } from "../../kit/button.tsx";
import { formatCount, formatPercent } from "../../kit/numbers.ts";
import { Trouble } from "../../kit/trouble.tsx";
import { routes } from "../../routes.ts";
import { useDatabase } from "../../state/database.tsx";
import { type Entrant, entrants, raceRules, raceRun, raceRunId } from "../../state/race.ts";
import { statusWords } from "../../state/sentences.ts";
import { bestMean, compareLines, groupRuns, winnerTest } from "../compare/comparison.ts";
import { createCompared } from "../compare/create-compared.ts";
import { Published } from "./published.tsx";

/** Reading, not reading, and a search that only sees scores. */
const inScene: readonly Entrant[] = ["gepa", "gepa-eyes-shut", "greedy"];
const sceneRace = { raceId: "learn-race", policySeed: 11, seed: 1 };

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
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const budget = createMemo(() =>
    Math.max(0, ...compared.runs().map((one) => one.state.budget.metricCalls ?? 0)),
  );
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
          <Show when={problem()}>
            {(told) => <Trouble title="The race could not be set up">{told()}</Trouble>}
          </Show>
          <Show when={isStarted()}>
            <figure>
              <figcaption>
                <b>Best score on the Pareto rows over calls</b>
                <span>one after the other, on the model that ships with the studio</span>
              </figcaption>
              <CompareChart
                lines={compareLines(groups())}
                {...(budget() > 0 ? { budget: budget() } : {})}
                label={`The race: ${groups()
                  .map((group) => `${group.name} ${formatPercent(bestMean(group.middle.state))}`)
                  .join(", ")}.`}
              />
            </figure>
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
              </tbody>
            </table>
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
