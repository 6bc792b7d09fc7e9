import { createMemo, createSignal, For, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import type { RemoteChoice } from "../../../models/model-choice.ts";
import { accessHint, providerPresets } from "../../../models/remote/provider-presets.ts";
import { originOf } from "../../../platform/network-policy.ts";
import { areGood, limitsAsChoice, limitsOf } from "../../../setup/endpoint-limits.ts";
import { lookAtEndpoint, problemOfAddress, type Verdict } from "../../../setup/look-at-endpoint.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Field } from "../../kit/field.tsx";
import { Form } from "../../kit/form.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Problem } from "../../kit/problem.tsx";
import { TextField } from "../../kit/text-field.tsx";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { useWorkers } from "../../state/workers.tsx";
import { LimitFields } from "./limit-fields.tsx";
import { ModelField } from "./model-field.tsx";

const noLimits = limitsOf({});

/** Address, key and model of an endpoint, with a check that says what is wrong before a run depends on it. */
export function EndpointForm(props: {
  readonly endpoints: Endpoints;
  /** An endpoint to change; without it a new one is made. */
  readonly start?: RemoteChoice | undefined;
  readonly onSaved: (choice: RemoteChoice) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const workers = useWorkers();
  // The form is made anew for each endpoint it changes.
  // eslint-disable-next-line solid/reactivity
  const { start } = props;
  // A second model is most often one of the same server.
  // eslint-disable-next-line solid/reactivity
  const like = start ?? props.endpoints.list().at(-1)?.choice;
  const [presetId, setPresetId] = createSignal(like?.provider ?? "custom");
  const preset = createMemo(() => providerPresets.find((one) => one.id === presetId()));
  const [baseUrl, setBaseUrl] = createSignal(like?.baseUrl ?? "http://localhost:11434/v1");
  const [model, setModel] = createSignal(start?.model ?? "");
  const [limits, setLimits] = createSignal(start === undefined ? noLimits : limitsOf(start));
  const [key, setKey] = createSignal("");
  const [verdict, setVerdict] = createSignal<Verdict>();
  /** Models the address listed. */
  const [listed, setListed] = createSignal<readonly string[]>([]);
  const checking = createDeed("The check could not be made");
  const saving = createDeed("The endpoint could not be kept");

  const origin = (): string | undefined => originOf(baseUrl());
  /** Another model of this server was set up with a key. */
  const isKeyed = (): boolean =>
    props.endpoints
      .list()
      .some((other) => other.choice.needsKey && originOf(other.choice.baseUrl) === origin());
  const choice = (): RemoteChoice => ({
    kind: "remote",
    dialect: preset()?.dialect ?? like?.dialect ?? "openai-compatible",
    provider: presetId(),
    baseUrl: baseUrl().trim().replace(/\/+$/, ""),
    model: model().trim(),
    needsKey: key() !== "" || preset()?.key === "required" || start?.needsKey === true || isKeyed(),
    concurrency: preset()?.concurrency ?? 4,
    ...limitsAsChoice(limits()),
  });
  const forget = (): void => {
    setVerdict(undefined);
    setListed([]);
  };
  const choosePreset = (id: string): void => {
    setPresetId(id);
    forget();
    const found = providerPresets.find((one) => one.id === id);
    if (found) setBaseUrl(found.baseUrl);
  };
  const addressProblem = (): string | undefined => problemOfAddress(baseUrl());
  const check = async (): Promise<void> => {
    const at = origin();
    if (at === undefined) return;
    setVerdict(undefined);
    await checking.run(async () => {
      await props.endpoints.allow(baseUrl());
      if (key() !== "") await workers.rememberKey(at, key());
      const found = await lookAtEndpoint(await workers.students(), choice());
      if (found.listed !== undefined) setListed(found.listed);
      if (found.model !== undefined) setModel(found.model);
      setVerdict(found);
    });
  };
  const save = async (): Promise<void> => {
    const at = origin();
    if (at === undefined) return;
    await props.endpoints.allow(baseUrl());
    if (key() !== "") await workers.rememberKey(at, key());
    const result = verdict();
    await props.endpoints.save(
      {
        choice: choice(),
        ...(result ? { checkedAt: Date.now(), said: result.said, ok: result.ok } : {}),
        ...(listed().length > 0 ? { listed: listed() } : {}),
      },
      start,
    );
    props.onSaved(choice());
  };
  return (
    <Form
      onSubmit={() => void saving.run(save)}
      problem={saving.problem()}
      submit={`${start === undefined ? "Use" : "Keep"} ${model().trim() || "this model"}`}
      canSubmit={addressProblem() === undefined && model().trim() !== "" && areGood(limits())}
      onCancel={() => props.onCancel()}
    >
      <Field
        label="What is it?"
        hint={preset() ? accessHint(presetId()) : "Any server that speaks the OpenAI chat format."}
      >
        <select value={presetId()} onChange={(event) => choosePreset(event.currentTarget.value)}>
          <option value="custom">Another OpenAI-compatible server</option>
          <optgroup label="On your own machine or cluster">
            <For each={providerPresets.filter((one) => one.where === "own-machine")}>
              {(one) => <option value={one.id}>{one.label}</option>}
            </For>
          </optgroup>
          <optgroup label="Services">
            <For each={providerPresets.filter((one) => one.where === "cloud")}>
              {(one) => <option value={one.id}>{one.label}</option>}
            </For>
          </optgroup>
        </select>
      </Field>
      <TextField
        label="Address of the endpoint"
        problem={addressProblem()}
        type="url"
        value={baseUrl()}
        onInput={(text) => {
          setBaseUrl(text);
          forget();
        }}
      />
      <Show when={preset()?.key !== "never"}>
        <TextField
          label={preset()?.key === "required" ? "Key" : "Key, if the server wants one"}
          hint={
            <>
              Kept in this tab's memory for {origin() ? hostOf(baseUrl()) : "this host"} alone and gone with
              the tab.
              <Show when={preset()?.keyUrl}>{(url) => <> Keys are made at {hostOf(url())}.</>}</Show>
            </>
          }
          type="password"
          value={key()}
          onInput={(text) => {
            setKey(text);
            setVerdict(undefined);
          }}
        />
      </Show>
      <Problem text={checking.problem()} />
      <div class="row">
        <Button disabled={checking.isBusy() || addressProblem() !== undefined} onClick={() => void check()}>
          {props.endpoints.isAllowed(baseUrl())
            ? `Check ${hostOf(baseUrl())}`
            : `Allow ${hostOf(baseUrl())} and check`}
        </Button>
        <Show when={verdict()}>
          {(result) => (
            <span role="status">
              <PassFail pass={result().ok}>
                <span class="wrap">{result().said}</span>
              </PassFail>
            </span>
          )}
        </Show>
      </div>
      <ModelField
        model={model()}
        listed={listed()}
        onInput={(text) => {
          setModel(text);
          setVerdict(undefined);
        }}
      />
      <LimitFields
        limits={limits()}
        isPlainHttp={baseUrl().startsWith("http:")}
        onChange={(next) => setLimits(next)}
      />
      <p class="note">
        {origin() ? hostOf(baseUrl()) : "The host"} will see the rows and prompts of the runs it takes part
        in. Every request is written in the ledger.
      </p>
    </Form>
  );
}
