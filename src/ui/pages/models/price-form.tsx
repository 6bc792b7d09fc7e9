import { createSignal, For, type JSX } from "solid-js";

import type { PriceRow } from "../../../models/price-row.ts";
import { providerPresets } from "../../../models/remote/provider-presets.ts";
import {
  dollars,
  priceFields,
  priceOfTyped,
  type TypedPrice,
  typedPrice,
} from "../../../setup/typed-price.ts";
import { Form } from "../../kit/form.tsx";
import { NumberText } from "../../kit/number-text.tsx";
import { SelectField } from "../../kit/select-of.tsx";
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
      <SelectField
        label="Whose model"
        options={[
          ["custom", "Another server"],
          ...providerPresets.map(({ id, label }) => [id, label] as const),
        ]}
        value={typed().provider}
        onChoose={set("provider")}
      />
      <TextField
        label="Model"
        hint="Its name, as the endpoint knows it. Dated versions share the price."
        value={typed().model}
        onInput={set("model")}
      />
      <div class="cols">
        <For each={priceFields}>
          {({ name, label, hint }) => (
            <NumberText rule={dollars} label={label} hint={hint} value={typed()[name]} onInput={set(name)} />
          )}
        </For>
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
