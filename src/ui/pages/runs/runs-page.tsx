import { A, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { optimizerTitle } from "../../../rivals/optimizers.ts";
import { purgeBin } from "../../../storage/library/bin.ts";
import { renameRun } from "../../../storage/library/runs.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { runScores } from "../../../views/run/run-scores.ts";
import {
  findRuns,
  isGoing,
  isHeld,
  programWords,
  type RunOrder,
  runOrders,
  runsHeading,
  sortRuns,
  taskBeside,
} from "../../../views/run/runs-list.ts";
import { formatAgo } from "../../../views/words/numbers.ts";
import { statusWords } from "../../../views/words/sentences.ts";
import { spentCell } from "../../../views/words/spent-words.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { EmptyState } from "../../kit/empty-state.tsx";
import { Entry } from "../../kit/entry.tsx";
import { PickFile } from "../../kit/pick-file.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { SearchField } from "../../kit/search-field.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import { createCommands } from "../../state/commands.tsx";
import { useConductor } from "../../state/conductor.tsx";
import { createLiveList } from "../../state/create-live-list.ts";
import { useDatabase } from "../../state/database.tsx";
import { createOpenFile } from "../../state/open-file.ts";
import { useBin } from "../../state/use-bin.ts";
import { BinList } from "./bin-list.tsx";
import { TaskList } from "./task-list.tsx";

/** Most runs shown; older ones come with the button below, and a search or an order looks at them too. */
const PAGE = 100;
const EVERY = 10_000;

/** What can be done with a run from the list. */
function RunDeeds(props: { readonly run: RunRow; readonly onRename: () => void }): JSX.Element {
  const conductor = useConductor();
  const putAway = useBin();
  const remove = async (): Promise<void> => {
    const { id, number } = props.run;
    if (isGoing(props.run)) await conductor.wish(id, "pause");
    await putAway("run", id, `Run ${number}`);
  };
  const wish = (what: "go-on" | "pause"): Promise<boolean> => conductor.wish(props.run.id, what);
  return (
    <>
      <Show when={props.run.status === "paused" || props.run.status === "waiting" || isHeld(props.run)}>
        <Button onClick={() => wish("go-on")}>Go on</Button>{" "}
      </Show>
      <Show when={isGoing(props.run)}>
        <Button onClick={() => wish("pause")}>Pause</Button>{" "}
      </Show>
      <Button bare onClick={() => props.onRename()}>
        Rename<span class="vh"> run {props.run.number}</span>
      </Button>
      <DeedButton bare failed="The run could not be deleted" deed={remove}>
        Delete<span class="vh"> run {props.run.number}</span>
      </DeedButton>
    </>
  );
}

function BestOf(props: { readonly run: RunRow }): JSX.Element {
  return <>{over(runScores(props.run).text, runScores(props.run).isSealedTest && "sealed test")}</>;
}

/** Every run kept in this browser: open, compare, rename, delete with a way back. */
export function RunsPage(): JSX.Element {
  const db = useDatabase();
  const deed = useDeed();
  const openFile = createOpenFile();
  const [limit, setLimit] = createSignal(PAGE);
  const [text, setText] = createSignal("");
  const [order, setOrder] = createSignal<RunOrder>("newest");
  const runs = createLiveList(
    () => (text().trim() === "" && order() === "newest" ? limit() : EVERY),
    listRuns,
    "id",
  );
  const shown = createMemo(() => sortRuns(findRuns(runs.rows, text()), order()));
  // What was deleted in an earlier visit is removed for good now; its undo has long gone.
  void deed("The bin could not be emptied", () => purgeBin(db, Date.now() - 24 * 3600 * 1000));
  return (
    <main class="page">
      <Entry
        first
        title="Runs"
        note="Kept in this browser only. A result of the Python package gepa opens here as a run."
        margin={
          <PickFile name="File of a run of gepa" accept=".json" onPick={([file]) => file && openFile(file)}>
            Open a file…
          </PickFile>
        }
      >
        <div class="stack-5">
          <h1 class="huge">{runsHeading(runs.rows)}</h1>
          <Show when={runs.ready()} fallback={<Waiting what="Reading the runs" />}>
            <Show
              when={runs.rows.length > 0}
              fallback={
                <EmptyState
                  title="Nothing has been run here"
                  action={<ButtonLink href={routes.newRun}>Set up a run</ButtonLink>}
                >
                  A run appears here as soon as it is started, and stays until you delete it.
                </EmptyState>
              }
            >
              <div class="row">
                <SearchField
                  name="Search in the runs"
                  placeholder="Name, model, optimizer, state"
                  value={text()}
                  onInput={setText}
                />
                <SelectOf name="Order" value={order()} onChoose={setOrder} options={runOrders} />
                <Show when={shown().length === 0}>
                  <span class="small soft">No run has these words.</span>
                </Show>
              </div>
              <RunTable runs={shown()}>
                <Show when={runs.rows.length >= limit()}>
                  <Button bare onClick={() => setLimit(limit() + PAGE)}>
                    Show {PAGE} older
                  </Button>
                </Show>
              </RunTable>
            </Show>
          </Show>
        </div>
      </Entry>
      <Entry title="Tasks" note="What the runs were made of.">
        <TaskList />
      </Entry>
      <BinList />
    </main>
  );
}

/** The runs, each with what can be done with it; below them what can be done with the chosen ones. */
function RunTable(props: { readonly runs: readonly RunRow[]; readonly children: JSX.Element }): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const deed = useDeed();
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const [renaming, setRenaming] = createSignal<string>();
  const compare = (): void => navigate(routes.compareRuns(chosen()));
  createCommands(() => [
    {
      id: "compare chosen",
      title: "Compare the chosen runs",
      group: "Runs",
      key: "c",
      when: () => chosen().length > 1,
      run: compare,
    },
  ]);
  const rename = (run: RunRow, name: string): void => {
    setRenaming(undefined);
    void deed("The name could not be kept", () => renameRun(db, run.id, name.trim() || run.task.name));
  };
  const choose = ({ id }: RunRow, isIn: boolean): void =>
    void setChosen(isIn ? [...chosen(), id] : chosen().filter((one) => one !== id));
  return (
    <>
      <DataTable
        rows={props.runs}
        onRow={(run) => navigate(routes.run(run.id))}
        rowClass={(run) => (isGoing(run) ? "is-on" : undefined)}
        columns={[
          {
            title: "Run",
            cell: (run) => (
              <Check
                name={`Compare run ${run.number}`}
                checked={chosen().includes(run.id)}
                onChange={(isIn) => choose(run, isIn)}
              >
                <A href={routes.run(run.id)}>
                  <b>{run.number}</b>
                </A>
              </Check>
            ),
          },
          {
            title: "Name",
            cell: (run) => (
              <Show
                when={renaming() === run.id}
                fallback={over(<A href={routes.run(run.id)}>{run.name}</A>, taskBeside(run))}
              >
                <input
                  ref={(element) => queueMicrotask(() => element.focus())}
                  aria-label={`Name of run ${run.number}`}
                  value={run.name}
                  onChange={({ currentTarget: { value } }) => rename(run, value)}
                  onKeyDown={({ key, currentTarget }) => {
                    if (key !== "Escape") return;
                    currentTarget.value = run.name;
                    setRenaming(undefined);
                  }}
                  onBlur={() => setRenaming(undefined)}
                />
              </Show>
            ),
          },
          ...facts,
        ]}
        deeds={(run) => <RunDeeds run={run} onRename={() => setRenaming(run.id)} />}
      />
      <div class="row">
        <Button disabled={chosen().length < 2} onClick={compare}>
          {chosen().length < 2 ? "Compare: choose two or more" : `Compare ${chosen().length} runs`}
        </Button>
        <ButtonLink href={routes.newRun}>Set up another run</ButtonLink>
        {props.children}
      </div>
    </>
  );
}

/** One thing above another that is less of a matter. */
const over = (above: JSX.Element, below: JSX.Element): JSX.Element => (
  <>
    {above}
    <Show when={below}>
      <br />
      <span class="soft">{below}</span>
    </Show>
  </>
);

/** What each run is and how it stands. */
const facts: readonly Column<RunRow>[] = [
  {
    title: "Optimizer, program",
    class: "hide-s",
    cell: (run) => over(optimizerTitle(run.optimizer), programWords(run)),
  },
  {
    title: "Student, Reflection",
    class: "hide-s",
    cell: (run) => over(modelName(run.student), modelName(run.reflection)),
  },
  { title: "Seed → best", numeric: true, cell: (run) => <BestOf run={run} /> },
  { title: "Requests", numeric: true, class: "hide-s", cell: spentCell },
  { title: "Where it stands", cell: (run) => <Standing run={run} /> },
];

function Standing(props: { readonly run: RunRow }): JSX.Element {
  return (
    <>
      <Show when={props.run.status === "running"}>
        <span class="live" aria-hidden="true" />{" "}
      </Show>
      {over(statusWords(props.run), formatAgo(props.run.finishedAt ?? props.run.createdAt, Date.now()))}
    </>
  );
}
