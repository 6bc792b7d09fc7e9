import { For, type JSX, Show } from "solid-js";

import type { NetworkPolicy } from "../../../protocol/service-worker.ts";
import { modeOf, reachModes, withMode } from "../../../views/words/privacy-words.ts";
import { Button } from "../../kit/button.tsx";
import { Choice } from "../../kit/choice.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { useDeed } from "../../kit/deed.ts";
import { createEndpoints } from "../../state/create-endpoints.ts";

/** What may be reached, and the hosts that were allowed. */
export function NetworkRules(): JSX.Element {
  const endpoints = createEndpoints();
  const isControlled = (navigator.serviceWorker?.controller ?? null) !== null;
  const deed = useDeed();
  const change = (changed: (policy: NetworkPolicy) => NetworkPolicy): void => {
    const policy = endpoints.policy();
    if (policy) void deed("The rule could not be kept", () => endpoints.setPolicy(changed(policy)));
  };
  const drop = (host: string): void =>
    change((policy) => ({ ...policy, hosts: policy.hosts.filter((other) => other !== host) }));
  return (
    <div class="stack">
      <fieldset class="stack-2">
        <legend class="small">What may be reached</legend>
        <For each={reachModes}>
          {({ mode, title, note }) => (
            <Choice
              group="reach"
              checked={modeOf(endpoints.policy()) === mode}
              disabled={endpoints.policy() === undefined}
              onChoose={() => change((policy) => withMode(policy, mode))}
              title={title}
              note={note}
            />
          )}
        </For>
      </fieldset>
      <Show when={!isControlled}>
        <p class="note">
          The service worker that enforces this does not control the page right now (a development server, or
          a private window). The choice is stored and holds from the next visit it controls.
        </p>
      </Show>
      <Show
        when={(endpoints.policy()?.hosts ?? []).length > 0}
        fallback={<p class="soft">No host is allowed. You are asked before one is.</p>}
      >
        <DataTable
          rows={endpoints.policy()?.hosts ?? []}
          columns={[{ title: "Allowed host", cell: (host) => <code>{host}</code> }]}
          deeds={(host) => (
            <Button onClick={() => drop(host)}>
              Stop allowing<span class="vh"> {host}</span>
            </Button>
          )}
        />
      </Show>
    </div>
  );
}
