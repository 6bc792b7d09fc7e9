import { For, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import type { RemoteChoice } from "../../../models/model-choice.ts";
import { accessHint, providerPresets } from "../../../models/remote/provider-presets.ts";
import { originOf } from "../../../platform/network-policy.ts";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { Form } from "../../kit/form.tsx";
import { PassFail } from "../../kit/pass-fail.tsx";
import { Problem } from "../../kit/problem.tsx";
import { TextField } from "../../kit/text-field.tsx";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { createEndpointForm } from "./create-endpoint-form.ts";
import { LimitFields } from "./limit-fields.tsx";
import { ModelField } from "./model-field.tsx";

type FormState = ReturnType<typeof createEndpointForm>;

/** Address, key and model of an endpoint, with a check that says what is wrong before a run depends on it. */
export function EndpointForm(props: {
  readonly endpoints: Endpoints;
  /** An endpoint to change; without it a new one is made. */
  readonly start?: RemoteChoice | undefined;
  readonly onSaved: (choice: RemoteChoice) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  // The form is made anew for each endpoint it changes.
  // eslint-disable-next-line solid/reactivity
  const form = createEndpointForm(props.endpoints, props.start, (choice) => props.onSaved(choice));
  const host = (): string | undefined =>
    originOf(form.typed().baseUrl) === undefined ? undefined : hostOf(form.typed().baseUrl);
  return (
    <Form
      onSubmit={form.save}
      problem={form.saving.problem()}
      submit={`${props.start === undefined ? "Use" : "Keep"} ${form.typed().model.trim() || "this model"}`}
      canSubmit={form.canSave()}
      onCancel={() => props.onCancel()}
    >
      <ProviderField form={form} />
      <TextField
        label="Address of the endpoint"
        problem={form.addressProblem()}
        type="url"
        value={form.typed().baseUrl}
        onInput={form.typeAddress}
      />
      <KeyField form={form} host={host()} />
      <Problem text={form.checking.problem()} />
      <div class="row">
        <Button disabled={form.checking.isBusy() || form.addressProblem() !== undefined} onClick={form.check}>
          {props.endpoints.isAllowed(form.typed().baseUrl)
            ? `Check ${host() ?? "it"}`
            : `Allow ${host() ?? "it"} and check`}
        </Button>
        <Show when={form.verdict()}>
          {(result) => (
            <span role="status">
              <PassFail pass={result().ok}>
                <span class="wrap">{result().said}</span>
              </PassFail>
            </span>
          )}
        </Show>
      </div>
      <ModelField model={form.typed().model} listed={form.listed()} onInput={form.typeModel} />
      <LimitFields
        limits={form.limits()}
        isPlainHttp={form.typed().baseUrl.startsWith("http:")}
        onChange={form.setLimits}
      />
      <p class="note">
        {host() ?? "The host"} will see the rows and prompts of the runs it takes part in. Every request is
        written in the ledger.
      </p>
    </Form>
  );
}

const places = [
  ["own-machine", "On your own machine or cluster"],
  ["cloud", "Services"],
] as const;

function ProviderField(props: { readonly form: FormState }): JSX.Element {
  return (
    <Field
      label="What is it?"
      hint={
        props.form.preset()
          ? accessHint(props.form.typed().presetId)
          : "Any server that speaks the OpenAI chat format."
      }
    >
      <select
        value={props.form.typed().presetId}
        onChange={(event) => props.form.choosePreset(event.currentTarget.value)}
      >
        <option value="custom">Another OpenAI-compatible server</option>
        <For each={places}>
          {([where, label]) => (
            <optgroup label={label}>
              <For each={providerPresets.filter((one) => one.where === where)}>
                {(one) => <option value={one.id}>{one.label}</option>}
              </For>
            </optgroup>
          )}
        </For>
      </select>
    </Field>
  );
}

function KeyField(props: { readonly form: FormState; readonly host: string | undefined }): JSX.Element {
  const preset = () => props.form.preset();
  return (
    <Show when={preset()?.key !== "never"}>
      <TextField
        label={preset()?.key === "required" ? "Key" : "Key, if the server wants one"}
        hint={
          <>
            Kept in this tab's memory for {props.host ?? "this host"} alone and gone with the tab.
            <Show when={preset()?.keyUrl}>{(url) => <> Keys are made at {hostOf(url())}.</>}</Show>
          </>
        }
        type="password"
        value={props.form.typed().key}
        onInput={props.form.typeKey}
      />
    </Show>
  );
}
