import { createSignal, For, type JSX } from "solid-js";

import type { PriceRow } from "../../../models/price-row.ts";
import { providerPresets } from "../../../models/remote/provider-presets.ts";
import { dollars, priceOfTyped, type TypedPrice, typedPrice } from "../../../setup/typed-price.ts";
import { Field } from "../../kit/field.tsx";
import { Form } from "../../kit/form.tsx";
import { NumberText } from "../../kit/number-text.tsx";
import { TextField } from "../../kit/text-field.tsx";

/** What the form starts from: whose price it is, and what is known of it. */
export type PriceToEdit = Pick<PriceRow, "provider" | "model"> & Partial<PriceRow>;

const thisMonth = (): string => new Date().toISOString().slice(0, 7);

/** The price of one model, with where it was read and when. */
export function PriceForm(props: {
  readonly row: PriceToEdit;
  readonly onSave: (row: PriceRow) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  // The form is made anew for each row it edits.
  // eslint-disable-next-line solid/reactivity
  const [typed, setTyped] = createSignal(typedPrice(props.row));
  const set = (key: keyof TypedPrice) => (text: string) => setTyped({ ...typed(), [key]: text });
  const row = (): PriceRow | undefined => priceOfTyped(typed(), thisMonth());
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
        <select value={typed().provider} onChange={(event) => set("provider")(event.currentTarget.value)}>
          <option value="custom">Another server</option>
          <For each={providerPresets}>{(one) => <option value={one.id}>{one.label}</option>}</For>
        </select>
      </Field>
      <TextField
        label="Model"
        hint="Its name, as the endpoint knows it. Dated versions share the price."
        value={typed().model}
        onInput={set("model")}
      />
      <div class="cols">
        <NumberText
          rule={dollars}
          label="Input, $ per 1M tokens"
          value={typed().input}
          onInput={set("input")}
        />
        <NumberText
          rule={dollars}
          label="Read from cache"
          value={typed().cached}
          onInput={set("cached")}
          hint="Empty: the price of input."
        />
        <NumberText
          rule={dollars}
          label="Written to cache"
          value={typed().written}
          onInput={set("written")}
          hint="Empty: the price of input."
        />
        <NumberText
          rule={dollars}
          label="Output, $ per 1M tokens"
          value={typed().output}
          onInput={set("output")}
        />
      </div>
      <TextField
        label="Where you read it"
        hint={`Kept with the date, ${thisMonth()}.`}
        value={typed().source}
        onInput={set("source")}
      />
    </Form>
  );
}
