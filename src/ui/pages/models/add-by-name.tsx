import { createSignal, createUniqueId, For, type JSX, Match, Show, Switch } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import type { ListedModel } from "../../../models/host/loader.ts";
import { addedAt, addedFromList } from "../../../models/local/added-model.ts";
import type { AddedModel } from "../../../models/local/local-model.ts";
import type { GpuFound } from "../../../models/look-at-gpu.ts";
import { isWebAddress } from "../../../models/web-address.ts";
import { listedHint } from "../../../views/words/local-model-words.ts";
import { Form } from "../../kit/form.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { useWorkers } from "../../state/workers.tsx";

type Way = "gguf" | "listed" | "custom";

const WAYS = [
  { value: "gguf", label: "A GGUF at an address" },
  { value: "listed", label: "WebLLM’s list" },
  { value: "custom", label: "A WebLLM model of your own" },
] as const;

/** Nothing is downloaded here: the model becomes a line of the table, and its download is asked for there. */
export function AddByName(props: {
  readonly gpu: GpuFound | undefined;
  readonly onAdd: (model: AddedModel) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const workers = useWorkers();
  const listId = createUniqueId();
  const [way, setWay] = createSignal<Way>("gguf");
  const [address, setAddress] = createSignal("");
  const [library, setLibrary] = createSignal("");
  const [name, setName] = createSignal("");
  const listed = createLoaded(
    () => (way() === "listed" ? true : undefined),
    async () => (await workers.students()).listedModels(),
  );
  const found = (): ListedModel | undefined => listed.value()?.find((model) => model.modelId === name());
  const model = (): AddedModel | undefined => {
    const listedOne = found();
    if (way() === "listed") return listedOne && addedFromList(listedOne);
    return addedAt(
      way() === "gguf" ? { address: address() } : { address: address(), library: library() },
      name(),
    );
  };
  return (
    <Form
      onSubmit={() => {
        const added = model();
        if (added !== undefined) props.onAdd(added);
      }}
      submit={`Add ${model()?.label ?? "it"} to the list`}
      canSubmit={model() !== undefined}
      onCancel={() => props.onCancel()}
    >
      <Segmented name="Kind of model" options={WAYS} value={way()} onChoose={setWay} />
      <Switch>
        <Match when={way() === "listed"}>
          <TextField
            label="Name in WebLLM’s list"
            hint={listedHint(found(), listed.value()?.length ?? 0, props.gpu)}
            list={listId}
            value={name()}
            onInput={(text) => setName(text.trim())}
          />
          <datalist id={listId}>
            <For each={listed.value()}>{(one) => <option value={one.modelId} />}</For>
          </datalist>
        </Match>
        <Match when={way() !== "listed"}>
          <AddressField
            label={way() === "gguf" ? "Address of the .gguf file" : "Address of the model’s folder"}
            hint={
              way() === "gguf"
                ? "One part of a split GGUF is enough: the others are found by their names."
                : "Where mlc-chat-config.json and the weights lie."
            }
            value={address()}
            onInput={setAddress}
          />
          <Show when={way() === "custom"}>
            <AddressField
              label="Address of its compiled library (.wasm)"
              value={library()}
              onInput={setLibrary}
            />
          </Show>
          <TextField
            label="Name"
            hint="How lists show it; empty for the last part of its address."
            value={name()}
            onInput={setName}
          />
        </Match>
      </Switch>
      <Show when={way() !== "listed" && isWebAddress(address())}>
        <p class="note">{hostOf(address())} is asked for it when you press Download, and not before.</p>
      </Show>
    </Form>
  );
}

function AddressField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onInput: (address: string) => void;
}): JSX.Element {
  return (
    <TextField
      {...props}
      type="url"
      problem={props.value === "" || isWebAddress(props.value) ? undefined : "This is no web address."}
    />
  );
}
