import { createSignal, For, type JSX } from "solid-js";

import type { PriceRow } from "../../../models/prices.ts";
import { providerPresets } from "../../../models/remote/provider-presets.ts";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { TextField } from "../../kit/text-field.tsx";

/** What the form starts from: whose price it is, and what is known of it. */
export type PriceToEdit = Pick<PriceRow, "provider" | "model"> & Partial<PriceRow>;

/** A number of dollars as typed; undefined for what is none. A comma is a decimal point in half of the world. */
function dollarsIn(text: string): number | undefined {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

const thisMonth = (): string => new Date().toISOString().slice(0, 7);

/** The price of one model, with where it was read and when. */
export function PriceForm(props: {
  readonly row: PriceToEdit;
  readonly onSave: (row: PriceRow) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  // The form is made anew for each row it edits.
  // eslint-disable-next-line solid/reactivity
  const before = props.row;
  const [provider, setProvider] = createSignal(before.provider);
  const [model, setModel] = createSignal(before.model);
  const [input, setInput] = createSignal(String(before.inputPerMillion ?? ""));
  const [cached, setCached] = createSignal(String(before.cachedInputPerMillion ?? ""));
  const [output, setOutput] = createSignal(String(before.outputPerMillion ?? ""));
  const [source, setSource] = createSignal(before.source ?? "");
  const wrong = (text: string): string | undefined =>
    text.trim() === "" || dollarsIn(text) !== undefined ? undefined : "A number of US dollars, 0 or more.";
  const row = (): PriceRow | undefined => {
    const [inputPerMillion, outputPerMillion] = [dollarsIn(input()), dollarsIn(output())];
    if (inputPerMillion === undefined || outputPerMillion === undefined || model().trim() === "")
      return undefined;
    if (wrong(cached()) !== undefined) return undefined;
    const cachedInputPerMillion = dollarsIn(cached());
    return {
      provider: provider(),
      model: model().trim(),
      inputPerMillion,
      outputPerMillion,
      ...(cachedInputPerMillion === undefined ? {} : { cachedInputPerMillion }),
      asOf: thisMonth(),
      source: source().trim(),
    };
  };
  const Dollars = (field: {
    readonly label: string;
    readonly value: string;
    readonly onChange: (text: string) => void;
    readonly hint?: string;
  }): JSX.Element => (
    <Field label={field.label} hint={field.hint} problem={wrong(field.value)}>
      <input
        inputmode="decimal"
        autocomplete="off"
        value={field.value}
        onInput={(event) => field.onChange(event.currentTarget.value)}
      />
    </Field>
  );
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const saved = row();
        if (saved !== undefined) props.onSave(saved);
      }}
    >
      <Field label="Whose model">
        <select value={provider()} onChange={(event) => setProvider(event.currentTarget.value)}>
          <option value="custom">Another server</option>
          <For each={providerPresets}>{(one) => <option value={one.id}>{one.label}</option>}</For>
        </select>
      </Field>
      <TextField
        label="Model"
        hint="Its name, as the endpoint knows it. Dated versions share the price."
        value={model()}
        onInput={setModel}
      />
      <div class="cols cols--3">
        <Dollars label="Read, $ per million" value={input()} onChange={setInput} />
        <Dollars label="Read from cache" value={cached()} onChange={setCached} hint="Empty: as read." />
        <Dollars label="Written, $ per million" value={output()} onChange={setOutput} />
      </div>
      <TextField
        label="Where you read it"
        hint={`Kept with the date, ${thisMonth()}.`}
        value={source()}
        onInput={setSource}
      />
      <div class="actions">
        <Button onClick={() => props.onCancel()}>Cancel</Button>
        <Button main type="submit" disabled={row() === undefined}>
          Keep this price
        </Button>
      </div>
    </form>
  );
}
