import { createSignal, For, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { verdictWords } from "../../../views/words/connection-words.ts";
import { formatAgo } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { useToast } from "../../kit/toast.tsx";
import { originOf } from "../../platform/network-policy.ts";
import { createEndpoints, type Endpoint } from "../../state/create-endpoints.ts";
import { useWorkers } from "../../state/workers.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { KeyPrompt } from "./key-prompt.tsx";

/** Endpoints that were set up: who they are, who sees the rows, what they last said. */
export function EndpointList(): JSX.Element {
  const endpoints = createEndpoints();
  const workers = useWorkers();
  const tell = useToast();
  const [form, setForm] = createSignal<{ readonly start?: Endpoint }>();
  const [keyFor, setKeyFor] = createSignal<string>();
  const [checking, setChecking] = createSignal<string>();

  const check = async (endpoint: Endpoint): Promise<void> => {
    setChecking(endpoint.choice.baseUrl + endpoint.choice.model);
    try {
      await endpoints.allow(endpoint.choice.baseUrl);
      const report = await (await workers.students()).testConnection(endpoint.choice);
      const ok = "part" in report && report.part === "works";
      await endpoints.save({ ...endpoint, checkedAt: Date.now(), ok, said: verdictWords(report) });
    } catch (error) {
      await endpoints.save({
        ...endpoint,
        checkedAt: Date.now(),
        ok: false,
        said: reasonOf(error),
      });
    } finally {
      setChecking(undefined);
    }
  };
  const remove = async (endpoint: Endpoint): Promise<void> => {
    await endpoints.remove(endpoint);
    tell({
      text: `${endpoint.choice.model} is taken off the list.`,
      undo: () => void endpoints.save(endpoint),
    });
  };
  return (
    <div class="stack">
      <Show when={endpoints.policy()?.locked}>
        <p class="say say--warn">
          The offline lock is on: nothing is sent to any of these until it is taken off on Storage & privacy.
        </p>
      </Show>
      <Show
        when={endpoints.list().length > 0}
        fallback={
          <p class="soft">
            None yet. A server on your own machine (Ollama, LM Studio, llama.cpp) needs no key.
          </p>
        }
      >
        <table class="fold">
          <thead>
            <tr>
              <th>Model</th>
              <th>Speaks</th>
              <th>Who sees your rows</th>
              <th>Last check</th>
              <th class="right">
                <span class="vh">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={endpoints.list()}>
              {(endpoint) => (
                <tr>
                  <td>
                    <b>{endpoint.choice.model}</b>
                  </td>
                  <td>{endpoint.choice.dialect}</td>
                  <td>{hostOf(endpoint.choice.baseUrl)}</td>
                  <td>
                    <Show when={endpoint.checkedAt} fallback={<span class="soft">never</span>}>
                      {(at) => (
                        <>
                          <PassFail pass={endpoint.ok === true}>{formatAgo(at(), Date.now())}</PassFail>
                          <br />
                          <span class="soft">{endpoint.said}</span>
                        </>
                      )}
                    </Show>
                  </td>
                  <td class="right nowrap">
                    <Button disabled={checking() !== undefined} onClick={() => void check(endpoint)}>
                      Check<span class="vh"> {endpoint.choice.model}</span>
                    </Button>{" "}
                    <Button bare onClick={() => setForm({ start: endpoint })}>
                      Change…<span class="vh"> {endpoint.choice.model}</span>
                    </Button>{" "}
                    <Show when={endpoint.choice.needsKey}>
                      <Button bare onClick={() => setKeyFor(originOf(endpoint.choice.baseUrl))}>
                        Key…<span class="vh"> for {endpoint.choice.model}</span>
                      </Button>{" "}
                    </Show>
                    <Button bare onClick={() => void remove(endpoint)}>
                      Remove<span class="vh"> {endpoint.choice.model}</span>
                    </Button>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <p>
        <Button onClick={() => setForm({})}>Add an endpoint…</Button>
      </p>
      <Dialog open={keyFor() !== undefined} onClose={() => setKeyFor(undefined)} title="Enter the key">
        <Show when={keyFor()}>
          {(origin) => <KeyPrompt origin={origin()} onKept={() => setKeyFor(undefined)} />}
        </Show>
      </Dialog>
      <Dialog
        open={form() !== undefined}
        onClose={() => setForm(undefined)}
        title={
          form()?.start === undefined ? "Add an endpoint" : `Change ${form()?.start?.choice.model ?? ""}`
        }
      >
        <Show when={form()}>
          {(asked) => (
            <EndpointForm
              endpoints={endpoints}
              start={asked().start?.choice}
              onSaved={() => setForm(undefined)}
              onCancel={() => setForm(undefined)}
            />
          )}
        </Show>
      </Dialog>
    </div>
  );
}
