import { A, useSearchParams } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { CompareChart } from "../../charts/compare-chart.tsx";
import { EmptyState } from "../../kit/empty-state.tsx";
import { formatCount, formatPercent } from "../../kit/numbers.ts";
import { Waiting } from "../../kit/progress-line.tsx";
import { routes } from "../../routes.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { statusWords } from "../../state/sentences.ts";

import "./compare-page.css";
import { compareHeading } from "./compare-words.ts";
import { bestMean, compareLines, groupRuns } from "./comparison.ts";
import { createCompared } from "./create-compared.ts";
import { FinalTable } from "./final-table.tsx";
import { LostRows } from "./lost-rows.tsx";
import { Winners } from "./winners.tsx";

const mostListed = 200;

/** Any runs of one task side by side: the search on one axis, the end on the same sealed rows. */
export function ComparePage(): JSX.Element {
  const db = useDatabase();
  const [search, setSearch] = useSearchParams<{ runs?: string }>();
  const listed = createLive(() => () => listRuns(db, mostListed));
  const chosen = createMemo((): readonly string[] => {
    const asked = (search.runs ?? "").split(",").filter((id) => id !== "");
    return asked.length > 0 ? asked : usualChoice(listed.value() ?? []);
  });
  const compared = createCompared(chosen);
  const taskId = (): string | undefined => listed.value()?.find((run) => run.id === chosen()[0])?.taskId;
  const others = createMemo(() =>
    (listed.value() ?? []).filter((run) => run.taskId === taskId() && !chosen().includes(run.id)),
  );
  const groups = createMemo(() => groupRuns(compared.runs()));
  const lines = createMemo(() => compareLines(groups()));
  const budget = createMemo(() =>
    Math.max(0, ...compared.runs().map((one) => one.state.budget.metricCalls ?? 0)),
  );
  const choose = (ids: readonly string[]): void =>
    setSearch({ runs: ids.join(",") }, { replace: true, scroll: false });
  const first = () => compared.runs()[0]?.run;
  return (
    <main class="page">
      <section class="entry entry--first">
        <div class="in-margin">
          <p>
            <b>Compare</b>
          </p>
          <Show when={first()}>
            {(run) => (
              <p>
                {run().task.name}. Same rows; {formatCount(chosen().length)} runs.
              </p>
            )}
          </Show>
          <Show when={others().length > 0}>
            <label class="field">
              <span class="label">Add a run</span>
              <select
                value=""
                onChange={(event) =>
                  event.currentTarget.value !== "" && choose([...chosen(), event.currentTarget.value])
                }
              >
                <option value="">of the same task</option>
                <For each={others()}>
                  {(run) => <option value={run.id}>{`${run.number} ${run.name}`}</option>}
                </For>
              </select>
            </label>
          </Show>
          <p>
            <A href={routes.race}>Set up a race</A>
          </p>
        </div>
        <Show
          when={chosen().length > 0}
          fallback={
            <Show when={listed.value()} fallback={<Waiting what="Reading the runs" />}>
              <EmptyState
                title="Nothing to compare yet"
                action={
                  <A class="btn btn--main" href={routes.race}>
                    Set up a race
                  </A>
                }
              >
                A comparison needs two runs of the same task. A race makes them: the same rows and the same
                budget for several optimizers.
              </EmptyState>
            </Show>
          }
        >
          <div class="stack-5">
            <div class="split">
              <h1 class="huge">{compareHeading(groups())}</h1>
              <p class="lede end-align">
                All spend the same and are counted the same. What differs is who proposes the next prompt, and
                what they are told about the last.
              </p>
            </div>
            <ul class="chosen" aria-label="Compared runs">
              <For each={compared.runs()}>
                {(one) => (
                  <li>
                    <A href={routes.run(one.run.id)}>
                      Run {one.run.number}, {one.run.name}
                    </A>{" "}
                    <span class="soft small">{statusWords(one.run)}</span>
                    <Show when={chosen().length > 1}>
                      <button
                        type="button"
                        class="btn btn--bare"
                        aria-label={`Leave out run ${one.run.number}`}
                        onClick={() => choose(chosen().filter((id) => id !== one.run.id))}
                      >
                        ✕
                      </button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
            <Show when={compared.pending().length > 0}>
              <p class="small soft">
                {formatCount(compared.pending().length)} more{" "}
                {compared.pending().length === 1 ? "run waits its" : "runs wait their"} turn.
              </p>
            </Show>
            <Show when={lines().length > 0}>
              <ChartFigure
                class="line"
                title="Best score on the Pareto rows over calls"
                note={
                  groups().some((group) => group.runs.length > 1)
                    ? "thick: the middle seed of each; thin: the others"
                    : undefined
                }
                table={() => ({
                  columns: [
                    { title: "Run" },
                    { title: "Optimizer" },
                    { title: "Calls", numeric: true },
                    { title: "Seed", numeric: true },
                    { title: "Best", numeric: true },
                  ],
                  rows: groups().flatMap((group) =>
                    group.runs.map((one) => [
                      `Run ${one.run.number}`,
                      group.name,
                      formatCount(one.state.spent.metricCalls),
                      formatPercent(one.state.candidates[0]?.mean ?? 0),
                      formatPercent(bestMean(one.state)),
                    ]),
                  ),
                })}
              >
                <CompareChart
                  lines={lines()}
                  {...(budget() > 0 ? { budget: budget() } : {})}
                  label={`Best score over calls: ${groups()
                    .map((group) => `${group.name} ${formatPercent(bestMean(group.middle.state))}`)
                    .join(", ")}.`}
                />
              </ChartFigure>
            </Show>
          </div>
        </Show>
      </section>
      <Show when={groups().length > 0}>
        <FinalTable groups={groups()} />
        <Show when={groups().length > 1}>
          <Winners groups={groups()} />
          <LostRows groups={groups()} />
        </Show>
      </Show>
    </main>
  );
}

/** Without a choice: the newest task that has several runs, with its newest four. */
function usualChoice(runs: readonly RunRow[]): readonly string[] {
  for (const run of runs) {
    const same = runs.filter((other) => other.taskId === run.taskId);
    if (same.length >= 2) return same.slice(0, 4).map((one) => one.id);
  }
  return [];
}
