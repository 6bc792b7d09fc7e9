import { createSignal, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { originOf } from "../../../platform/network-policy.ts";
import type { Endpoint } from "../../../setup/kept-endpoints.ts";
import { checkEndpoint } from "../../../setup/look-at-endpoint.ts";
import { formatAgo } from "../../../views/words/numbers.ts";
import { heldBackSentence } from "../../../views/words/privacy-words.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { createDeed, useDeed } from "../../kit/deed.ts";
import { DialogOf } from "../../kit/dialog.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { useToast } from "../../kit/toast.tsx";
import { Say } from "../../kit/trouble.tsx";
import { createEndpoints, type Endpoints } from "../../state/create-endpoints.ts";
import { useWorkers } from "../../state/workers.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { KeyPrompt } from "./key-prompt.tsx";
import { ServerModels } from "./server-models.tsx";

/** Endpoints that were set up: who they are, who sees the rows, what they last said. */
export function EndpointList(): JSX.Element {
  const endpoints = createEndpoints();
  const [form, setForm] = createSignal<{ readonly start?: Endpoint }>();
  const [keyFor, setKeyFor] = createSignal<string>();
  const held = (): string | undefined =>
    heldBackSentence(
      endpoints.policy(),
      endpoints.list().map(({ choice }) => choice.baseUrl),
    );
  return (
    <div class="stack">
      <Show when={held()}>{(text) => <Say tone="warn">{text()}</Say>}</Show>
      <Table
        endpoints={endpoints}
        onChange={(start) => setForm({ start })}
        onKey={({ choice }) => setKeyFor(originOf(choice.baseUrl))}
      />
      <ServerModels endpoints={endpoints} />
      <p>
        <Button onClick={() => setForm({})}>Add an endpoint…</Button>
      </p>
      <DialogOf about={keyFor()} title={() => "Enter the key"} onClose={() => setKeyFor(undefined)}>
        {(origin) => (
          <KeyPrompt
            origin={origin()}
            onKept={() => setKeyFor(undefined)}
            onCancel={() => setKeyFor(undefined)}
          />
        )}
      </DialogOf>
      <DialogOf
        about={form()}
        title={({ start }) => (start === undefined ? "Add an endpoint" : `Change ${start.choice.model}`)}
        onClose={() => setForm(undefined)}
      >
        {(asked) => (
          <EndpointForm
            endpoints={endpoints}
            start={asked().start?.choice}
            onSaved={() => setForm(undefined)}
            onCancel={() => setForm(undefined)}
          />
        )}
      </DialogOf>
    </div>
  );
}

interface TableProps {
  readonly endpoints: Endpoints;
  readonly onChange: (endpoint: Endpoint) => void;
  readonly onKey: (endpoint: Endpoint) => void;
}

function Table(props: TableProps): JSX.Element {
  const workers = useWorkers();
  const checking = createDeed("What the check found could not be kept");
  const check = (endpoint: Endpoint): Promise<boolean> =>
    checking.run(async () => {
      const checked = await checkEndpoint(endpoint, async () => {
        await props.endpoints.allow(endpoint.choice.baseUrl);
        return workers.students();
      });
      await props.endpoints.save(checked);
    });
  return (
    <Show
      when={props.endpoints.list().length > 0}
      fallback={
        <p class="soft">
          None yet. A server on your own machine (Ollama, LM Studio, llama.cpp) needs no key.
        </p>
      }
    >
      <DataTable
        rows={props.endpoints.list()}
        columns={[
          { title: "Model", cell: (line) => <b>{line.choice.model}</b> },
          { title: "Speaks", cell: ({ choice }) => choice.dialect },
          { title: "Who sees your rows", cell: ({ choice }) => hostOf(choice.baseUrl) },
          { title: "Last check", cell: lastCheck },
        ]}
        deeds={(endpoint) => (
          <>
            <Button disabled={checking.isBusy()} onClick={() => void check(endpoint)}>
              Check<span class="vh"> {endpoint.choice.model}</span>
            </Button>{" "}
            <Deeds {...props} endpoint={endpoint} />
          </>
        )}
      />
    </Show>
  );
}

function Deeds(props: TableProps & { readonly endpoint: Endpoint }): JSX.Element {
  const tell = useToast();
  const deed = useDeed();
  const remove = async (): Promise<void> => {
    const { endpoint, endpoints } = props;
    await endpoints.remove(endpoint);
    tell({
      text: `${endpoint.choice.model} is taken off the list.`,
      undo: () => deed("The endpoint could not be put back", () => endpoints.save(endpoint)),
    });
  };
  const model = (): string => props.endpoint.choice.model;
  return (
    <>
      <Button bare onClick={() => props.onChange(props.endpoint)}>
        Change…<span class="vh"> {model()}</span>
      </Button>{" "}
      <Show when={props.endpoint.choice.needsKey}>
        <Button bare onClick={() => props.onKey(props.endpoint)}>
          Key…<span class="vh"> for {model()}</span>
        </Button>{" "}
      </Show>
      <DeedButton bare failed="The endpoint could not be removed" deed={remove}>
        Remove<span class="vh"> {model()}</span>
      </DeedButton>
    </>
  );
}

function lastCheck(endpoint: Endpoint): JSX.Element {
  return (
    <Show when={endpoint.checkedAt} fallback={<span class="soft">never</span>}>
      {(at) => (
        <>
          <PassFail pass={endpoint.ok === true}>{formatAgo(at(), Date.now())}</PassFail>
          <br />
          <span class="soft">{endpoint.said}</span>
        </>
      )}
    </Show>
  );
}
