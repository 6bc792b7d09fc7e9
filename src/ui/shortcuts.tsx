import { createMemo, For, type JSX } from "solid-js";

import { printedKeys } from "../platform/keys.ts";
import { groupBy } from "../shared/group-by.ts";
import { Button } from "./kit/button.tsx";
import { Dialog } from "./kit/dialog.tsx";
import { Facts } from "./kit/facts.tsx";
import { useCommands } from "./state/commands.tsx";

/** Keys as they are printed on a keyboard. */
export function Keys(props: { readonly keys: string }): JSX.Element {
  return <For each={printedKeys(props.keys)}>{(key) => <kbd>{key}</kbd>}</For>;
}

/** The list behind `?`, made from the commands on offer on this page. */
export function Shortcuts(props: { readonly onClose: () => void }): JSX.Element {
  const commands = useCommands();
  const groups = createMemo(() => [
    ...groupBy(
      commands.offered().filter(({ key }) => key !== undefined),
      ({ group }) => group,
    ),
  ]);
  return (
    <Dialog open onClose={() => props.onClose()} title="Keyboard shortcuts">
      <For each={groups()}>
        {([group, list]) => (
          <section class="stack-2">
            <h3>{group}</h3>
            <Facts of={list.map(({ key, title }) => [<Keys keys={key ?? ""} />, title])} />
          </section>
        )}
      </For>
      <div class="actions">
        <Button onClick={() => props.onClose()}>Close</Button>
      </div>
    </Dialog>
  );
}
