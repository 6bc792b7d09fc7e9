import { A, useNavigate } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";

import { taskToLink, whyNoLink } from "../../../setup/task-link.ts";
import { confirmTask } from "../../../storage/library/tasks.ts";
import { readTask } from "../../../storage/read/library.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import type { TaskRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { standingOf } from "../../../views/words/last-run-words.ts";
import { plural } from "../../../views/words/numbers.ts";
import { originWords } from "../../../views/words/source-words.ts";
import { ButtonLink } from "../../kit/button.tsx";
import { useCopy } from "../../kit/copy.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { EmptyState } from "../../kit/empty-state.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createLiveList } from "../../state/create-live-list.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { useBin } from "../../state/use-bin.ts";
import { DraftRows } from "./draft-rows.tsx";
import { FirstPrompts, FirstRows, ForeignCode, ProgramFacts } from "./task-parts.tsx";

function TaskHead(props: { readonly task: TaskRow }): JSX.Element {
  const db = useDatabase();
  const putAway = useBin();
  const copy = useCopy();
  const navigate = useNavigate();
  const copyLink = async (): Promise<void> => {
    const link = await taskToLink(props.task.spec);
    await copy(
      new URL(`#${routes.task(link)}`, document.baseURI).href,
      `The link is copied, ${plural(link.length, "letter")}. It carries the whole task and no rows of yours.`,
    );
  };
  const remove = async (): Promise<void> => {
    await putAway("task", props.task.id, `The task ${props.task.name}`);
    navigate(routes.runs);
  };
  return (
    <Entry first title="Task" note={originWords(props.task)}>
      <div class="stack-5">
        <h1 class="huge">{props.task.name}</h1>
        <Show when={props.task.unconfirmed}>
          <Say tone="warn">
            <p>This task came from elsewhere. It runs no code until you have read it and say so.</p>
            <ForeignCode spec={props.task.spec} />
            <DeedButton failed="Your word could not be kept" deed={() => confirmTask(db, props.task.id)}>
              I have read it, allow it
            </DeedButton>
          </Say>
        </Show>
        <div class="row">
          <ButtonLink main href={routes.newRunOf(props.task.id)}>
            Set up a run of this task
          </ButtonLink>
          <Show when={whyNoLink(props.task.spec) === undefined}>
            <DeedButton failed="The link could not be copied" deed={copyLink}>
              Copy a link to this task
            </DeedButton>
          </Show>
          <DeedButton bare failed="The task could not be deleted" deed={remove}>
            Delete the task
          </DeedButton>
        </div>
        <Show when={whyNoLink(props.task.spec)}>{(why) => <p class="note">{why()}</p>}</Show>
      </div>
    </Entry>
  );
}

/** A task kept here: its rows, program and metric, first prompt, and the runs made of it. */
export function KeptTask(props: { readonly id: string }): JSX.Element {
  const [drafted, setDrafted] = createSignal(0);
  const task = createLive(
    () => props.id,
    async (db, id) => (await readTask(db, id)) ?? null,
  );
  const runs = createLiveList(
    () => props.id,
    (db, id) => listRuns(db, 50, ({ taskId }) => taskId === id),
    "id",
  );
  return (
    <main class="page">
      <Show when={task.value() !== undefined} fallback={<Waiting what="Reading the task" />}>
        <Show
          when={task.value()}
          fallback={
            <Entry first>
              <div class="stack-5">
                <h1 class="huge">This task is not kept here.</h1>
                <EmptyState
                  title="Nothing to show"
                  action={<ButtonLink href={routes.newRun}>Set up a run</ButtonLink>}
                >
                  It may be kept in another browser, or was erased. A run keeps its own copy of its task.
                </EmptyState>
              </div>
            </Entry>
          }
        >
          {(row) => (
            <>
              <TaskHead task={row()} />
              <Entry title="The first prompt">
                <FirstPrompts spec={row().spec} />
              </Entry>
              <Entry
                title="Some of its rows"
                note={<A href={routes.rows(props.id)}>All of them: search, fix, leave out, move</A>}
              >
                <FirstRows spec={row().spec} version={drafted()} />
              </Entry>
              <Show when={row().spec.source.kind === "dataset"}>
                <DraftRows spec={row().spec} onAdded={(count) => setDrafted(drafted() + count)} />
              </Show>
              <Entry title="Program and metric">
                <ProgramFacts spec={row().spec} />
              </Entry>
              <Entry title="Its runs">
                <Show when={runs.rows.length > 0} fallback={<p class="soft">No run was made of it yet.</p>}>
                  <ul class="stack-2">
                    <For each={runs.rows}>
                      {(run) => (
                        <li>
                          <A href={routes.run(run.id)}>Run {run.number}</A>, {standingOf(run, Date.now())}
                        </li>
                      )}
                    </For>
                  </ul>
                </Show>
              </Entry>
            </>
          )}
        </Show>
      </Show>
    </main>
  );
}
