import { A, useSearchParams } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { listRuns } from "../../../storage/read/runs.ts";
import { compareHeading } from "../../../views/compare/compare-words.ts";
import { groupRuns } from "../../../views/compare/comparison.ts";
import { fairnessSentence } from "../../../views/compare/fairness.ts";
import { raceLines } from "../../../views/compare/race-lines.ts";
import { recordedBeside } from "../../../views/compare/recorded-figures.ts";
import { usualChoice, routingPolicy } from "../../../views/compare/usual-choice.ts";
import { plural } from "../../../views/words/numbers.ts";
import { statusWords } from "../../../views/words/sentences.ts";
import { limitOf } from "../../../views/words/spent-words.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { EmptyState } from "../../kit/empty-state.tsx";
import { ProgressLine, Waiting } from "../../kit/progress-line.tsx";
import { Trouble } from "../../kit/trouble.tsx";
import { routes } from "../../routes.ts";
import { createLive } from "../../state/create-live.ts";
import { createRecordedGrpo } from "../../state/create-recorded-grpo.ts";
import { useDatabase } from "../../state/database.tsx";
import { createPresenter, PresentSwitch } from "../../state/presenter.tsx";
import { SelectOf } from "../new-run/select-of.tsx";
import { createCompared } from "./create-compared.ts";
import { FinalTable } from "./final-table.tsx";
import { LostRows } from "./lost-rows.tsx";
import { RaceChart } from "./race-chart.tsx";
import { RaceNotes } from "./race-notes.tsx";
import { RaceStanding } from "./race-standing.tsx";
import { Winners } from "./winners.tsx";

const mostListed = 200;
/** Of the window, in the presenter's mode: head and standings fit beside it. */
const stageShare = 0.36;

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
  const asked = createMemo(() => (listed.value() ?? []).filter(({ id }) => chosen().includes(id)));
  const taskId = (): string | undefined => asked()[0]?.taskId;
  const others = createMemo(() =>
    (listed.value() ?? []).filter((run) => run.taskId === taskId() && !chosen().includes(run.id)),
  );
  const groups = createMemo(() => groupRuns(compared.runs()));
  const first = () => compared.runs()[0]?.run;
  const policySeed = createMemo(() => routingPolicy(first() ?? asked()[0]));
  // Known before the first answer: what was recorded stands there at once.
  const isRace = (): boolean => policySeed() !== undefined && Math.max(asked().length, groups().length) > 1;
  const loadedGrpo = createRecordedGrpo(isRace);
  const grpo = createMemo(() => {
    const reading = loadedGrpo.reading();
    if (!isRace() || reading?.kind !== "ok") return undefined;
    return { recorded: reading.value, beside: recordedBeside(reading.value, policySeed()) };
  });
  const presenter = createPresenter("Race");
  /** While they run, where each stands is all there is to say. */
  const isUnderWay = (): boolean => asked().some(({ status }) => ["requested", "running"].includes(status));
  const choose = (ids: readonly string[]): void =>
    setSearch({ runs: ids.join(",") }, { replace: true, scroll: false });
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
                {run().task.name}. {chosen().length > 1 ? "Same rows; " : ""}
                {plural(chosen().length, "run")}.
              </p>
            )}
          </Show>
          <Show when={others().length > 0}>
            <SelectOf
              name="Add a run"
              value=""
              onChoose={(id) => id !== "" && choose([...chosen(), id])}
              options={[
                ["", "Add a run of the task"],
                ...others().map(({ id, number, name }) => [id, `${number} ${name}`] as const),
              ]}
            />
          </Show>
          <p>
            <A href={routes.race}>Set up a race</A>
          </p>
          <PresentSwitch presenter={presenter} />
        </div>
        <Show
          when={chosen().length > 0}
          fallback={
            <Show when={listed.value()} fallback={<Waiting what="Reading the runs" />}>
              <EmptyState
                title="Nothing to compare yet"
                action={
                  <ButtonLink main href={routes.race}>
                    Set up a race
                  </ButtonLink>
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
              <h1 class="huge">
                {compared.reading() === undefined
                  ? compareHeading(groups(), isUnderWay())
                  : "Reading the runs"}
              </h1>
              <Show when={groups().length > 1}>
                <p class="lede end-align off-stage">{fairnessSentence(compared.runs())}</p>
              </Show>
            </div>
            <ul class="chosen off-stage" aria-label="Compared runs">
              <For each={compared.runs()}>
                {(one) => (
                  <li>
                    <A href={routes.run(one.run.id)}>
                      Run {one.run.number}, {one.run.name}
                    </A>{" "}
                    <span class="soft small">{statusWords(one.run)}</span>
                    <Show when={chosen().length > 1}>
                      <Button
                        bare
                        name={`Leave out run ${one.run.number}`}
                        onClick={() => choose(chosen().filter((id) => id !== one.run.id))}
                      >
                        ✕
                      </Button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
            <Show when={compared.error()}>
              {(error) => (
                <Trouble title="The runs could not be read">
                  {String(error())} Nothing was changed; reload the page to try again.
                </Trouble>
              )}
            </Show>
            <Show when={compared.reading() !== undefined}>
              <ProgressLine text="Reading the journals" share={compared.reading()} />
            </Show>
            <Show when={compared.pending().length > 0 && compared.reading() === undefined}>
              <p class="small soft">
                {plural(compared.pending().length, "more run waits its", "more runs wait their")} turn.
              </p>
            </Show>
            <Show when={groups().length > 0 || grpo()}>
              <RaceChart
                groups={groups()}
                limit={asked().map(({ engine }) => limitOf(engine))[0]}
                beside={grpo()?.beside}
                height={presenter.isOn() ? innerHeight * stageShare : undefined}
              />
              <Show when={presenter.isOn() || isUnderWay()}>
                <RaceStanding lines={raceLines(groups(), grpo()?.beside)} />
              </Show>
            </Show>
            <Show when={loadedGrpo.problem()}>{(problem) => <p class="small soft">{problem()}</p>}</Show>
          </div>
        </Show>
      </section>
      <Show when={groups().length > 0 && !presenter.isOn() && !isUnderWay()}>
        <FinalTable groups={groups()} grpo={grpo()} />
        <Show when={groups().length > 1}>
          <Winners groups={groups()} />
          <LostRows groups={groups()} />
          <Show when={isRace()}>
            <RaceNotes runs={compared.runs()} grpo={grpo()} />
          </Show>
        </Show>
      </Show>
    </main>
  );
}
