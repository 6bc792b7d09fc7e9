import { type JSX, Show } from "solid-js";

import type { NetworkPolicy } from "../../../protocol/service-worker.ts";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { useDeed } from "../../kit/deed.ts";
import { createEndpoints } from "../../state/create-endpoints.ts";

/** The offline lock and the hosts that were allowed. */
export function NetworkRules(): JSX.Element {
  const endpoints = createEndpoints();
  const isControlled = (navigator.serviceWorker?.controller ?? null) !== null;
  const deed = useDeed();
  const change = (part: Partial<NetworkPolicy>): void => {
    const policy = endpoints.policy();
    if (policy) void deed("The rule could not be kept", () => endpoints.setPolicy({ ...policy, ...part }));
  };
  const drop = (host: string): void =>
    change({ hosts: (endpoints.policy()?.hosts ?? []).filter((other) => other !== host) });
  return (
    <div class="stack">
      <Check
        checked={endpoints.policy()?.locked === true}
        disabled={endpoints.policy() === undefined}
        onChange={(locked) => change({ locked })}
      >
        <b>Offline lock.</b> While it is on, nothing leaves this machine, whatever is allowed below. Runs with
        a remote model wait.
      </Check>
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
