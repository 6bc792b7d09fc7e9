import { For, type JSX, Show } from "solid-js";

import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";

/** The offline lock and the hosts that were allowed. */
export function NetworkRules(): JSX.Element {
  const endpoints = createEndpoints();
  const isControlled = (navigator.serviceWorker?.controller ?? null) !== null;
  const drop = (host: string): void => {
    const policy = endpoints.policy();
    if (policy)
      void endpoints.setPolicy({ ...policy, hosts: policy.hosts.filter((other) => other !== host) });
  };
  return (
    <div class="stack">
      <Check
        checked={endpoints.policy()?.locked === true}
        disabled={endpoints.policy() === undefined}
        onChange={(locked) => {
          const policy = endpoints.policy();
          if (policy) void endpoints.setPolicy({ ...policy, locked });
        }}
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
        <table class="fold">
          <thead>
            <tr>
              <th>Allowed host</th>
              <th class="right">
                <span class="vh">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={endpoints.policy()?.hosts}>
              {(host) => (
                <tr>
                  <td>
                    <code>{host}</code>
                  </td>
                  <td class="right">
                    <Button onClick={() => drop(host)}>
                      Stop allowing<span class="vh"> {host}</span>
                    </Button>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </div>
  );
}
