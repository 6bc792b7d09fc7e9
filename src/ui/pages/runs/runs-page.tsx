import { A, useNavigate } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";

import { modelName } from "../../../models/model-name.ts";
import { moveToBin, purgeBin, restore } from "../../../storage/library/bin.ts";
import { renameRun } from "../../../storage/library/runs.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { runScores } from "../../../views/run/run-scores.ts";
import { formatAgo, formatCount, plural } from "../../../views/words/numbers.ts";
import { statusWords } from "../../../views/words/sentences.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
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

function RunLine(props: {
  readonly run: RunRow;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}): JSX.Element {
  const db = useDatabase();
  const conductor = useConductor();
  const tell = useToast();
  const run = (): RunRow => props.run;
  const isHeld = (): boolean => run().status === "requested" && run().wish !== "run";
  const isGoing = (): boolean => !isHeld() && (run().status === "running" || run().status === "requested");
  const remove = async (): Promise<void> => {
    const { id, number } = run();
    if (isGoing()) await conductor.wish(id, "pause");
    await moveToBin(db, { kind: "run", id }, Date.now());
    tell({
      text: `Run ${number} is in the bin.`,
      undo: () => void restore(db, { kind: "run", id }),
    });
  };
  return (
    <tr classList={{ "is-on": isGoing() }}>
      <td>
        <label class="check">
          <input
            type="checkbox"
            aria-label={`Compare run ${run().number}`}
            checked={props.chosen}
            onChange={(event) => props.onChoose(event.currentTarget.checked)}
          />
          <A href={routes.run(run().id)}>
            <b>{run().number}</b>
          </A>
        </label>
      </td>
      <td>
        <input
          class="quiet"
          aria-label={`Name of run ${run().number}`}
          value={run().name}
          onChange={(event) =>
            void renameRun(db, run().id, event.currentTarget.value.trim() || run().task.name)
          }
        />
      </td>
      <td class="hide-s">
        {modelName(run().student)}
        <br />
        <span class="soft">{modelName(run().reflection)}</span>
      </td>
      <td class="right num">
        {runScores(run()).text}
        <Show when={runScores(run()).isSealedTest}>
          <br />
          <span class="soft">sealed test</span>
        </Show>
      </td>
      <td class="right num hide-s">{formatCount(run().summary?.metricCalls ?? 0)}</td>
      <td>
        <Show when={run().status === "running"}>
          <span class="live" aria-hidden="true" />{" "}
        </Show>
        {statusWords(run())}
        <br />
        <span class="soft">{formatAgo(run().finishedAt ?? run().createdAt, Date.now())}</span>
      </td>
      <td class="right nowrap">
        <Show when={run().status === "paused" || run().status === "waiting" || isHeld()}>
          <Button onClick={() => void conductor.wish(run().id, "go-on")}>Go on</Button>{" "}
        </Show>
        <Show when={isGoing()}>
          <Button onClick={() => void conductor.wish(run().id, "pause")}>Pause</Button>{" "}
        </Show>
        <Button bare onClick={() => void remove()}>
          Delete<span class="vh"> run {run().number}</span>
        </Button>
      </td>
    </tr>
  );
}

/** Every run kept in this browser: open, compare, rename, delete with a way back. */
export function RunsPage(): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const [limit, setLimit] = createSignal(PAGE);
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const runs = createLiveList(() => {
    const count = limit();
    return () => listRuns(db, count);
  }, "id");
  // What was deleted in an earlier visit is removed for good now; its undo has long gone.
  void purgeBin(db, Date.now() - 24 * 3600 * 1000);
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
              <table class="fold">
                <thead>
                  <tr>
                    <th>Run</th>
                    <th>Name</th>
                    <th>Student, Reflection</th>
                    <th class="right">Seed → best</th>
                    <th class="right">Calls</th>
                    <th>Where it stands</th>
                    <th class="right">
                      <span class="vh">What to do</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={runs.rows}>
                    {(run) => (
                      <RunLine
                        run={run}
                        chosen={chosen().includes(run.id)}
                        onChoose={(yes) =>
                          setChosen(yes ? [...chosen(), run.id] : chosen().filter((id) => id !== run.id))
                        }
                      />
                    )}
                  </For>
                </tbody>
              </table>
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
