import { A, useNavigate } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { moveToBin, purgeBin, restore } from "../../../storage/library/bin.ts";
import { renameRun } from "../../../storage/library/runs.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { runScores } from "../../../views/run/run-scores.ts";
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
import { BinList } from "./bin-list.tsx";
import { TaskList } from "./task-list.tsx";

/** Most runs shown; older ones come with the button below. */
const PAGE = 100;

const isHeld = ({ status, wish }: RunRow): boolean => status === "requested" && wish !== "run";
const isGoing = (run: RunRow): boolean =>
  !isHeld(run) && (run.status === "running" || run.status === "requested");

/** What can be done with a run from the list. */
function RunDeeds(props: { readonly run: RunRow }): JSX.Element {
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
  const runs = createLiveList(() => {
    const count = limit();
    return () => listRuns(db, count);
  }, "id");
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
      <Entry first title="Runs" note="Kept in this browser only. Names can be typed over.">
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
              <DataTable
                rows={runs.rows}
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
                      <input
                        class="quiet"
                        aria-label={`Name of run ${run.number}`}
                        value={run.name}
                        onChange={({ currentTarget: { value } }) =>
                          deed("The name could not be kept", () =>
                            renameRun(db, run.id, value.trim() || run.task.name),
                          )
                        }
                      />
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
                deeds={(run) => <RunDeeds run={run} />}
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
