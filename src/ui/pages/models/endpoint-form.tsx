import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from "solid-js";

import type { RemoteChoice } from "../../../models/model-choice.ts";
import { providerPresets } from "../../../models/remote/provider-presets.ts";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { formatCount } from "../../kit/numbers.ts";
import { PassFail } from "../../kit/pass-fail.tsx";
import { originOf } from "../../platform/network-policy.ts";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { hostOf } from "../../state/sentences.ts";
import { useWorkers } from "../../state/workers.tsx";
import { verdictWords } from "./connection-words.ts";
import { areGood, LimitFields, limitsAsChoice, limitsOf } from "./limit-fields.tsx";

interface Checked {
  readonly ok: boolean;
  readonly said: string;
  readonly ids: readonly string[];
}

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
  const listId = createUniqueId();
  // The form is made anew for each endpoint it changes.
  // eslint-disable-next-line solid/reactivity
  const { start } = props;
  const [presetId, setPresetId] = createSignal(start?.provider ?? "custom");
  const preset = createMemo(() => providerPresets.find((one) => one.id === presetId()));
  const [baseUrl, setBaseUrl] = createSignal(start?.baseUrl ?? "http://localhost:11434/v1");
  const [model, setModel] = createSignal(start?.model ?? "");
  const [limits, setLimits] = createSignal(start === undefined ? noLimits : limitsOf(start));
  const [key, setKey] = createSignal("");
  const [checked, setChecked] = createSignal<Checked>();
  const [busy, setBusy] = createSignal(false);

  const origin = (): string | undefined => originOf(baseUrl());
  const choice = (): RemoteChoice => ({
    kind: "remote",
    dialect: preset()?.dialect ?? start?.dialect ?? "openai-compatible",
    provider: presetId(),
    baseUrl: baseUrl().trim().replace(/\/+$/, ""),
    model: model().trim(),
    needsKey: key() !== "" || preset()?.key === "required" || start?.needsKey === true,
    concurrency: preset()?.concurrency ?? 4,
    ...limitsAsChoice(limits()),
  });
  const choosePreset = (id: string): void => {
    setPresetId(id);
    setChecked(undefined);
    const found = providerPresets.find((one) => one.id === id);
    if (found) setBaseUrl(found.baseUrl);
  };
  const addressProblem = (): string | undefined => {
    if (origin() === undefined)
      return "This is no web address. It starts with http:// or https:// and usually ends with /v1.";
    if (/\/(chat\/completions|completions|models)\/?$/.test(baseUrl()))
      return "Leave out the last part: the studio adds /chat/completions itself.";
    return undefined;
  };
  const check = async (): Promise<void> => {
    const at = origin();
    if (at === undefined) return;
    setBusy(true);
    try {
      await props.endpoints.allow(baseUrl());
      if (key() !== "") await workers.rememberKey(at, key());
      const students = await workers.students();
      const asked = choice();
      const list = await students.listModels(asked);
      const ids = list.kind === "models" ? list.ids : [];
      const first = ids[0];
      if (model() === "" && first !== undefined) setModel(first);
      if (model() === "") {
        // Without a model's name the test still tells an address that is wrong from a page that is not let in.
        const report =
          list.kind === "models" ? undefined : await students.testConnection({ ...asked, model: "unknown" });
        const isPlain =
          report !== undefined && "part" in report && report.part !== "model-name" && report.part !== "works";
        const said =
          list.kind === "models"
            ? "It answers, but lists no model. Type the model's name."
            : isPlain
              ? verdictWords(report)
              : list.message;
        setChecked({ ok: list.kind === "models", said, ids });
        return;
      }
      const report = await students.testConnection(choice());
      const ok = "part" in report && report.part === "works";
      setChecked({
        ok,
        said: verdictWords(report),
        ids: ids.length > 0 ? ids : ("part" in report && report.models) || [],
      });
    } catch (error) {
      setChecked({ ok: false, said: error instanceof Error ? error.message : String(error), ids: [] });
    } finally {
      setBusy(false);
    }
  };
  const save = async (): Promise<void> => {
    const at = origin();
    if (at === undefined) return;
    await props.endpoints.allow(baseUrl());
    if (key() !== "") await workers.rememberKey(at, key());
    const result = checked();
    await props.endpoints.save(
      {
        choice: choice(),
        ...(result ? { checkedAt: Date.now(), said: result.said, ok: result.ok } : {}),
      },
      start,
    );
    props.onSaved(choice());
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label="What is it?"
        hint={preset()?.accessHint ?? "Any server that speaks the OpenAI chat format."}
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
      <Field label="Address of the endpoint" problem={addressProblem()}>
        <input
          type="url"
          autocomplete="off"
          value={baseUrl()}
          onInput={(event) => {
            setBaseUrl(event.currentTarget.value);
            setChecked(undefined);
          }}
        />
      </Field>
      <Show when={preset()?.key !== "never"}>
        <Field
          label={preset()?.key === "required" ? "Key" : "Key, if the server wants one"}
          hint={
            <>
              Kept in this tab's memory for {origin() ? hostOf(baseUrl()) : "this host"} alone and gone with
              the tab.
              <Show when={preset()?.keyUrl}>{(url) => <> Keys are made at {hostOf(url())}.</>}</Show>
            </>
          }
        >
          <input
            type="password"
            autocomplete="off"
            spellcheck={false}
            value={key()}
            onInput={(event) => setKey(event.currentTarget.value)}
          />
        </Field>
      </Show>
      <div class="row">
        <Button disabled={busy() || addressProblem() !== undefined} onClick={() => void check()}>
          {props.endpoints.isAllowed(baseUrl())
            ? `Check ${hostOf(baseUrl())}`
            : `Allow ${hostOf(baseUrl())} and check`}
        </Button>
        <Show when={checked()}>
          {(result) => (
            <span role="status">
              <PassFail pass={result().ok}>
                <span class="wrap">{result().said}</span>
              </PassFail>
            </span>
          )}
        </Show>
      </div>
      <Field
        label="Model"
        hint={
          checked() && checked()?.ids.length
            ? `${formatCount(checked()?.ids.length ?? 0)} listed by the server; type to find one.`
            : "The name the server knows it by. A check fills the list."
        }
      >
        <input
          list={listId}
          autocomplete="off"
          spellcheck={false}
          value={model()}
          onInput={(event) => setModel(event.currentTarget.value)}
        />
      </Field>
      <datalist id={listId}>
        <For each={checked()?.ids ?? []}>{(id) => <option value={id} />}</For>
      </datalist>
      <LimitFields
        limits={limits()}
        isPlainHttp={baseUrl().startsWith("http:")}
        onChange={(next) => setLimits(next)}
      />
      <p class="note">
        {origin() ? hostOf(baseUrl()) : "The host"} will see the rows and prompts of the runs it takes part
        in. Every request is written in the ledger.
      </p>
      <div class="actions row">
        <Button onClick={() => props.onCancel()}>Leave it</Button>
        <Button
          main
          type="submit"
          disabled={addressProblem() !== undefined || model().trim() === "" || !areGood(limits())}
        >
          {start === undefined ? "Use" : "Keep"} {model().trim() || "this model"}
        </Button>
      </div>
    </form>
  );
}
