import { useNavigate } from "@solidjs/router";
import { type Accessor, createMemo, createSignal, createUniqueId, For, type JSX, Show } from "solid-js";

import { optimizerTitle } from "../rivals/optimizers.ts";
import { listRuns } from "../storage/read/runs.ts";
import { routes } from "../views/routes.ts";
import { runTitle } from "../views/run/runs-list.ts";
import { type Command, findCommands } from "../views/words/find-commands.ts";
import { Dialog } from "./kit/dialog.tsx";
import { Keys } from "./shortcuts.tsx";
import { useCommands } from "./state/commands.tsx";
import { createRead } from "./state/create-loaded.ts";

const mostRuns = 500;

/** Deeds and runs that hold what was typed. */
function createFound(query: Accessor<string>): Accessor<readonly Command[]> {
  const commands = useCommands();
  const navigate = useNavigate();
  const runs = createRead(
    () => true,
    (db) => listRuns(db, mostRuns),
  );
  const all = createMemo((): readonly Command[] => [
    ...commands.offered().filter(({ id }) => id !== "palette"),
    ...(runs.value() ?? []).map((run) => ({
      id: `run ${run.id}`,
      title: runTitle(run),
      group: optimizerTitle(run.optimizer),
      run: () => navigate(run.status === "finished" ? routes.result(run.id) : routes.run(run.id)),
    })),
  ]);
  return createMemo(() => findCommands(all(), query()));
}

/** Every command by typing a part of its name; arrows choose, Enter does it. */
export function Palette(props: { readonly onClose: () => void }): JSX.Element {
  const listId = createUniqueId();
  const [query, setQuery] = createSignal("");
  const [at, setAt] = createSignal(0);
  const found = createFound(query);
  const chosen = (): number => Math.min(at(), found().length - 1);
  const idOf = (index: number): string => `${listId}-${index}`;
  const run = (command: Command | undefined): void => {
    if (!command) return;
    props.onClose();
    command.run();
  };
  const move = (by: number): void => {
    const count = found().length;
    if (count === 0) return;
    setAt((chosen() + by + count) % count);
    document.getElementById(idOf(chosen()))?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") run(found()[chosen()]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onClose={() => props.onClose()} title="All commands" hideTitle class="palette">
      <input
        type="text"
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found().length > 0 ? idOf(chosen()) : undefined}
        placeholder="Type what you want to do"
        autofocus
        value={query()}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="palette-list" role="listbox" id={listId} aria-label="Commands">
        <For each={found()}>
          {(command, index) => (
            <div
              role="option"
              id={idOf(index())}
              aria-selected={index() === chosen()}
              onPointerMove={() => setAt(index())}
              onClick={() => run(command)}
            >
              <span class="tiny faint">{command.group}</span>
              <span>{command.title}</span>
              <Show when={command.key}>
                {(key) => (
                  <span class="push">
                    <Keys keys={key()} />
                  </span>
                )}
              </Show>
            </div>
          )}
        </For>
      </div>
      <Show when={found().length === 0}>
        <p class="palette-none small soft" role="status">
          Nothing has these words. Try a page, a deed, or the name of a run.
        </p>
      </Show>
    </Dialog>
  );
}
