import { A, useSearchParams } from "@solidjs/router";
import { For, type JSX, Show, createMemo } from "solid-js";

import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { compareHeading } from "../../../views/compare/compare-words.ts";
import { type ComparedRun, type CompareGroup, groupRuns } from "../../../views/compare/comparison.ts";
import { fairnessSentence } from "../../../views/compare/fairness.ts";
import type { RecordedLine } from "../../../views/compare/final-lines.ts";
import { raceLines } from "../../../views/compare/race-lines.ts";
import { addable, routingPolicy, sameRowsWords, usualChoice } from "../../../views/compare/usual-choice.ts";
import { routes } from "../../../views/routes.ts";
import { plural } from "../../../views/words/numbers.ts";
import { statusWords } from "../../../views/words/sentences.ts";
import { limitOf } from "../../../views/words/spent-words.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { EmptyState } from "../../kit/empty-state.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Later } from "../../kit/later.tsx";
import { ProgressLine, Waiting } from "../../kit/progress-line.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import { Unread } from "../../kit/unread.tsx";
import { createStored } from "../../state/create-live.ts";
import { createRecordedGrpo } from "../../state/create-recorded-grpo.ts";
import { createPresenter, PresentSwitch } from "../../state/presenter.tsx";
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

/** Which runs are compared, by the address, and which others of their rows there are. */
function createChoice() {
  const [search, setSearch] = useSearchParams<{ runs?: string }>();
  const listed = createStored((db) => listRuns(db, mostListed));
  const chosen = createMemo((): readonly string[] => {
    const asked = (search.runs ?? "").split(",").filter((id) => id !== "");
    return asked.length > 0 ? asked : usualChoice(listed.value() ?? []);
  });
  const asked = createMemo(() => (listed.value() ?? []).filter(({ id }) => chosen().includes(id)));
  const others = createMemo(() => addable(listed.value() ?? [], chosen()));
  const choose = (ids: readonly string[]): void =>
    setSearch({ runs: ids.join(",") }, { replace: true, scroll: false });
  return { isListed: () => listed.value() !== undefined, chosen, asked, others, choose };
}

/** Any runs of one task side by side: the search on one axis, the end on the same sealed rows. */
export function ComparePage(): JSX.Element {
  const { isListed, chosen, asked, others, choose } = createChoice();
  const compared = createCompared(chosen);
  const groups = createMemo(() => groupRuns(compared.runs()));
  const first = () => compared.runs()[0]?.run;
  const policySeed = createMemo(() => routingPolicy(first() ?? asked()[0]));
  // Known before the first answer: what was recorded stands there at once.
  const isRace = (): boolean => policySeed() !== undefined && Math.max(asked().length, groups().length) > 1;
  const grpo = createRecordedGrpo(isRace, policySeed);
  const presenter = createPresenter("Race");
  /** While they run, where each stands is all there is to say. */
  const isUnderWay = (): boolean => asked().some(({ status }) => ["requested", "running"].includes(status));
  return (
    <main class="page">
      <Entry
        first
        title="Compare"
        note={
          <Show when={first()}>
            {(run) => (
              <>
                {run().task.name}. {sameRowsWords(compared.runs().map((one) => one.run))}
                {plural(chosen().length, "run")}.
              </>
            )}
          </Show>
        }
        margin={
          <>
            <AddRun runs={others()} onAdd={(id) => choose([...chosen(), id])} />
            <p class="off-stage">
              <A href={routes.race}>Set up a race</A>
            </p>
            <PresentSwitch presenter={presenter} />
          </>
        }
      >
        <Show
          when={chosen().length > 0}
          fallback={
            <Show when={isListed()} fallback={<Waiting what="Reading the runs" />}>
              <h1 class="vh">Compare</h1>
              <NothingChosen />
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
            <Chosen runs={compared.runs()} chosen={chosen()} onChoose={choose} />
            <Reading compared={compared} />
            <Show when={groups().length > 0 || grpo.shown()}>
              <RaceChart
                groups={groups()}
                limit={asked().map(({ engine }) => limitOf(engine))[0]}
                beside={grpo.shown()?.beside}
                height={presenter.height(stageShare)}
              />
              <Show when={presenter.isOn() || isUnderWay()}>
                <RaceStanding lines={raceLines(groups(), grpo.shown()?.beside)} />
              </Show>
            </Show>
            <Show when={grpo.problem()}>{(problem) => <p class="small soft">{problem()}</p>}</Show>
          </div>
        </Show>
      </Entry>
      <Show when={groups().length > 0 && !presenter.isOn() && !isUnderWay()}>
        <Ends groups={groups()} runs={compared.runs()} grpo={grpo.shown()} isRace={isRace()} />
      </Show>
    </main>
  );
}

/** Where each ended on the same sealed rows, and which rows one lost that another has. */
function Ends(props: {
  readonly groups: readonly CompareGroup[];
  readonly runs: readonly ComparedRun[];
  readonly grpo: RecordedLine | undefined;
  readonly isRace: boolean;
}): JSX.Element {
  return (
    <>
      <Later>
        <FinalTable groups={props.groups} grpo={props.grpo} />
      </Later>
      <Show when={props.groups.length > 1}>
        <Later>
          <Winners groups={props.groups} />
          <LostRows groups={props.groups} />
          <Show when={props.isRace}>
            <RaceNotes runs={props.runs} grpo={props.grpo} />
          </Show>
        </Later>
      </Show>
    </>
  );
}

function AddRun(props: {
  readonly runs: readonly RunRow[];
  readonly onAdd: (id: string) => void;
}): JSX.Element {
  return (
    <Show when={props.runs.length > 0}>
      <div class="off-stage">
        <SelectOf
          name="Add a run"
          value=""
          onChoose={(id) => id !== "" && props.onAdd(id)}
          options={[
            ["", "Add a run…"],
            ...props.runs.map(({ id, number, name }) => [id, `${number} ${name}`] as const),
          ]}
        />
      </div>
    </Show>
  );
}

function NothingChosen(): JSX.Element {
  return (
    <EmptyState
      title="Nothing to compare yet"
      action={
        <ButtonLink main href={routes.race}>
          Set up a race
        </ButtonLink>
      }
    >
      A comparison needs two runs on the same rows. A race makes them: the same rows and the same budget for
      several optimizers.
    </EmptyState>
  );
}

/** The runs that are compared, each with a way out of it. */
function Chosen(props: {
  readonly runs: readonly ComparedRun[];
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
}): JSX.Element {
  return (
    <ul class="chosen off-stage" aria-label="Compared runs">
      <For each={props.runs}>
        {({ run }) => (
          <li>
            <A href={routes.run(run.id)}>
              Run {run.number}, {run.name}
            </A>{" "}
            <span class="soft small">{statusWords(run)}</span>
            <Show when={props.chosen.length > 1}>
              <Button
                bare
                name={`Leave out run ${run.number}`}
                onClick={() => props.onChoose(props.chosen.filter((id) => id !== run.id))}
              >
                ✕
              </Button>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

/** How far the reading is, what could not be read, and runs that have not begun. */
function Reading(props: { readonly compared: ReturnType<typeof createCompared> }): JSX.Element {
  const compared = () => props.compared;
  return (
    <>
      <Show when={compared().error()}>
        {(error) => <Unread title="The runs could not be read" error={error()} />}
      </Show>
      <Show when={compared().reading() !== undefined}>
        <ProgressLine text="Reading the journals" share={compared().reading()} />
      </Show>
      <Show when={compared().pending().length > 0 && compared().reading() === undefined}>
        <p class="small soft">
          {plural(compared().pending().length, "more run waits its", "more runs wait their")} turn.
        </p>
      </Show>
    </>
  );
}
