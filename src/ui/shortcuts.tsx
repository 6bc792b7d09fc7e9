import { createMemo, For, type JSX } from "solid-js";

import { printedKeys } from "../platform/keys.ts";
import { Button } from "./kit/button.tsx";
import { Dialog } from "./kit/dialog.tsx";
import { type Command, useCommands } from "./state/commands.tsx";

/** Keys as they are printed on a keyboard. */
export function Keys(props: { readonly keys: string }): JSX.Element {
  return <For each={printedKeys(props.keys)}>{(key) => <kbd>{key}</kbd>}</For>;
}

/** The list behind `?`, made from the commands on offer on this page. */
export function Shortcuts(props: { readonly onClose: () => void }): JSX.Element {
  const commands = useCommands();
  const groups = createMemo(() => {
    const byGroup = new Map<string, Command[]>();
    for (const command of commands.offered()) {
      if (command.key === undefined) continue;
      byGroup.set(command.group, [...(byGroup.get(command.group) ?? []), command]);
    }
    return [...byGroup];
  });
  return (
    <Dialog open onClose={() => props.onClose()} title="Keyboard shortcuts">
      <For each={groups()}>
        {([group, list]) => (
          <section class="stack-2">
            <h3>{group}</h3>
            <dl class="kv">
              <For each={list}>
                {(command) => (
                  <>
                    <dt>
                      <Keys keys={command.key ?? ""} />
                    </dt>
                    <dd>{command.title}</dd>
                  </>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
      <div class="actions">
        <Button onClick={() => props.onClose()}>Close</Button>
      </div>
    </Dialog>
  );
}
