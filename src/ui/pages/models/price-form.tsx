import { createSignal, For, type JSX } from "solid-js";

import type { PriceRow } from "../../../models/price-row.ts";
import { providerPresets } from "../../../models/remote/provider-presets.ts";
import { readNumber } from "../../../views/words/typed-number.ts";
import { Field } from "../../kit/field.tsx";
import { Form } from "../../kit/form.tsx";
import { NumberText } from "../../kit/number-text.tsx";
import { TextField } from "../../kit/text-field.tsx";

/** What the form starts from: whose price it is, and what is known of it. */
export type PriceToEdit = Pick<PriceRow, "provider" | "model"> & Partial<PriceRow>;

/** A number of US dollars, as typed. */
const dollars = { least: 0, mayBeEmpty: true };

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
  const [written, setWritten] = createSignal(String(before.cacheWritePerMillion ?? ""));
  const [output, setOutput] = createSignal(String(before.outputPerMillion ?? ""));
  const [source, setSource] = createSignal(before.source ?? "");
  const row = (): PriceRow | undefined => {
    const [inputPerMillion, cachedInputPerMillion, cacheWritePerMillion, outputPerMillion] = [
      input(),
      cached(),
      written(),
      output(),
    ].map((text) => readNumber(text, dollars));
    if (inputPerMillion === undefined || outputPerMillion === undefined || model().trim() === "")
      return undefined;
    if ([inputPerMillion, cachedInputPerMillion, cacheWritePerMillion, outputPerMillion].some(Number.isNaN))
      return undefined;
    return {
      provider: provider(),
      model: model().trim(),
      inputPerMillion,
      outputPerMillion,
      ...(cachedInputPerMillion === undefined ? {} : { cachedInputPerMillion }),
      ...(cacheWritePerMillion === undefined ? {} : { cacheWritePerMillion }),
      asOf: thisMonth(),
      source: source().trim(),
    };
  };
  return (
    <Form
      onSubmit={() => {
        const saved = row();
        if (saved !== undefined) props.onSave(saved);
      }}
      submit="Keep this price"
      canSubmit={row() !== undefined}
      onCancel={() => props.onCancel()}
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
      <div class="cols">
        <NumberText rule={dollars} label="Input, $ per 1M tokens" value={input()} onInput={setInput} />
        <NumberText
          rule={dollars}
          label="Read from cache"
          value={cached()}
          onInput={setCached}
          hint="Empty: the price of input."
        />
        <NumberText
          rule={dollars}
          label="Written to cache"
          value={written()}
          onInput={setWritten}
          hint="Empty: the price of input."
        />
        <NumberText rule={dollars} label="Output, $ per 1M tokens" value={output()} onInput={setOutput} />
      </div>
      <TextField
        label="Where you read it"
        hint={`Kept with the date, ${thisMonth()}.`}
        value={source()}
        onInput={setSource}
      />
    </Form>
  );
}
