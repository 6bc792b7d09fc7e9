import { A, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { optimizerTitle } from "../../../rivals/optimizers.ts";
import { moveToBin, purgeBin, restore } from "../../../storage/library/bin.ts";
import { renameRun } from "../../../storage/library/runs.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { runScores } from "../../../views/run/run-scores.ts";
import { findRuns, programWords, type RunOrder, runOrders, sortRuns } from "../../../views/run/runs-list.ts";
import { formatAgo, plural } from "../../../views/words/numbers.ts";
import { statusWords } from "../../../views/words/sentences.ts";
import { spentCell } from "../../../views/words/spent-words.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { useDeed } from "../../kit/deed.ts";
import { EmptyState } from "../../kit/empty-state.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { useToast } from "../../kit/toast.tsx";
import { routes } from "../../routes.ts";
import { useCommands } from "../../state/commands.tsx";
import { useConductor } from "../../state/conductor.tsx";
import { createLiveList } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { SelectOf } from "../new-run/select-of.tsx";
import { BinList } from "./bin-list.tsx";
import { TaskList } from "./task-list.tsx";

/** Most runs shown; older ones come with the button below, and a search or an order looks at them too. */
const PAGE = 100;
const EVERY = 10_000;

const isHeld = ({ status, wish }: RunRow): boolean => status === "requested" && wish !== "run";
const isGoing = (run: RunRow): boolean =>
  !isHeld(run) && (run.status === "running" || run.status === "requested");

/** What can be done with a run from the list. */
function RunDeeds(props: { readonly run: RunRow; readonly onRename: () => void }): JSX.Element {
  const db = useDatabase();
  const conductor = useConductor();
  const tell = useToast();
  const deed = useDeed();
  const remove = async (): Promise<void> => {
    const { id, number } = props.run;
    if (isGoing(props.run)) await conductor.wish(id, "pause");
    await moveToBin(db, { kind: "run", id }, Date.now());
    tell({
      text: `Run ${number} is in the bin.`,
      undo: () => deed("The run could not be put back", () => restore(db, { kind: "run", id })),
    });
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
      <Button bare onClick={() => deed("The run could not be deleted", remove)}>
        Delete<span class="vh"> run {props.run.number}</span>
      </Button>
    </>
  );
}

function BestOf(props: { readonly run: RunRow }): JSX.Element {
  return (
    <>
      {runScores(props.run).text}
      <Show when={runScores(props.run).isSealedTest}>
        <br />
        <span class="soft">sealed test</span>
      </Show>
    </>
  );
}

/** Every run kept in this browser: open, compare, rename, delete with a way back. */
export function RunsPage(): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const deed = useDeed();
  const [limit, setLimit] = createSignal(PAGE);
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const [text, setText] = createSignal("");
  const [order, setOrder] = createSignal<RunOrder>("newest");
  const [renaming, setRenaming] = createSignal<string>();
  const runs = createLiveList(() => {
    const count = text().trim() === "" && order() === "newest" ? limit() : EVERY;
    return () => listRuns(db, count);
  }, "id");
  const shown = createMemo(() => sortRuns(findRuns(runs.rows, text()), order()));
  const rename = (run: RunRow, name: string): void => {
    setRenaming(undefined);
    void deed("The name could not be kept", () => renameRun(db, run.id, name.trim() || run.task.name));
  };
  // What was deleted in an earlier visit is removed for good now; its undo has long gone.
  void deed("The bin could not be emptied", () => purgeBin(db, Date.now() - 24 * 3600 * 1000));
  const compare = (): void => navigate(routes.compareRuns(chosen()));
  useCommands().add(() => [
    {
      id: "compare chosen",
      title: "Compare the chosen runs",
      group: "Runs",
      key: "c",
      when: () => chosen().length > 1,
      run: compare,
    },
  ]);
  const going = (): number => runs.rows.filter((run) => run.status === "running").length;
  const heading = (): string =>
    runs.rows.length === 0
      ? "No run yet"
      : `${plural(runs.rows.length, "run")}${going() > 0 ? `, ${going()} under way` : ""}`;
  return (
    <main class="page">
      <Entry first title="Runs" note="Kept in this browser only.">
        <div class="stack-5">
          <h1 class="huge">{heading()}</h1>
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
                <input
                  type="search"
                  aria-label="Search in the runs"
                  placeholder="Name, model, optimizer, state"
                  value={text()}
                  onInput={(event) => setText(event.currentTarget.value)}
                />
                <SelectOf
                  name="Order"
                  value={order()}
                  onChoose={(value) => setOrder(value as RunOrder)}
                  options={runOrders}
                />
                <Show when={shown().length === 0}>
                  <span class="small soft">No run has these words.</span>
                </Show>
              </div>
              <DataTable
                rows={shown()}
                onRow={(run) => navigate(routes.run(run.id))}
                rowClass={(run) => (isGoing(run) ? "is-on" : undefined)}
                columns={[
                  {
                    title: "Run",
                    cell: (run) => (
                      <label class="check">
                        <input
                          type="checkbox"
                          aria-label={`Compare run ${run.number}`}
                          checked={chosen().includes(run.id)}
                          onChange={({ currentTarget: { checked } }) =>
                            setChosen(
                              checked ? [...chosen(), run.id] : chosen().filter((id) => id !== run.id),
                            )
                          }
                        />
                        <A href={routes.run(run.id)}>
                          <b>{run.number}</b>
                        </A>
                      </label>
                    ),
                  },
                  {
                    title: "Name",
                    cell: (run) => (
                      <Show
                        when={renaming() === run.id}
                        fallback={<A href={routes.run(run.id)}>{run.name}</A>}
                      >
                        <input
                          ref={(element) => queueMicrotask(() => element.focus())}
                          aria-label={`Name of run ${run.number}`}
                          value={run.name}
                          onChange={({ currentTarget: { value } }) => rename(run, value)}
                          onBlur={() => setRenaming(undefined)}
                        />
                      </Show>
                    ),
                  },
                  {
                    title: "Optimizer, program",
                    class: "hide-s",
                    cell: (run) => (
                      <>
                        {optimizerTitle(run.optimizer)}
                        <br />
                        <span class="soft">{programWords(run)}</span>
                      </>
                    ),
                  },
                  {
                    title: "Student, Reflection",
                    class: "hide-s",
                    cell: (run) => (
                      <>
                        {modelName(run.student)}
                        <br />
                        <span class="soft">{modelName(run.reflection)}</span>
                      </>
                    ),
                  },
                  { title: "Seed → best", numeric: true, cell: (run) => <BestOf run={run} /> },
                  {
                    title: "Requests",
                    numeric: true,
                    class: "hide-s",
                    cell: (run) => spentCell(run),
                  },
                  {
                    title: "Where it stands",
                    cell: (run) => (
                      <>
                        <Show when={run.status === "running"}>
                          <span class="live" aria-hidden="true" />{" "}
                        </Show>
                        {statusWords(run)}
                        <br />
                        <span class="soft">{formatAgo(run.finishedAt ?? run.createdAt, Date.now())}</span>
                      </>
                    ),
                  },
                ]}
                deeds={(run) => <RunDeeds run={run} onRename={() => setRenaming(run.id)} />}
              />
              <div class="row">
                <Button disabled={chosen().length < 2} onClick={compare}>
                  {chosen().length < 2 ? "Compare: choose two or more" : `Compare ${chosen().length} runs`}
                </Button>
                <ButtonLink href={routes.newRun}>Set up another run</ButtonLink>
                <Show when={runs.rows.length >= limit()}>
                  <Button bare onClick={() => setLimit(limit() + PAGE)}>
                    Show {PAGE} older
                  </Button>
                </Show>
              </div>
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
