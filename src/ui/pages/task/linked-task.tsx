import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { taskFromLink } from "../../../setup/task-link.ts";
import { codeOf } from "../../../storage/bundle/foreign-parts.ts";
import { saveTask } from "../../../storage/library/tasks.ts";
import type { TaskSpec } from "../../../tasks/task-spec.ts";
import { routes } from "../../../views/routes.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { Say, Trouble } from "../../kit/trouble.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";
import { FirstPrompts, FirstRows, ForeignCode, ProgramFacts } from "./task-parts.tsx";

/** A task somebody passed on as a link: shown first, kept only on the reader's word, and its code only runs after another. */
export function LinkedTask(props: { readonly link: string }): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const linked = createLoaded(() => props.link, taskFromLink);
  const keep = async (spec: TaskSpec): Promise<void> => {
    const own = { ...spec, id: crypto.randomUUID() };
    await saveTask(db, own, Date.now(), codeOf(own).length > 0);
    navigate(routes.task(own.id), { replace: true });
  };
  const spec = (): TaskSpec | undefined => {
    const found = linked.value();
    return found?.kind === "task" ? found.spec : undefined;
  };
  const message = (): string | undefined => {
    const found = linked.value();
    return found?.kind === "bad-link" ? found.message : undefined;
  };
  return (
    <main class="page">
      <Entry first title="A task from a link" note="Nothing was stored yet.">
        <div class="stack-5">
          <h1 class="huge">{spec()?.name ?? "A task somebody passed on"}</h1>
          <Show when={linked.isLoading()}>
            <Waiting what="Reading the link" />
          </Show>
          <Show when={message()}>
            {(text) => <Trouble title="The link cannot be read">{text()}</Trouble>}
          </Show>
          <Show when={spec()}>
            {(found) => (
              <>
                <Show when={codeOf(found()).length > 0}>
                  <Say tone="warn">
                    <p>
                      It brings code that judges answers. The code runs only after you have read it and
                      allowed it, in a sandbox.
                    </p>
                    <ForeignCode spec={found()} />
                  </Say>
                </Show>
                <p>
                  <DeedButton main failed="The task could not be kept" deed={() => keep(found())}>
                    Keep this task here
                  </DeedButton>
                </p>
              </>
            )}
          </Show>
        </div>
      </Entry>
      <Show when={spec()}>
        {(found) => (
          <>
            <Entry title="The first prompt">
              <FirstPrompts spec={found()} />
            </Entry>
            <Entry title="Program and metric">
              <ProgramFacts spec={found()} />
            </Entry>
            <Entry title="Some of its rows">
              <FirstRows spec={found()} />
            </Entry>
          </>
        )}
      </Show>
    </main>
  );
}
